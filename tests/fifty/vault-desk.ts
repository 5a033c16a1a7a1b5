/**
 * The packaged desktop app as the operator of many conversations at once: the real vault with its real
 * journal and store, asked through its own door (desk-probe), because no person could type that fast.
 */
import path from 'node:path';
import { firstDesk, launchApp } from '../e2e/launch.ts';
import type { Stage } from '../demo/stage.ts';
import type { Line } from '../fixtures/conversations/conversation.ts';
import { ask, type Asked } from '../support/desk-probe.ts';
import type { ConversationId, DeskRequest, DeskRequests } from '../../src/contract/desk.ts';

export interface VaultDesk {
  /** The pin of the team it founded. */
  readonly pin: string;
  /** The conversation that begins with these words; null while it has not arrived. */
  readonly find: (firstWords: string) => Promise<ConversationId | null>;
  /** Everything said in it, in the vault's order. */
  readonly read: (conversation: ConversationId) => Promise<readonly Line[]>;
  readonly say: (conversation: ConversationId, text: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** More than a conversation here has lines, and more than there are conversations. */
const PAGE = 200;

/** Founds a team in a new profile below `folder`. */
export async function openVaultDesk(stage: Stage, folder: string): Promise<VaultDesk> {
  const app = await launchApp({
    userDataDir: path.join(folder, 'app'),
    args: ['--lang=de', stage.setup],
  });
  const { vault } = await firstDesk(app);
  let last: Promise<unknown> = Promise.resolve();
  /** One question at a time: the probe listens to one answer. */
  const asked = async <K extends DeskRequest>(
    name: K,
    input: DeskRequests[K]['input'],
  ): Promise<DeskRequests[K]['output']> => {
    const mine: Promise<Asked<K>> = last.then(() => ask(vault, name, input));
    last = mine.catch(() => undefined);
    return (await mine).output;
  };

  const { relay, claim } = await asked('setupHint', null);
  const created = await asked('createTeam', {
    relay,
    claim,
    teamName: 'Fünfzig Gespräche',
    alias: 'Noa',
    language: 'de',
    passphrase: 'Regenschirm Kachelofen Wanderdüne 7',
  });
  if (!created.ok) throw new Error(created.refusal);
  const { pin } = await asked('team', null);

  const read = async (conversation: ConversationId): Promise<readonly Line[]> => {
    const { messages } = await asked('read', { conversation, before: null, limit: PAGE });
    return messages.map((one) =>
      one.kind === 'text' ? { by: one.author, text: one.text } : { by: 'reporter', text: one.kind },
    );
  };
  const found = new Map<string, ConversationId>();
  return {
    pin,
    read,
    find: async (firstWords) => {
      const before = found.get(firstWords);
      if (before !== undefined) return before;
      const known = new Set(found.values());
      const { conversations } = await asked('conversations', { from: 0, limit: PAGE });
      for (const { id } of conversations) {
        if (known.has(id)) continue;
        const [first] = await read(id);
        if (first !== undefined) found.set(first.text, id);
      }
      return found.get(firstWords) ?? null;
    },
    say: async (conversation, text) => {
      const sent = await asked('send', { conversation, text });
      if (!sent.ok) throw new Error(sent.refusal);
    },
    close: () => app.close(),
  };
}
