/** What the print window may do: nothing but lay out a page. */
import type { BrowserWindowConstructorOptions, PrintToPDFOptions, Session } from 'electron/main';

export const PRINT_CSP = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'font-src data:',
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A tagged A4 document with an outline, for screen readers too; the page's own @page size wins. */
export const PRINT_OPTIONS: PrintToPDFOptions = {
  pageSize: 'A4',
  printBackground: true,
  preferCSSPageSize: true,
  generateTaggedPDF: true,
  generateDocumentOutline: true,
};

/** Hidden, sandboxed and in a session of its own. */
export const printWindowOptions = (own: Session): BrowserWindowConstructorOptions => ({
  show: false,
  webPreferences: {
    session: own,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    devTools: false,
    spellcheck: false,
    navigateOnDragDrop: false,
  },
});
