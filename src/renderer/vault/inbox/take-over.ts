/** Vault, inbox: what is said among colleagues when somebody takes, leaves or changes a conversation. Pure. */
import { idBytes, RowId, type ConversationId, type DeviceId } from '../../../../protocol/ids.ts';
import type { ClaimContent, StateContent } from '../../../../protocol/talk/holding.ts';
import type { WorkChange } from '../../../contract/work.ts';
import type { Conversation } from './conversation.ts';
import { lookOf } from './shared.ts';
import { nextTerm, standingClaim, standingState } from './work.ts';

type Of = Pick<Conversation, 'id' | 'work'>;
type Alias = { readonly alias?: string };

/** A claim of our own, and what stood so far under its term: what the one before writes later is a proposal. */
export function taking(of: Of, alias: Alias): readonly (ClaimContent | StateContent)[] {
  const term = nextTerm(of.work);
  const claim: ClaimContent = { type: 'claim', object: objectOf(of.id), term, ...alias };
  const state = standingState(of.work);
  return state === null ? [claim] : [claim, { ...again(of, {}), term, revision: 1, ...after(of) }];
}

/** Nobody's from now on, or a colleague's. */
export const giving = (
  of: Of,
  to: { readonly holder: DeviceId | 'none'; readonly alias?: string; readonly soon?: 1 },
): ClaimContent => ({
  type: 'claim',
  object: objectOf(of.id),
  term: nextTerm(of.work),
  ...to,
});

/** The next state of who holds it by this term. */
export function changing(of: Of, change: WorkChange, by: DeviceId): StateContent {
  // Not the highest term there is: a claim that does not count may stand above.
  const term = standingClaim(of.work)?.term ?? 0;
  const mine = of.work.states.filter((one) => one.term === term && one.by === by);
  const revision = 1 + Math.max(0, ...mine.map((one) => one.revision));
  const [begun] = mine;
  const from = begun === undefined ? after(of) : begun.after === null ? {} : { after: begun.after };
  return { ...again(of, change), term, revision, ...from };
}

/** Everything that stands, but for what is changed. Whoever writes it has heard what is here of the reporter. */
function again(
  { id, work }: Of,
  { status, outcome, snoozedUntil, followUpAt, tags }: WorkChange,
): Omit<StateContent, 'term' | 'revision' | 'after'> {
  const look = lookOf(work);
  const next = status ?? look.status;
  const ended = next === 'open' ? null : (outcome ?? look.outcome);
  const snooze = snoozedUntil === undefined ? look.snoozedUntil : snoozedUntil;
  const followUp = followUpAt === undefined ? look.followUpAt : followUpAt;
  return {
    type: 'state',
    object: objectOf(id),
    status: next,
    ...(ended === null ? {} : { outcome: ended }),
    ...(snooze === null ? {} : { snooze }),
    ...(followUp === null ? {} : { followUp }),
    tags: tags ?? look.tags,
    heard: work.wrote,
  };
}

function after({ work }: Of): Pick<StateContent, 'after'> {
  const state = standingState(work);
  return state === null ? {} : { after: { term: state.term, revision: state.revision } };
}

const objectOf = (id: ConversationId): RowId => RowId.of(idBytes(id));
