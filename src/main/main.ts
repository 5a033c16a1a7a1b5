import path from 'node:path';
import { app, BrowserWindow } from 'electron/main';
import { APP_ORIGIN, declareAppScheme, serveApp } from './app-scheme.ts';

declareAppScheme();

void start();

/** Opens the one window once Electron is ready. */
async function start(): Promise<void> {
  await app.whenReady();
  serveApp(path.join(__dirname, '../renderer/main_window'));
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    webPreferences: {
      preload: path.join(__dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  });
  await window.loadURL(`${APP_ORIGIN}/index.html`);
}
