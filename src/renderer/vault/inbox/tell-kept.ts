/**
 * Vault, inbox: what the screens and the other rooms hear of a batch that is durable and settled.
 *
 * Each thing for itself: one that cannot be told keeps no other from being told, and undoes nothing.
 */
import type { ConversationId } from '../../../../protocol/ids.ts';
import { hasGap, type CatchUp } from '../catch-up/catch-up.ts';
import { basesOf } from './bases.ts';
import type { Draft } from './draft.ts';
import { screenId, toScreen } from './message-row.ts';
import { stateFact, type InboxParts } from './parts.ts';
import { tellReadByReporter } from './read-by-reporter.ts';

/** What follows from a batch, outside the vault's own rows. */
export interface Aftermath {
  readonly changed: (id: ConversationId) => void;
  /** Messages of the reporter were kept: they want a receipt, and replies may have a way again. */
  readonly heard: (id: ConversationId) => void;
  /** A colleague claimed: what stands may be owed to that device. */
  readonly claimed: (id: ConversationId) => void;
  /** Contact details were replaced or taken back: what they were in is to be destroyed. */
  readonly withdrawn: () => void;
  readonly catchUp: Pick<CatchUp, 'gap' | 'question' | 'take'>;
}

export async function tellKept(parts: InboxParts, after: Aftermath, draft: Draft): Promise<void> {
  const { env, tell, presence } = parts;
  const each = async <T>(all: Iterable<T>, about: (one: T) => unknown): Promise<void> => {
    for (const one of all) {
      try {
        await about(one);
      } catch (error) {
        env.fault(error);
      }
    }
  };
  await each(draft.entries(), ({ conversation }) => presence.moved(conversation));
  await each(draft.arrived(), async (one) => await show(parts, one));
  await each(draft.arrived(), (one) => follow(after, one));
  await each(draft.touched(), (conversation) => tell({ type: 'talk-told', conversation }));
  await each(draft.delivered(), ({ id, row }) => tell(stateFact(id, screenId(row), 'delivered')));
  await each(draft.receipted(), async (one) => {
    await tellReadByReporter(parts, one.before, one.after);
  });
  await each(draft.entries(), ({ conversation }) => after.changed(conversation.id));
  await each(draft.destroys ? [after.withdrawn] : [], (withdrawn) => withdrawn());
}

type Arrived = ReturnType<Draft['arrived']>[number];

async function show({ store, tell }: InboxParts, { entry, message }: Arrived): Promise<void> {
  const bases = await basesOf(store, entry, [message]);
  const shown = toScreen(entry.conversation, message, bases.get(message.row));
  const conversation = entry.conversation.id;
  if (shown !== null) tell({ type: 'message-arrived', conversation, message: shown });
}

function follow(after: Aftermath, { entry, message }: Arrived): void {
  const { id } = entry.conversation;
  if (message.body.from === 'reporter') after.heard(id);
  if (message.body.type === 'claim') after.claimed(id);
  if (hasGap(entry.conversation)) after.catchUp.gap(id);
}
