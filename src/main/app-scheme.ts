/** Serves our own files as app://desk and app://chat, never file://, each under the policy its kind needs. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron/main';
import { APP_SCHEME, headersOf, locate, NONCE_PLACEHOLDER, type Roots } from './app-policy.ts';

const NONCE_BYTES = 16;

/**
 * Makes app:// a standard, secure scheme. Must run before Electron is ready.
 *
 * No code cache: V8 would write every word of our interface into the profile, and a search of the
 * disk for what was said could no longer tell them apart. It would save some tens of milliseconds.
 */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true },
    },
  ]);
}

/** Serves the files below these folders to one session. Returns the stop. */
export function serveApp(roots: Roots, to: Session): () => void {
  to.protocol.handle(APP_SCHEME, (request) => answer(roots, request));
  return () => to.protocol.unhandle(APP_SCHEME);
}

async function answer(roots: Roots, request: Request): Promise<Response> {
  const located = request.method === 'GET' ? locate(roots, request.url) : null;
  if (located === null) return notFound();
  const bytes = await readFile(located.file).catch(() => null);
  if (bytes === null) return notFound();
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  const body =
    located.kind === 'page'
      ? bytes.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce)
      : new Uint8Array(bytes);
  return new Response(body, { headers: headersOf(located, nonce) });
}

const notFound = (): Response => new Response(null, { status: 404 });
