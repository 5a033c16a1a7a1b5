/** Where a document goes and which file comes in: only a person in a dialog says so, and no system list remembers it. */
import path from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron/main';
import { safeFileName } from './file-name.ts';

export type AskSave = (name: string) => Promise<string | null>;
export type AskOpen = (extensions: readonly string[]) => Promise<string | null>;

/** The chosen path, or null. */
export const askSaveIn =
  (window: () => BrowserWindow): AskSave =>
  async (name) => {
    const { canceled, filePath } = await dialog.showSaveDialog(window(), {
      defaultPath: path.join(app.getPath('documents'), safeFileName(name)),
      properties: ['showOverwriteConfirmation', 'createDirectory', 'dontAddToRecent'],
    });
    return canceled || filePath === '' ? null : filePath;
  };

/** The chosen file, or null. */
export const askOpenIn =
  (window: () => BrowserWindow): AskOpen =>
  async (extensions) => {
    const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
      filters:
        extensions.length === 0
          ? []
          : [{ name: extensions.join(', '), extensions: [...extensions] }],
      properties: ['openFile', 'dontAddToRecent'],
    });
    return canceled ? null : (filePaths[0] ?? null);
  };
