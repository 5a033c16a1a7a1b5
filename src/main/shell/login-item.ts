/** Opening at login: asked of the system where it has a place for that, and a file of the desktop's where it has none. */
import { rmSync } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface LoginItem {
  readonly isOn: () => Promise<boolean>;
  /** Rejects when the system does not let us. */
  readonly turn: (on: boolean) => Promise<void>;
  /** Off, before anything else of the app is opened. Throws when the system does not let us. */
  readonly forget: () => void;
}

/** What of Electron's app is used. */
interface LoginSurface {
  readonly getLoginItemSettings: () => { readonly openAtLogin: boolean };
  readonly setLoginItemSettings: (settings: { readonly openAtLogin: boolean }) => void;
}

/** macOS and Windows. */
export const systemLoginItem = (app: LoginSurface): LoginItem => ({
  isOn: async () => app.getLoginItemSettings().openAtLogin,
  turn: async (on) => app.setLoginItemSettings({ openAtLogin: on }),
  forget: () => app.setLoginItemSettings({ openAtLogin: false }),
});

/** Linux: one entry in the folder that every desktop reads (freedesktop.org, Desktop Application Autostart). */
export function desktopLoginItem(of: {
  /** `~/.config`, or wherever the person has it. */
  readonly config: string;
  readonly command: string;
}): LoginItem {
  const folder = path.join(of.config, 'autostart');
  const entry = path.join(folder, 'beistand.desktop');
  return {
    isOn: async () =>
      await stat(entry).then(
        () => true,
        () => false,
      ),
    turn: async (on) => {
      if (!on) {
        await rm(entry, { force: true });
        return;
      }
      await mkdir(folder, { recursive: true });
      await writeFile(entry, entryFor(of.command));
    },
    forget: () => rmSync(entry, { force: true }),
  };
}

/** No words of what the app is for: the file may be seen by others. */
const entryFor = (command: string): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Beistand',
    `Exec=${quoted(command)}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** As the Desktop Entry Specification wants an argument of Exec: escaped for the argument, then for the value. */
const quoted = (command: string): string =>
  `"${command
    .replaceAll(/["`$\\]/g, String.raw`\$&`)
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`;
