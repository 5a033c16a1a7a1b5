/** Vault, catch-up: how far it has come, kept so that a lock or a crash costs one round at most. Pure. */
import * as v from 'valibot';
import { ConversationId, DeviceId, MessageId } from '../../../../protocol/ids.ts';
import type { ToldContent } from '../../../../protocol/talk/content.ts';
import { CATCH_UP_AWAY_MS, CATCH_UP_GAP_AGAIN_MS, MAX_COMPARED, MAX_GAPS } from '../limits.ts';
import { isBeyond, wholeOf } from './place.ts';

const id = <T>(kind: (raw: unknown) => T) =>
  v.pipe(
    v.string(),
    v.transform((raw) => kind(raw)),
  );
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const place = v.object({ conversation: id(ConversationId), lamport: count });

const run = v.object({
  /** Everything up to here is compared. */
  after: v.nullable(place),
  /** One conversation in which something is missing; null: all of them. */
  only: v.nullable(id(ConversationId)),
  /** Digests that are out, of this place: an answer to any of them will do. */
  asked: v.array(
    v.object({
      mid: id(MessageId),
      device: id(DeviceId),
      through: v.nullable(id(ConversationId)),
    }),
  ),
  /** Who answered last, and is asked on. */
  from: v.nullable(id(DeviceId)),
  /** Who gave no answer at this place. */
  silent: v.array(id(DeviceId)),
  /** Who was compared with to the end. */
  heard: v.array(id(DeviceId)),
  /** One of them was not behind: whoever does not answer now is not waited for. */
  complete: v.exactOptional(v.literal(true)),
  paused: v.boolean(),
  checked: count,
  total: count,
});

const schema = v.object({
  /** When this device was last open and online. */
  seen: count,
  run: v.nullable(run),
  /** Conversations with a gap; `asked`: nobody could close it then. */
  gaps: v.array(
    v.object({ conversation: id(ConversationId), since: count, asked: v.nullable(count) }),
  ),
});

export type Run = v.InferOutput<typeof run>;
export type Progress = v.InferOutput<typeof schema>;

export const readProgress = (value: unknown): Progress => v.parse(schema, value);

export const begunRun = (only: ConversationId | null): Run => ({
  after: only === null ? null : { conversation: only, lamport: 0 },
  only,
  asked: [],
  from: null,
  silent: [],
  heard: [],
  paused: false,
  checked: 0,
  total: 0,
});

/**
 * What is kept once the device is online. `before` null: it never was. Alone there was nobody to miss anything
 * from, and nobody to ask; else whoever is new, or was away too long, asks for everything.
 */
export function onlineAt(before: Progress | null, now: number, isAlone: boolean): Progress {
  const wasAway = before === null || now - before.seen > CATCH_UP_AWAY_MS;
  const going = isAlone ? null : (before?.run ?? null);
  const isWhole = going !== null && going.only === null;
  return {
    seen: now,
    run: wasAway && !isAlone && !isWhole ? begunRun(null) : going,
    gaps: before?.gaps ?? [],
  };
}

/** The run after a digest went out. */
export const withAsked = (before: Run, asked: Run['asked'][number]): Run => ({
  ...before,
  asked: [...before.asked, asked],
});

/** The run after somebody did not answer. */
export const withSilent = (before: Run, device: DeviceId): Run => ({
  ...before,
  from: before.from === device ? null : before.from,
  silent: [...new Set([...before.silent, device])],
});

/** Everybody may be asked once more at this place. */
export const askedAgain = (before: Run): Run => ({ ...before, silent: [], asked: [] });

/** Who is not to be asked, and who is first. */
export interface Passed {
  readonly heard: readonly DeviceId[];
  readonly silent?: readonly DeviceId[];
  readonly from?: DeviceId | null;
  /** Whoever may not read this one on is not to be asked either. */
  readonly only?: ConversationId | null;
}

/**
 * The run after an answer; null: it is over. An answer that leads nowhere counts as none. Whoever was compared with to
 * the end may have little, or say nothing: the next one is asked, while `others` says that there is one.
 */
export function withAnswer(
  before: Run,
  { answers, upTo, checked, total, behind }: ToldContent,
  by: DeviceId,
  others: (passed: Passed) => boolean,
): Run | null {
  const asked = before.asked.find(({ mid }) => mid === answers);
  const end = asked?.through ?? null;
  const told = upTo ?? (end === null ? null : wholeOf(end));
  if (told !== null && !isBeyond(told, before.after)) return withSilent(before, by);
  const going = { ...before, asked: [], silent: [], from: by, checked, total };
  const isOnlyOver = before.only !== null && (told === null || isBeyond(told, lastOf(before.only)));
  if (told !== null && !isOnlyOver) return { ...going, after: told };
  const next = nextRun(before, by, behind);
  // One gap is closed, or is looked for at the next.
  const isDone = before.only === null ? next.heard.length === MAX_COMPARED : !behind;
  return isDone || !others(next) ? null : next;
}

/** From the beginning, with somebody else. Whoever did not answer is asked once more when one has been heard. */
function nextRun(before: Run, by: DeviceId, behind: boolean): Run {
  const { only, paused, complete } = before;
  const heard = [...new Set([...before.heard, by])];
  const silent = complete === true ? before.silent : [];
  const isComplete = complete === true || !behind;
  const mark = isComplete && only === null ? { complete: true as const } : {};
  return { ...begunRun(only), heard, silent, paused, ...mark };
}

const lastOf = (conversation: ConversationId) => ({
  conversation,
  lamport: Number.MAX_SAFE_INTEGER - 1,
});

/** A gap was seen, unless it is known, or was asked about not long ago. */
export function withGap(before: Progress, conversation: ConversationId, now: number): Progress {
  const known = before.gaps.find((one) => one.conversation === conversation);
  const isWaiting = known !== undefined && known.asked === null;
  const isRecent = (known?.asked ?? -Infinity) > now - CATCH_UP_GAP_AGAIN_MS;
  if (isWaiting || isRecent) return before;
  const others = before.gaps.filter((one) => one !== known);
  const gaps = [...others, { conversation, since: now, asked: null }].slice(-MAX_GAPS);
  return { ...before, gaps };
}

/** The gap that may be asked about next; null: none yet. */
export const nextGap = ({ gaps }: Progress): Progress['gaps'][number] | null =>
  gaps.find(({ asked }) => asked === null) ?? null;

/** Whatever came of it, this one is not asked about again for a while. */
export const withGapAsked = (
  before: Progress,
  conversation: ConversationId,
  now: number,
): Progress => ({
  ...before,
  gaps: before.gaps.map((one) =>
    one.conversation === conversation ? { ...one, asked: now } : one,
  ),
});
