/** Vault, inbox: what somebody has put out of sight of a reporter's words, kept with the conversation (ADR 0041). */
import * as v from 'valibot';
import { idBytes, MessageId, RowId, type ConversationId } from '../../../../protocol/ids.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import { VEILED_LIMIT, type Veil, type VeilRequests } from '../../../contract/veil.ts';
import type { InboxParts } from './parts.ts';

const row = v.pipe(
  v.string(),
  v.transform((raw) => RowId(raw)),
);

/** As the record keeps it: rows, so that a backup can name them anew. */
export const veilSchema = v.object({ all: v.boolean(), except: v.array(row) });
export type KeptVeil = v.InferOutput<typeof veilSchema>;

export const NOTHING_VEILED: KeptVeil = { all: false, except: [] };

/** What the screen is told. */
export const veilOf = ({ all, except }: KeptVeil): Veil => ({
  all,
  except: except.map((one) => MessageId.of(idBytes(one))),
});

/**
 * After one tap; null where no more single messages can be hidden. Of a person whose words are all hidden the ones
 * shown first are hidden again.
 */
export function withVeil(
  { all, except }: KeptVeil,
  message: RowId | null,
  hidden: boolean,
): KeptVeil | null {
  if (message === null) return { all: hidden, except: [] };
  const others = except.filter((one) => one !== message);
  if (hidden === all) return { all, except: others };
  if (!all && others.length >= VEILED_LIMIT) return null;
  return { all, except: [...others, message].slice(-VEILED_LIMIT) };
}

/** What two vaults have hidden of one person, together: nothing comes into sight by it. */
export function mergeVeils(here: KeptVeil, there: KeptVeil): KeptVeil {
  if (here.all) return { all: true, except: here.except.filter((one) => isShownBy(there, one)) };
  if (there.all) return mergeVeils(there, here);
  const both = [...new Set([...here.except, ...there.except])];
  return both.length > VEILED_LIMIT ? { all: true, except: [] } : { all: false, except: both };
}

const isShownBy = ({ all, except }: KeptVeil, message: RowId): boolean =>
  except.includes(message) === all;

type Parts = Pick<InboxParts, 'book' | 'store' | 'oneByOne'>;

export async function setVeil(
  { book, store, oneByOne }: Parts,
  changed: (id: ConversationId) => void,
  { conversation: id, message, hidden }: VeilRequests['veil']['input'],
): Promise<VeilRequests['veil']['output']> {
  return await oneByOne<Outcome<null, 'disk-full' | 'unknown-conversation' | 'full'>>(async () => {
    const entry = await book.get(id);
    if (entry === undefined) return refuse('unknown-conversation');
    const { conversation } = entry;
    const named = message === null ? null : RowId.of(idBytes(message));
    const veil = withVeil(conversation.veil, named, hidden);
    if (veil === null) return refuse('full');
    const next = { ...entry, conversation: { ...conversation, veil } };
    const committed = await store.commit([book.change(next)]);
    if (!committed.ok) return committed;
    book.put(next);
    changed(id);
    return ok(null);
  });
}
