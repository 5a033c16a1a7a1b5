/**
 * Prints one page to PDF in a hidden sandboxed window that has no network and no disk.
 *
 * The page is reached under an address that answers once, in a session that lives in memory: never
 * file://, never a temporary file (ADR 0013).
 */
import { randomUUID } from 'node:crypto';
import { BrowserWindow, session, type Session } from 'electron/main';
import { APP_SCHEME } from '../app-policy.ts';
import { PRINT_TIMEOUT_MS } from '../limits.ts';
import { PRINT_CSP, PRINT_OPTIONS, printWindowOptions } from './print-policy.ts';

/** Turns a page into a PDF's bytes. Throws when it does not load or takes too long; its window is gone either way. */
export type ToPdf = (html: string) => Promise<Uint8Array>;

/** A printer with one session for all its pages, made at the first. */
export function createPrinter(): ToPdf {
  /** Pages that wait to be fetched, by their address. */
  const pages = new Map<string, string>();
  let own: Session | null = null;
  return async (html) => {
    own ??= printSession(pages);
    const address = `${APP_SCHEME}://print/${randomUUID()}`;
    pages.set(address, html);
    const window = new BrowserWindow(printWindowOptions(own));
    const late = setTimeout(() => window.destroy(), PRINT_TIMEOUT_MS);
    try {
      await window.loadURL(address);
      // Without this 3 of 30 PDFs lacked a font.
      await window.webContents.executeJavaScript('document.fonts.ready.then(() => true)');
      return Uint8Array.from(await window.webContents.printToPDF(PRINT_OPTIONS));
    } finally {
      clearTimeout(late);
      pages.delete(address);
      if (!window.isDestroyed()) window.destroy();
    }
  };
}

function printSession(pages: Map<string, string>): Session {
  const own = session.fromPartition('print', { cache: false });
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !pages.has(url) && !url.startsWith('data:') });
  });
  own.protocol.handle(APP_SCHEME, ({ url }) => {
    const html = pages.get(url);
    pages.delete(url);
    return html === undefined
      ? new Response(null, { status: 404 })
      : new Response(html, { headers });
  });
  return own;
}

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': PRINT_CSP,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};
