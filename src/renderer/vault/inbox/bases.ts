/** Vault, inbox: what the writer of a change knew to stand, so that only what was really changed is shown as changed. */
import type { BucketId, RowId } from '../../../../protocol/ids.ts';
import type { Stood } from '../../../contract/work.ts';
import { BASE_PAGE, MAX_BASE_ROWS } from '../limits.ts';
import type { VaultStore } from '../store/vault-store.ts';
import type { Conversation } from './conversation.ts';
import { placeInLine, readMessage, type KeptMessage } from './message-row.ts';
import { lookAt, NOTHING_SAID, standsIn, statedIn, type StateBody } from './shared.ts';

interface Of {
  readonly bucket: BucketId;
  readonly conversation: Conversation;
}

type Change = KeptMessage & { readonly body: StateBody };

/**
 * By row, for every change among `messages`. Null: what it goes on from is not here, or lies more than
 * MAX_BASE_ROWS messages back. What a reporter wrote in between counts as far as the writer had heard it.
 */
export async function basesOf(
  store: Pick<VaultStore, 'newest'>,
  of: Of,
  messages: readonly KeptMessage[],
): Promise<ReadonlyMap<RowId, Stood | null>> {
  const changes = messages.filter(isChange);
  const found = new Map<RowId, Stood | null>();
  const missing = changes.filter((change) => {
    const base = isFirst(change.body) ? NOTHING_SAID : baseIn(changes, change, of);
    found.set(change.row, base);
    return base === null;
  });
  if (missing.length === 0) return found;
  const before = await changesBefore(store, of, missing);
  for (const change of missing) found.set(change.row, baseIn(before, change, of));
  return found;
}

const isChange = (message: KeptMessage): message is Change => message.body.type === 'state';

const isFirst = ({ revision, after }: StateBody): boolean => revision === 1 && after === undefined;

/** Of several that somebody may have meant the one that stands. */
function baseIn(
  changes: readonly Change[],
  { sender, body }: Change,
  { conversation }: Pick<Of, 'conversation'>,
): Stood | null {
  const meant = changes.filter((one) => {
    if (one.body.object !== body.object) return false;
    if (body.revision === 1)
      return one.body.term === body.after?.term && one.body.revision === body.after.revision;
    const isNext = one.body.term === body.term && one.body.revision === body.revision - 1;
    return isNext && one.sender === sender;
  });
  const base = meant.find(({ row }) => standsIn(conversation.work, row)) ?? meant[0];
  if (base === undefined) return null;
  return lookAt(statedIn(base.body), { wrote: body.heard.map((one) => ({ ...one })) });
}

/** Back from the newest of them, until each has what it goes on from. */
async function changesBefore(
  store: Pick<VaultStore, 'newest'>,
  of: Of,
  missing: readonly Change[],
): Promise<readonly Change[]> {
  let upTo = Math.max(...missing.map(({ body }) => placeInLine(body)));
  let changes: readonly Change[] = [];
  for (let rows = 0; rows < MAX_BASE_ROWS; rows += BASE_PAGE) {
    const records = await store.newest(of.bucket, 'message', { upTo, limit: BASE_PAGE });
    const read = records.map(({ id, value }) => readMessage(id, value)).filter(isChange);
    changes = [...changes, ...read];
    const lowest = records.at(-1)?.seq ?? 1;
    const all = missing.every((change) => baseIn(changes, change, of) !== null);
    if (all || records.length < BASE_PAGE || lowest <= 1) break;
    upTo = lowest - 1;
  }
  return changes;
}
