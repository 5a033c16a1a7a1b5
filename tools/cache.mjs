import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Where what is fetched once is kept, outside node_modules so that `npm ci` does not fetch it anew.
 * @returns {string} the folder's absolute path; it may not exist yet
 */
export function cacheFolder() {
  const base = process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache');
  return path.resolve(process.env['BEISTAND_CACHE'] || path.join(base, 'beistand'));
}
