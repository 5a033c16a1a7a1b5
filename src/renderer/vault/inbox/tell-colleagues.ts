/** Vault, inbox: one message for colleagues on its way to those who do not have it yet. */
import {
  EnvelopeId,
  type ConversationId,
  type DeviceId,
  type RowId,
} from '../../../../protocol/ids.ts';
import type { Conversation } from './conversation.ts';
import { readMessage, screenId } from './message-row.ts';
import { stateFact, type InboxParts } from './parts.ts';
import { allowedIn, readersIn } from './readers.ts';
import { sealToColleagues, type Sealing } from './recipients.ts';

/** A message for colleagues alone, and who has it. */
export interface TeamJob {
  readonly id: ConversationId;
  readonly row: RowId;
  readonly done: readonly DeviceId[];
}

type Parts = InboxParts & { readonly sealing: () => Sealing };

/**
 * Until every operator's device of the newest document that may read has it in its queue, or is refused there for good.
 * `later`: somebody has no room, cannot be reached, or what is known could not be written down; then it is
 * sent once more, and known there by its mid.
 */
export async function tellColleagues(
  parts: Parts,
  job: TeamJob,
): Promise<'told' | 'later' | 'offline'> {
  const { book, store, carrier, sealing, own } = parts;
  const kept = await store.get('message', job.row);
  const conversation = (await book.get(job.id))?.conversation;
  if (kept === null || conversation === undefined) {
    return await noteDown(parts, job, { gone: true, took: [], toAll: false });
  }
  const { bytes, body } = readMessage(job.row, kept);
  const toAll = body.type === 'restriction';
  const hearers = hearersOf(parts, conversation, toAll);
  if (hearers.every((one) => one === own || job.done.includes(one))) {
    return await noteDown(parts, job, { gone: false, took: [], toAll });
  }
  const allowed = toAll ? null : allowedIn(conversation);
  const sealed = sealToColleagues(bytes, { ...sealing(), without: job.done, allowed });
  if (sealed === null) return 'later';
  // What somebody could not go on with must not wait until a colleague happens to look.
  const wake = body.type === 'claim' && body.soon === 1;
  const posted = await carrier.post({ eid: EnvelopeId.random(), wake, ...sealed });
  if (!posted.ok) return 'offline';
  const took = sealed.targets.flatMap((target, n) =>
    target.kind === 'device' && posted.value[n] !== 'full' ? [target.device] : [],
  );
  return await noteDown(parts, job, { gone: false, took, toAll });
}

/** Who may read it, and of a restriction everybody: they are told that they no longer do. */
const hearersOf = (
  { operators }: Parts,
  conversation: Conversation,
  toAll: boolean,
): readonly DeviceId[] => [...(toAll ? operators() : readersIn(conversation, operators()))];

/** By what is known now: while it was on its way, somebody more may have come to need it. */
async function noteDown(
  parts: Parts,
  { id, row }: TeamJob,
  {
    gone,
    took,
    toAll,
  }: { readonly gone: boolean; readonly took: readonly DeviceId[]; readonly toAll: boolean },
): Promise<'told' | 'later'> {
  const { book, store, oneByOne, tell, own } = parts;
  return await oneByOne(async () => {
    const entry = await book.get(id);
    const before = entry?.conversation.toTeam.find((one) => one.row === row);
    if (entry === undefined || before === undefined) return 'told';
    const done = [...before.done, ...took];
    const hearers = hearersOf(parts, entry.conversation, toAll);
    const isTold = gone || hearers.every((one) => one === own || done.includes(one));
    const toTeam = entry.conversation.toTeam.flatMap((one) => {
      if (one !== before) return [one];
      return isTold ? [] : [{ ...one, done }];
    });
    const next = { ...entry, conversation: { ...entry.conversation, toTeam } };
    if (!(await store.commit([book.change(next)])).ok) return 'later';
    book.put(next);
    if (isTold) tell(stateFact(id, screenId(row), 'sent'));
    return isTold ? 'told' : 'later';
  });
}
