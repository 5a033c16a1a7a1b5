import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStage } from '../demo/stage.ts';
import { launchChromium } from '../e2e/launch.ts';
import type { Conversation } from '../fixtures/conversations/conversation.ts';
import { playAll, type Figures } from './play.ts';
import { openVaultDesk } from './vault-desk.ts';

/** Relay, site, page, packaged app and a browser of their own; plays these conversations on them and takes all away. */
export async function runConversations(
  chosen: readonly Conversation[],
  on: {
    readonly sideBySide: number;
    readonly random: () => number;
    readonly say: (line: string) => void;
  },
): Promise<Figures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'beistand-fifty-'));
  const stage = await openStage(folder);
  const browser = await launchChromium();
  const vault = await openVaultDesk(stage, folder);
  try {
    const address = await stage.openSite(vault.pin);
    const { random, say } = on;
    const around = { browser, address, stage, vault, random, say };
    return await playAll(chosen, on.sideBySide, around);
  } finally {
    await Promise.allSettled([vault.close(), browser.close()]);
    await stage.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
