import { spawnSync } from 'node:child_process';

/** What windows, browsers, PDFs and installers need on Debian and its relatives; `age` checks backups, exiftool cleaned files. */
const packages = [
  'age',
  'chromium',
  'dpkg',
  'fakeroot',
  'fonts-noto-color-emoji',
  'fonts-noto-core',
  'libasound2',
  'libatk-bridge2.0-0',
  'libcups2',
  'libdrm2',
  'libgbm1',
  'libgtk-3-0',
  'libimage-exiftool-perl',
  'libnss3',
  'libxkbcommon0',
  'poppler-utils',
  'xauth',
  'xvfb',
];

/** Debian's own; its relatives may not have it, and the tests in it are then passed over. */
const FIREFOX = 'firefox-esr';

/** Debian's own too: what the vault is measured beside (`npm run bench:vault`, which does not begin without it). */
const SQLCIPHER = 'sqlcipher';

/** What goes on without them. */
const optional = new Map([
  [FIREFOX, 'what is tested in Firefox will be passed over'],
  [SQLCIPHER, 'bench:vault will not run'],
]);

/**
 * Installs the missing packages as root; otherwise says in one line what to install. Packages that
 * a newer release renamed (libasound2t64) count through what they provide. Throws when apt fails,
 * except over what is optional.
 * @param {{ haveBrowser: boolean, haveFirefox: boolean, say: (what: string) => void }} wishes
 */
export function installDebianPackages({ haveBrowser, haveFirefox, say }) {
  const missing = missingPackages([...packages, ...optional.keys()]).filter(
    (name) => !(name === 'chromium' && haveBrowser) && !(name === FIREFOX && haveFirefox),
  );
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || process.env['BEISTAND_SKIP_APT'] === '1') {
    say(`missing system packages: apt-get install ${missing.join(' ')}`);
    return;
  }
  say(`installing system packages: ${missing.join(' ')}`);
  apt(['update', '-qq']);
  const needed = missing.filter((name) => !optional.has(name));
  if (needed.length > 0) install(needed);
  for (const [name, otherwise] of optional) {
    if (!missing.includes(name)) continue;
    try {
      install([name]);
    } catch {
      say(`no ${name} here: ${otherwise}`);
    }
  }
}

/** @param {readonly string[]} names */
const install = (names) => apt(['install', '-y', '-qq', '--no-install-recommends', ...names]);

/** @param {readonly string[]} wanted */
function missingPackages(wanted) {
  const query = spawnSync('dpkg-query', ['-W', '-f=${Status}\t${Package}, ${Provides}\n'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (query.error) return [];
  const present = new Set(
    query.stdout
      .split('\n')
      .filter((line) => line.startsWith('install ok installed'))
      .flatMap((line) => (line.split('\t')[1] ?? '').split(','))
      .map((name) => name.trim().split(' ')[0] ?? ''),
  );
  return wanted.filter((name) => !present.has(name));
}

/** @param {string[]} words */
function apt(words) {
  const { status } = spawnSync('apt-get', words, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) throw new Error(`apt-get ${words[0]} failed`);
}
