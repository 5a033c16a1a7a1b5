/** Opens the one window. Its title never changes: a window list may be seen by others. */
import { BrowserWindow, nativeTheme } from 'electron/main';
import { APP_ORIGIN } from './app-policy.ts';
import { windowOptions } from './window-options.ts';

/** The window, shown once it has painted. It loads nothing but our own page. */
export function openWindow(preload: string): BrowserWindow {
  const window = new BrowserWindow(
    windowOptions({ preload, dark: nativeTheme.shouldUseDarkColors }),
  );
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}

/** Brings the window to the front, from the dock or from behind. */
export function bringToFront(window: BrowserWindow | null): void {
  if (window === null || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
