// Room: ui/features/workplace. A reply as it is being written: what it would be kept as, and what stands against it. Pure.
import { TEXT_LIMIT } from '../../../../contract/desk.ts';
import { READY_LIMIT, READY_NAME_LIMIT, type ReadyReply } from '../../../../contract/workplace.ts';

/** Without the languages in which nothing was written. */
export const replyFrom = (name: string, texts: ReadonlyMap<string, string>): ReadyReply => ({
  name: name.trim(),
  texts: [...texts]
    .map(([language, text]) => ({ language, text: text.trim() }))
    .filter(({ text }) => text !== ''),
});

export const isTooLong = (text: string): boolean => [...text.trim()].length > TEXT_LIMIT;

type ReplyProblem = 'name-taken' | 'name-long' | 'text-long' | 'empty' | 'many';

interface Against {
  readonly replies: readonly ReadyReply[];
  /** What it takes the place of. */
  readonly before: ReadyReply | null;
}

/** Null when it can be kept. */
export function problemIn(
  { name, texts }: ReadyReply,
  { replies, before }: Against,
): ReplyProblem | null {
  if (replies.some((one) => one.name === name && one.name !== before?.name)) return 'name-taken';
  if ([...name].length > READY_NAME_LIMIT) return 'name-long';
  if (texts.some(({ text }) => isTooLong(text))) return 'text-long';
  if (name === '' || texts.length === 0) return 'empty';
  return before === null && replies.length >= READY_LIMIT ? 'many' : null;
}

/** The list with it: where the one before stood, else at the end. */
export const withReply = (
  replies: readonly ReadyReply[],
  reply: ReadyReply,
  before: ReadyReply | null,
): readonly ReadyReply[] =>
  before === null
    ? [...replies, reply]
    : replies.map((one) => (one.name === before.name ? reply : one));
