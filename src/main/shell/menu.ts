/** The smallest menu a person needs: editing, zoom, quitting, the version. Nothing that opens the machinery. */
import type { MenuItemConstructorOptions } from 'electron/main';
import type { Speech } from '../words.ts';

export interface MenuActs {
  readonly checkUpdates: () => void;
}

export const menuTemplate = (
  speech: Speech,
  acts: MenuActs,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] => [
  ...(platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
  {
    label: speech.menu.edit,
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      { type: 'separator' },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
    ],
  },
  {
    label: speech.menu.view,
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  },
  {
    label: speech.menu.help,
    submenu: [
      { label: speech.menu.checkUpdates, click: acts.checkUpdates },
      { role: 'about' },
      { type: 'separator' },
      { role: 'quit', label: speech.menu.quit },
    ],
  },
];
