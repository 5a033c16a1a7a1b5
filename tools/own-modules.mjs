import path from 'node:path';

/**
 * A PATH without the folders of this clone's node_modules.
 *
 * `npm run` puts node_modules/.bin first, and our node lies there too: `npm ci` would take away the
 * very program it runs on, which Windows forbids and which elsewhere leaves the packages' own install
 * scripts without a node half-way through.
 * @param {string} searched what PATH says
 * @param {string} root of the clone
 * @returns {string}
 */
export function withoutOwnModules(searched, root) {
  const modules = path.join(root, 'node_modules');
  const own = (/** @type {string} */ folder) => {
    const way = path.relative(modules, path.resolve(root, folder));
    return way === '' || (!way.startsWith('..') && !path.isAbsolute(way));
  };
  return searched
    .split(path.delimiter)
    .filter((folder) => folder !== '' && !own(folder))
    .join(path.delimiter);
}
