import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol } from 'electron/main';

/** Where every page of ours lives. Nothing else may be opened in a window. */
export const APP_ORIGIN = 'app://desk';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/** Makes app:// a standard, secure scheme. Must run before Electron is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the files below `root` as app://desk, each with the policy its kind needs. */
export function serveApp(root: string): void {
  protocol.handle('app', async (request) => {
    const file = path.normalize(path.join(root, decodeURIComponent(new URL(request.url).pathname)));
    const type = types[path.extname(file)];
    if (!file.startsWith(root + path.sep) || type === undefined) {
      return new Response(null, { status: 404 });
    }
    const headers = { 'content-type': type, 'x-content-type-options': 'nosniff' };
    const bytes = await readFile(file);
    if (path.extname(file) === '.html') return page(bytes, headers);
    const inVault = path.relative(root, file).split(path.sep).includes('vault');
    return new Response(new Uint8Array(bytes), {
      headers: inVault ? { ...headers, 'content-security-policy': VAULT_CSP } : headers,
    });
  });
}

function page(html: Buffer, headers: Readonly<Record<string, string>>): Response {
  const nonce = randomBytes(16).toString('base64');
  return new Response(html.toString().replaceAll('__CSP_NONCE__', nonce), {
    headers: { ...headers, 'content-security-policy': pageCsp(nonce) },
  });
}

const pageCsp = (nonce: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; ` +
  "img-src 'self' blob: data:; font-src 'self'; worker-src 'self'; connect-src 'none'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types desk-worker default";

/** A Worker does not inherit the page's policy. WebAssembly is for Argon2id. */
const VAULT_CSP =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";
