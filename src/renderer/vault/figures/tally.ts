/** Vault, figures: what one conversation adds to the figures. No word of it is kept, and no name. Pure. */
import type { DeviceId, RowId } from '../../../../protocol/ids.ts';
import { DEVICE_TTL_MS } from '../../../../protocol/limits.ts';
import type { ConversationBody } from '../../../../protocol/talk/body.ts';
import { byPlace, type Place } from '../../../../protocol/talk/chain.ts';
import type { SenderKey } from '../../../../protocol/talk/names.ts';
import { placeOf, type KeptMessage } from '../inbox/message-row.ts';
import { withShared } from '../inbox/shared.ts';
import { NO_WORK, standingClaim } from '../inbox/work.ts';
import type { Stretch } from './calendar.ts';

/** A message as far as it counts. */
export interface Line {
  readonly at: number;
  readonly place: Place;
  readonly row: RowId;
  /** The device that wrote it; null: the reporter. */
  readonly by: string | null;
  readonly did: 'asked' | 'answered' | 'worked' | 'ended' | 'rated' | 'nothing';
  readonly rating: { readonly stars: number; readonly comment: boolean } | null;
  /** Who says to hold it. */
  readonly claim: Extract<ConversationBody, { readonly type: 'claim' }> | null;
}

export interface Answer {
  readonly at: number;
  /** When the reporter had begun to wait for it. */
  readonly asked: number;
  readonly by: string;
  /** Nobody had answered in this conversation before. */
  readonly first: boolean;
}

export interface Tally {
  readonly answers: readonly Answer[];
  /** Everything somebody of the team wrote, notes and claims too. */
  readonly wrote: readonly { readonly at: number; readonly by: string; readonly answer: boolean }[];
  readonly held: readonly (Stretch & { readonly by: string })[];
  /** When the reporter wrote. */
  readonly heard: readonly number[];
  readonly ratings: readonly {
    readonly at: number;
    readonly stars: number;
    /** Where the comment stands; null: there is none. */
    readonly comment: RowId | null;
  }[];
}

export interface Known {
  readonly me: SenderKey;
  readonly own: DeviceId;
  /** Devices of every team document seen. */
  readonly devices: ReadonlyMap<SenderKey, { readonly id: DeviceId }>;
}

export function lineOf(message: KeptMessage, { me, own, devices }: Known): Line {
  const { body, sender, row, arrived } = message;
  const device = sender === me ? own : (devices.get(sender)?.id ?? sender);
  return {
    at: saidAt(body.at, arrived),
    place: placeOf(message),
    row,
    by: body.from === 'reporter' ? null : device,
    did: didIn(message),
    rating:
      body.type === 'rating'
        ? { stars: body.stars, comment: (body.comment ?? '').trim() !== '' }
        : null,
    claim: body.type === 'claim' ? body : null,
  };
}

/**
 * The sender's clock, as long as it can be true: a message waits at the relay for so long and no longer, and
 * does not come before it was written. Else our own.
 */
const saidAt = (at: number, arrived: number): number =>
  at <= arrived && at >= arrived - DEVICE_TTL_MS ? at : arrived;

function didIn({ body, was }: KeptMessage): Line['did'] {
  if (body.from === 'reporter') {
    if (body.type === 'rating') return 'rated';
    // Whoever takes contact details back asks for nothing.
    return body.type === 'contact' && (was?.empty ?? true) ? 'nothing' : 'asked';
  }
  if (answering.has(body.type)) return 'answered';
  return body.type === 'state' && body.status !== 'open' ? 'ended' : 'worked';
}

/** After which nobody waits. */
const answering: ReadonlySet<ConversationBody['type']> = new Set(['text', 'attachment', 'history']);

/** What came before `since` only says how things stood then. */
export function tallyOf(all: readonly Line[], since: number): Tally {
  const lines = all.toSorted((a, b) => byPlace(a.place, b.place));
  const recent = lines.filter(({ at }) => at >= since);
  return {
    answers: answersIn(lines).filter(({ at }) => at >= since),
    wrote: recent.flatMap(({ at, by, did }) =>
      by === null ? [] : [{ at, by, answer: did === 'answered' }],
    ),
    held: heldIn(lines).filter(({ to }) => to >= since),
    heard: recent.flatMap(({ at, by }) => (by === null ? [at] : [])),
    ratings: recent.flatMap(({ at, rating, row }) =>
      rating === null ? [] : [{ at, stars: rating.stars, comment: rating.comment ? row : null }],
    ),
  };
}

/** A wait begins with the first word nobody has answered, and ends with an answer; closing ends it without one. */
function answersIn(lines: readonly Line[]): readonly Answer[] {
  const answers: Answer[] = [];
  let asked: number | null = null;
  let first = true;
  for (const { did, at, by } of lines) {
    if (did === 'asked') asked ??= at;
    if (did === 'ended') asked = null;
    if (did !== 'answered' || by === null) continue;
    if (asked !== null) answers.push({ at, asked: Math.min(asked, at), by, first });
    asked = null;
    first = false;
  }
  return answers;
}

/** By the law of claims (PROTOCOL §4), as it stood after each of them. */
function heldIn(lines: readonly Line[]): Tally['held'] {
  const held: { readonly by: string; readonly from: number; to: number }[] = [];
  const now = () => {
    const last = held.at(-1);
    return last?.to === Number.POSITIVE_INFINITY ? last : undefined;
  };
  const end = (at: number): void => {
    const last = now();
    if (last !== undefined) last.to = Math.max(last.from, at);
  };
  let work = NO_WORK;
  for (const { at, by, did, claim, row } of lines) {
    if (did === 'ended') end(at);
    if (claim === null || by === null) continue;
    work = withShared(work, { body: claim, row, by: by as DeviceId });
    const holder = standingClaim(work)?.holder ?? null;
    if (holder === (now()?.by ?? null)) continue;
    end(at);
    if (holder !== null) held.push({ by: holder, from: at, to: Number.POSITIVE_INFINITY });
  }
  return held;
}
