/** Vault, inbox: what a message changes of who holds a conversation and what stands of it. Pure. */
import type { DeviceId, RowId } from '../../../../protocol/ids.ts';
import type { ConversationBody } from '../../../../protocol/talk/body.ts';
import type { Holding, Look } from '../../../contract/work.ts';
import { isEmpty } from './contact.ts';
import {
  cameBack,
  isProposal,
  proposalsIn,
  standingClaim,
  standingState,
  withClaim,
  withDealt,
  withState,
  withWritten,
  type Claim,
  type State,
  type Work,
} from './work.ts';

interface Shared {
  readonly body: ConversationBody;
  readonly row: RowId;
  /** The device that wrote it; null: the reporter. */
  readonly by: DeviceId | null;
}

/** Claims of cases and annotations, which are about another object, change nothing here. */
export function withShared(work: Work, { body, row, by }: Shared): Work {
  if (by === null) return wantsAnswer(body) ? withWritten(work, body) : work;
  if (body.type === 'claim' && about(body)) return withClaim(work, claimOf(body, by));
  if (body.type !== 'state' || !about(body)) return work;
  return withState(work, stateOf(body, { row, by }));
}

/** The same after a message of our own: what we wrote ourselves is no news here, and a change answers whatever was proposed. */
export function withOwnShared(work: Work, own: Shared): Work {
  const next = withShared(work, own);
  if (own.body.type !== 'state') return next;
  return withDealt(next, [own.row, ...(decides(own.body) ? proposalsIn(next) : [])]);
}

/** A change of how it stands, as opposed to what is said again under a new term when it is taken (take-over.ts). */
const decides = ({ revision, after }: StateBody): boolean => revision > 1 || after === undefined;

/** Whether a write came to stand. What is no longer remembered did, or was followed by what did, or by many that did not. */
export const standsIn = (work: Work, row: RowId): boolean =>
  work.states.every((one) => one.row !== row || !isProposal(work, one));

/** What the list says of it. */
export function lookOf(work: Work): Look {
  const state = standingState(work);
  return state === null ? NOTHING_SAID : lookAt(state, work);
}

type Stated = Pick<State, 'status' | 'outcome' | 'snooze' | 'followUp' | 'tags' | 'heard'>;

/** What a state comes to for whoever has heard so much of the reporter. */
export function lookAt(state: Stated, heard: Pick<Work, 'wrote'>): Look {
  const back = cameBack(heard, state);
  const status = state.status === 'closed' && back ? 'open' : state.status;
  return {
    status,
    outcome: status === 'open' ? null : state.outcome,
    cameBack: state.status === 'closed' && back,
    snoozedUntil: back ? null : state.snooze,
    followUpAt: state.followUp,
    tags: state.tags,
  };
}

/** Null: nobody. `offered`: a colleague named that device, and it has not taken it up yet. */
export function holdingOf(work: Work): Holding | null {
  const claim = standingClaim(work);
  if (claim === null || claim.holder === null) return null;
  return { device: claim.holder, alias: claim.alias, offered: claim.by !== claim.holder };
}

/** Whoever held it could not go on, and nobody has taken it up since. */
export const isSoon = (work: Work): boolean => standingClaim(work)?.soon === true;

/** As long as nobody has said anything of it. */
export const NOTHING_SAID: Look = {
  status: 'open',
  outcome: null,
  cameBack: false,
  snoozedUntil: null,
  followUpAt: null,
  tags: [],
};

type ClaimBody = Extract<ConversationBody, { type: 'claim' }>;
export type StateBody = Extract<ConversationBody, { type: 'state' }>;

/** A conversation is claimed under its own id; both are 16 bytes in hex. */
const about = ({ object, conversation }: ClaimBody | StateBody): boolean =>
  String(object) === String(conversation);

const claimOf = ({ term, mid, holder, alias, soon }: ClaimBody, by: DeviceId): Claim => ({
  term,
  by,
  mid,
  holder: holder === 'none' ? null : (holder ?? by),
  alias: alias ?? '',
  soon: soon === 1,
});

/** What a message of this kind says stands. */
export const statedIn = ({
  status,
  outcome,
  snooze,
  followUp,
  tags,
  heard,
}: StateBody): Stated => ({
  status,
  outcome: outcome ?? null,
  snooze: snooze ?? null,
  followUp: followUp ?? null,
  tags: [...tags],
  heard: heard.map((one) => ({ ...one })),
});

const stateOf = (
  body: StateBody,
  { row, by }: { readonly row: RowId; readonly by: DeviceId },
): State => ({
  ...statedIn(body),
  term: body.term,
  revision: body.revision,
  by,
  mid: body.mid,
  row,
  after: body.after ?? null,
  settled: false,
});

/** Stars say goodbye; whoever takes contact details back asks for nothing. */
const wantsAnswer = (body: ConversationBody): boolean =>
  body.type === 'contact' ? !isEmpty(body) : body.type !== 'rating';
