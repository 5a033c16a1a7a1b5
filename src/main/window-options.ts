/** The one window, as data. */
import type { BrowserWindowConstructorOptions } from 'electron/main';

/** The canvas of the look, so that nothing flashes before the first paint. */
const canvas = { light: '#F4F1EC', dark: '#131716' } as const;

export interface WindowSetting {
  readonly preload: string;
  readonly dark: boolean;
}

/** No node, no devtools, no webview, no drop that navigates, no dictionary; hidden until painted. */
export const windowOptions = ({
  preload,
  dark,
}: WindowSetting): BrowserWindowConstructorOptions => ({
  title: 'Beistand',
  show: false,
  width: 1280,
  height: 820,
  minWidth: 480,
  minHeight: 480,
  backgroundColor: dark ? canvas.dark : canvas.light,
  webPreferences: {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
    safeDialogs: true,
    v8CacheOptions: 'none',
  },
});
