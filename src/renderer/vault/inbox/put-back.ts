/**
 * Vault, inbox: what stands of a conversation, once more for colleagues who have not heard it (PROTOCOL §4,
 * Holder). Pure.
 *
 * Only what this device wrote itself: nobody else's words can be sealed in its name. A colleague who has it
 * already knows it by its mid.
 */
import type { DeviceId, MessageId, RowId } from '../../../../protocol/ids.ts';
import { waitingForTeam, type Conversation } from './conversation.ts';
import { claimAt, groundOf, standingClaim, standingState } from './work.ts';

export interface PuttingBack {
  readonly own: DeviceId;
  readonly operators: ReadonlySet<DeviceId>;
  /** The row of a message this device wrote. */
  readonly rowOf: (mid: MessageId) => RowId;
}

/** The reporter wrote: who is an operator by now holds the conversation from here on. */
export function heardByAll(before: Conversation, here: PuttingBack): Conversation {
  const fresh = notHearers(before, here);
  if (fresh.length === 0) return before;
  return { ...putBack(before, fresh, here), hearers: [...here.operators] };
}

/** Something new of it goes to colleagues: who came since the reporter last wrote lacks what it rests on. */
export const withGround = (before: Conversation, here: PuttingBack): Conversation =>
  putBack(before, notHearers(before, here), here);

/** A claim came that does not stand: whoever wrote it has not heard of the one that does. */
export function corrected(
  before: Conversation,
  claim: { readonly mid: MessageId; readonly by: DeviceId },
  here: PuttingBack,
): Conversation {
  const isKnown = standingClaim(before.work)?.mid === claim.mid;
  return isKnown || !here.operators.has(claim.by) ? before : putBack(before, [claim.by], here);
}

const notHearers = ({ hearers }: Conversation, { operators }: PuttingBack): readonly DeviceId[] =>
  [...operators].filter((one) => !hearers.includes(one));

/** First in line, so that what waits longer than this is never let go for it. */
function putBack(before: Conversation, to: readonly DeviceId[], here: PuttingBack): Conversation {
  const missing = to.filter((one) => one !== here.own);
  if (missing.length === 0) return before;
  const rows = standing(before, here);
  const done = [...here.operators].filter((one) => one !== here.own && !missing.includes(one));
  const waiting = before.toTeam.map((one) =>
    rows.includes(one.row)
      ? { ...one, done: one.done.filter((device) => !missing.includes(device)) }
      : one,
  );
  const known = new Set(waiting.map(({ row }) => row));
  const added = rows.filter((row) => !known.has(row)).map((row) => ({ row, done }));
  return waitingForTeam(before, [...added, ...waiting]);
}

/** Of the claim and the state that stand, and the claims by which they do: what is our own. */
function standing({ work }: Conversation, { own, rowOf }: PuttingBack): readonly RowId[] {
  const state = standingState(work);
  const right = state === null ? null : claimAt(work, state.term);
  const claims = [...new Set([...groundOf(work), right])].flatMap((one) =>
    one?.by === own ? [rowOf(one.mid)] : [],
  );
  return state?.by === own ? [...claims, state.row] : claims;
}
