/** What is forbidden to every page, as data and small decisions that tests can read. */
import { APP_ORIGIN, CHAT_ORIGIN } from './app-policy.ts';

/** Command-line switches set before Electron is ready. */
export const switches: Readonly<Record<string, string>> = {
  'disable-http-cache': '',
  'disable-background-networking': '',
  'disable-component-update': '',
  'disable-domain-reliability': '',
  'disable-breakpad': '',
  'no-pings': '',
  // Where the runtime has it, a full disk no longer costs the whole store and deleted rows leave the disk; one that has
  // not passes over it (tests/e2e/copy-backend.test.ts says which). A store that is there already stays as it is.
  'enable-features': 'IdbSqliteBackingStore',
};

/** Every request a page may make: our own files, and what it made itself. `data:` and `blob:` leave nothing. */
export function mayRequest(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  if (protocol === 'blob:' || protocol === 'data:' || protocol === 'devtools:') return true;
  return [APP_ORIGIN, CHAT_ORIGIN].includes(`${protocol}//${host}`);
}

/** Locking reloads the page; that is the only navigation there is. */
export const mayNavigate = (from: string, to: string): boolean =>
  from === to && from.startsWith(`${APP_ORIGIN}/`);

/** The one frame there is inside the page: the profile editor's preview, and never anything else in its place. */
export const mayFrame = (to: string): boolean => to === `${CHAT_ORIGIN}/index.html`;

/** The host to be shown before a link is opened outside; null: it is not opened at all. */
export function hostToConfirm(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, host, username, password } = new URL(address);
  return protocol === 'https:' && username === '' && password === '' ? host : null;
}
