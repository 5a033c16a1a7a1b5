/**
 * Prints one page to PDF in a hidden sandboxed window that has no network and no disk.
 *
 * The page is reached under an address that answers once, in a session that lives in memory and
 * dies with the window: never file://, never a temporary file.
 */
import { randomUUID } from 'node:crypto';
import { BrowserWindow, session, type Session } from 'electron/main';
import { APP_SCHEME } from '../app-policy.ts';
import { PRINT_TIMEOUT_MS } from '../limits.ts';
import { PRINT_CSP, PRINT_OPTIONS, printWindowOptions } from './print-policy.ts';

/** The PDF's bytes. Throws when the page does not load or takes too long; the window is gone either way. */
export async function printToPdf(html: string): Promise<Uint8Array> {
  const id = randomUUID();
  const own = session.fromPartition(`print-${id}`, { cache: false });
  const address = `${APP_SCHEME}://print/${id}`;
  serveOnce(own, { address, html });
  const window = new BrowserWindow(printWindowOptions(own));
  const late = setTimeout(() => window.destroy(), PRINT_TIMEOUT_MS);
  try {
    await window.loadURL(address);
    // Without this 3 of 30 PDFs lacked a font (ADR 0013).
    await window.webContents.executeJavaScript('document.fonts.ready.then(() => true)');
    return Uint8Array.from(await window.webContents.printToPDF(PRINT_OPTIONS));
  } finally {
    clearTimeout(late);
    if (!window.isDestroyed()) window.destroy();
    own.protocol.unhandle(APP_SCHEME);
    await own.clearStorageData();
  }
}

function serveOnce(own: Session, page: { readonly address: string; readonly html: string }): void {
  let served = false;
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: url !== page.address && !url.startsWith('data:') });
  });
  own.protocol.handle(APP_SCHEME, (request) => {
    if (served || request.url !== page.address) return new Response(null, { status: 404 });
    served = true;
    return new Response(page.html, {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': PRINT_CSP,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    });
  });
}
