/** What app:// serves and under which policy. Decisions only; `app-scheme.ts` does the serving. */
import path from 'node:path';

/** Where every page of ours lives. Nothing else may be opened in a window. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://desk';
/** The chat's own views, for the profile editor: a page of another origin inside ours (ADR 0026). */
export const CHAT_ORIGIN = 'app://chat';

/** The folder behind each of the two hosts. */
export interface Roots {
  readonly desk: string;
  readonly chat: string;
}

/** Replaced in every HTML file by a nonce that is used once (vite.renderer.config.ts). */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
};

/** A file to be served: where it lies, what it is, and whether it is a page, the vault's Worker or a plain asset. */
export interface Located {
  readonly file: string;
  readonly type: string;
  readonly kind: 'page' | 'chat' | 'vault' | 'asset';
}

/** The file an address stands for, or null for anything that is not a known kind of file below its host's root. */
export function locate(roots: Roots, address: string): Located | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const host = hosts.get(`${url.protocol}//${url.host}`);
  if (host === undefined) return null;
  const root = roots[host];
  const name = decode(url.pathname === '/' ? '/index.html' : url.pathname);
  if (name === null || /[\\\0]/.test(name)) return null;
  const file = path.resolve(root, `.${name}`);
  const inside = path.relative(root, file);
  if (inside === '' || inside.startsWith('..') || path.isAbsolute(inside)) return null;
  const type = types[path.extname(file)];
  return type === undefined ? null : { file, type, kind: kindOf(inside, host) };
}

const hosts: ReadonlyMap<string, keyof Roots> = new Map([
  [APP_ORIGIN, 'desk'],
  [CHAT_ORIGIN, 'chat'],
]);

function kindOf(inside: string, host: keyof Roots): Located['kind'] {
  if (path.extname(inside) === '.html') return host === 'desk' ? 'page' : 'chat';
  if (host === 'chat') return 'asset';
  return inside.split(path.sep).includes('vault') ? 'vault' : 'asset';
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/** The page's policy (facts: each part was seen to be needed, or seen to be superfluous). */
export const pageCsp = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "worker-src 'self'",
    `frame-src ${CHAT_ORIGIN}`,
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types desk-worker default',
  ].join('; ');

/** The preview's: its own scripts and sheets, pictures out of the draft, and no way out of the window around it. */
export const CHAT_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "worker-src 'none'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  `frame-ancestors ${APP_ORIGIN}`,
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** A Worker does not inherit the page's policy. WebAssembly is for Argon2id. */
export const VAULT_CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Headers of one response. `nonce` is used for pages only. */
export function headersOf(
  { type, kind }: Located,
  nonce: string,
): Readonly<Record<string, string>> {
  const headers = {
    'content-type': type,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  };
  switch (kind) {
    case 'page':
      return {
        ...headers,
        'cross-origin-opener-policy': 'same-origin',
        'content-security-policy': pageCsp(nonce),
      };
    case 'chat':
      return { ...headers, 'content-security-policy': CHAT_CSP };
    case 'vault':
      return { ...headers, 'content-security-policy': VAULT_CSP };
    case 'asset':
      return headers;
  }
}
