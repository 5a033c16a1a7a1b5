/** electron-updater on a short lead: it looks and loads when told to, logs nothing and names nobody. */
import { autoUpdater } from 'electron-updater';
import type { Feed } from './feed.ts';
import { isSigned } from './release-signature.ts';

/** `off`: this way of installing cannot update itself. `unsigned`: the feed names a release that is not ours. */
export type Look =
  | { readonly found: 'newer'; readonly version: string }
  | { readonly found: 'none' | 'unreachable' | 'unsigned' | 'off' };

export interface UpdateEngine {
  readonly look: () => Promise<Look>;
  /** Loads what {@link look} found; false when it cannot be loaded or is not what was signed. */
  readonly load: () => Promise<boolean>;
  /** Closes the app, installs what was loaded, starts again. */
  readonly install: () => void;
}

/** The library sends an id of its own making to the feed with every look; ours are all alike. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

export function updateEngine({ url, key }: Feed): UpdateEngine {
  autoUpdater.logger = null;
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.allowDowngrade = false;
  autoUpdater.allowPrerelease = false;
  autoUpdater.disableWebInstaller = true;
  autoUpdater.requestHeaders = {
    'x-user-staging-id': NOBODY,
    'User-Agent': 'Beistand',
    'Accept-Language': '*',
  };
  autoUpdater.setFeedURL({ provider: 'generic', url });
  return {
    look: async () => {
      const result = await autoUpdater.checkForUpdates().catch(() => 'unreachable' as const);
      if (result === 'unreachable') return { found: 'unreachable' };
      if (result === null) return { found: 'off' };
      if (!result.isUpdateAvailable) return { found: 'none' };
      if (!isSigned(result.updateInfo, key)) return { found: 'unsigned' };
      return { found: 'newer', version: result.updateInfo.version };
    },
    load: async () => {
      const files = await autoUpdater.downloadUpdate().catch(() => []);
      return files.length > 0;
    },
    install: () => autoUpdater.quitAndInstall(),
  };
}
