/** The app's real vault and its real link to a real relay, with a real site before it: only windows and disk are left out. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStage } from '../demo/stage.ts';
import { appOnRelay, foundOn, type AppOnRelay } from './vault-on-relay.ts';

export interface VaultTeam extends Pick<AppOnRelay, 'desk' | 'facts'> {
  /** The NGO's page with the chat on it. */
  readonly page: string;
  readonly stop: () => Promise<void>;
}

/** Founds a team with one device and opens its site. */
export async function openVaultTeam(alias: string): Promise<VaultTeam> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vault-team-'));
  const stage = await openStage(folder);
  const app = appOnRelay();
  const setup = new URLSearchParams(new URL(stage.setup).hash.slice(1));
  await foundOn(app, { relay: setup.get('relay') ?? '', claim: setup.get('claim') ?? '', alias });
  const { pin } = await app.desk.team(null);
  return {
    desk: app.desk,
    facts: app.facts,
    page: await stage.openSite(pin),
    stop: async () => {
      app.stop();
      await stage.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
