/**
 * Vault, inbox: who holds a conversation and what stands of it among colleagues (PROTOCOL §4, Holder).
 *
 * A function of the claims and states that are here, whatever order they came in: all devices with the
 * same messages say the same. Pure.
 */
import * as v from 'valibot';
import { DeviceId, MessageId, RowId, SessionId } from '../../../../protocol/ids.ts';
import { MAX_HEARD } from '../../../../protocol/talk/bounds.ts';
import { workStatuses, type Heard } from '../../../../protocol/talk/holding.ts';
import { FREE_TERMS, MAX_AHEAD, MAX_TERMS, MAX_UNHELD, TERM_LEAP } from '../limits.ts';

const id = <T>(kind: (raw: unknown) => T) =>
  v.pipe(
    v.string(),
    v.transform((raw) => kind(raw)),
  );
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const claim = v.object({
  term: count,
  by: id(DeviceId),
  mid: id(MessageId),
  /** Null: nobody, from this term on. */
  holder: v.nullable(id(DeviceId)),
  alias: v.string(),
  /** Its writer could not go on: somebody is to take it up before all that wait. */
  soon: v.optional(v.boolean(), false),
});

const state = v.object({
  term: count,
  revision: count,
  by: id(DeviceId),
  mid: id(MessageId),
  row: id(RowId),
  after: v.nullable(v.object({ term: count, revision: count })),
  status: v.picklist(workStatuses),
  outcome: v.nullable(v.string()),
  snooze: v.nullable(count),
  followUp: v.nullable(count),
  tags: v.array(v.string()),
  heard: v.array(v.object({ session: id(SessionId), seq: count })),
  /** It stood when the claims of its time were let go, and needs none of them any more. */
  settled: v.boolean(),
});

export const workSchema = v.object({
  /** The winning claim of each term, rising. */
  claims: v.array(claim),
  /** The newest of each writer and term. */
  states: v.array(state),
  /** What of the reporter calls for an answer, as far as it is here. */
  wrote: v.array(v.object({ session: id(SessionId), seq: count })),
  /** Writes that do not stand, and that somebody here has done something about. */
  dealt: v.optional(v.array(id(RowId)), []),
  /** Claims of terms further ahead than anybody may claim from what is known, rising: a claim in between may come yet. */
  ahead: v.optional(v.array(claim), []),
});

export type Work = v.InferOutput<typeof workSchema>;
export type Claim = v.InferOutput<typeof claim>;
export type State = v.InferOutput<typeof state>;

export const NO_WORK: Work = { claims: [], states: [], wrote: [], dealt: [], ahead: [] };

type Claims = Pick<Work, 'claims'>;

/** The claim that says who holds it; null: it was never claimed. */
export const standingClaim = (work: Claims): Claim | null => counting(work).at(-1) ?? null;

/** The standing claim, and where it gives the conversation away those before it by which it does so. */
export function groundOf(work: Claims): readonly Claim[] {
  const counted = counting(work);
  const taken = counted.findLastIndex(takes);
  return counted.slice(Math.max(0, taken));
}

/** The claim that counts of this term; null: there is none. */
export const claimAt = (work: Claims, term: number): Claim | null =>
  counting(work).find((one) => one.term === term) ?? null;

export const nextTerm = ({ claims }: Claims): number =>
  Math.min((claims.at(-1)?.term ?? 0) + 1, Number.MAX_SAFE_INTEGER);

/** Rising. Whoever gives away what they do not hold has not heard of who does, and changes nothing by it. */
const counting = ({ claims }: Claims): readonly Claim[] =>
  claims.reduce<readonly Claim[]>((before, next) => {
    const last = before.at(-1);
    const counts = last === undefined || takes(next) || next.by === last.holder;
    return counts ? [...before, next] : before;
  }, []);

const takes = ({ by, holder }: Claim): boolean => by === holder;

/** The state that stands; null where none was ever written. */
export const standingState = (work: Pick<Work, 'claims' | 'states'>): State | null =>
  work.states
    .filter((one) => isHolders(work, one))
    .toSorted(byRank)
    .at(-1) ?? null;

/** Whether its writer held the conversation by the claim of its term that counts. */
const isHolders = (work: Claims, one: State): boolean =>
  one.settled || claimAt(work, one.term)?.holder === one.by;

/** What is too far ahead is judged anew with every claim, so that it does not matter which came first. */
export function withClaim(work: Work, added: Claim): Work {
  if (isAhead(work, added)) {
    return { ...work, ahead: withWinning(work.ahead, added).slice(0, MAX_AHEAD) };
  }
  const claims = withWinning(work.claims, added);
  if (claims === work.claims) return work;
  const next = bounded({ ...work, claims });
  const [first, ...ahead] = next.ahead;
  return first === undefined || isAhead(next, first) ? next : withClaim({ ...next, ahead }, first);
}

const isAhead = ({ claims }: Claims, { term }: Claim): boolean =>
  term > Math.max(FREE_TERMS, (claims.at(-1)?.term ?? 0) + TERM_LEAP);

/** Rising, one of each term; the same list where nothing changes. */
function withWinning(claims: Claim[], added: Claim): Claim[] {
  const same = claims.find(({ term }) => term === added.term);
  if (same !== undefined && !beats(added, same)) return claims;
  const others = claims.filter((one) => one !== same);
  return [...others, added].toSorted((a, b) => a.term - b.term);
}

export function withState(work: Work, added: State): Work {
  const same = work.states.find((one) => one.term === added.term && one.by === added.by);
  const newest = same === undefined || byRank(added, same) > 0 ? added : same;
  // Whoever held it in this term held it: a later word of theirs needs the claim no more than the one before.
  const settled = added.settled || same?.settled === true;
  if (newest === same && settled === same.settled) return work;
  const states = [...work.states.filter((one) => one !== same), { ...newest, settled }];
  return bounded({ ...work, states: states.toSorted(byRank) });
}

/** Nobody here is to take it up: whoever does will not be heard of. */
export const withoutSoon = (work: Work): Work =>
  work.claims.some(({ soon }) => soon)
    ? { ...work, claims: work.claims.map((one) => ({ ...one, soon: false })) }
    : work;

/** Whether a write that is here does not stand and was not simply followed by a later one. */
export function isProposal(work: Pick<Work, 'claims' | 'states'>, one: State): boolean {
  if (!isHolders(work, one)) return true;
  return work.states.some(
    (later) => later.term > one.term && isHolders(work, later) && !goesOnFrom(later, one),
  );
}

/** The newest write that does not stand, until somebody here has done something about it; null: there is none. */
export const proposalOf = (work: Work): RowId | null =>
  proposalsIn(work).findLast((row) => !work.dealt.includes(row)) ?? null;

/** Every write that does not stand, the newest last. */
export const proposalsIn = (work: Work): readonly RowId[] =>
  work.states
    .filter((one) => isProposal(work, one))
    .toSorted(byRank)
    .map(({ row }) => row);

/** Nothing more needs to be done about these here. */
export function withDealt(work: Work, rows: readonly RowId[]): Work {
  const here = new Set(work.states.map(({ row }) => row));
  const dealt = [...new Set([...work.dealt, ...rows])].filter((row) => here.has(row));
  return { ...work, dealt };
}

/** A message of the reporter that wants an answer. */
export function withWritten(work: Work, { session, seq }: Heard): Work {
  const before = work.wrote.find((one) => one.session === session);
  if (before !== undefined && before.seq >= seq) return work;
  const wrote = [...work.wrote.filter((one) => one !== before), { session, seq }];
  return { ...work, wrote: wrote.slice(-MAX_HEARD) };
}

/** Whether the reporter has written since. */
export const cameBack = (
  { wrote }: Pick<Work, 'wrote'>,
  { heard }: Pick<State, 'heard'>,
): boolean =>
  wrote.some(({ session, seq }) => seq > (heard.find((h) => h.session === session)?.seq ?? -1));

/** What two vaults know of one conversation, together. */
export function mergeWork(here: Work, there: Work): Work {
  const claimed = [...there.claims, ...there.ahead].reduce(withClaim, here);
  const stated = there.states.reduce(withState, claimed);
  return there.wrote.reduce(withWritten, withDealt(stated, there.dealt));
}

/** Of two claims of one term: who takes it answers, and who gives it away does not. */
function beats(a: Claim, b: Claim): boolean {
  if (takes(a) !== takes(b)) return takes(a);
  return a.by === b.by ? a.mid < b.mid : a.by < b.by;
}

const byRank = (a: State, b: State): number =>
  a.term - b.term || a.revision - b.revision || compare(b.by, a.by) || compare(b.mid, a.mid);

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/** A state of a later term took over all of an earlier one up to what it names. */
const goesOnFrom = ({ after }: State, { term, revision }: State): boolean =>
  after !== null && (after.term > term || (after.term === term && after.revision >= revision));

/** The newest terms that were claimed. Of what was before only what stood is kept, and needs no claim any more. */
function bounded(work: Work): Work {
  const claims = work.claims.slice(-MAX_TERMS);
  const [oldest] = claims;
  if (oldest === undefined || claims.length === work.claims.length) return withFewUnheld(work);
  const before = work.states.filter(({ term }) => term < oldest.term);
  const stood = standingState({ ...work, states: before });
  return withFewUnheld({
    ...work,
    claims,
    states: [
      ...(stood === null ? [] : [{ ...stood, settled: true }]),
      ...work.states.filter(({ term }) => term >= oldest.term),
    ],
  });
}

/** Of the writes that do not stand by the claims known the newest of each device, then the newest: no one fills the row. */
function withFewUnheld(work: Work): Work {
  const newest = work.states
    .filter((one) => !isHolders(work, one))
    .toSorted(byRank)
    .reverse();
  if (newest.length <= MAX_UNHELD) return work;
  const isFirst = (one: State, n: number): boolean =>
    newest.findIndex(({ by }) => by === one.by) === n;
  const others = newest.filter((one, n) => !isFirst(one, n));
  const kept = [...newest.filter(isFirst), ...others].slice(0, MAX_UNHELD);
  return {
    ...work,
    states: work.states.filter((one) => isHolders(work, one) || kept.includes(one)),
  };
}
