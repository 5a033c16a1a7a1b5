/** Vault, annotations: from a place in a text to its words, and from the words back to their place. Pure; counts code points. */
import type { Target } from '../../../contract/annotation.ts';
import { CONTEXT_POINTS } from '../limits.ts';

type Words = Omit<Target, 'messageId'>;
type Span = Pick<Target, 'start' | 'end'>;

/** What is marked from `start` to `end`; null where the text has no such place. */
export function wordsAt(text: string, { start, end }: Span): Words | null {
  const points = Array.from(text);
  if (start < 0 || end <= start || end > points.length) return null;
  return {
    start,
    end,
    exact: points.slice(start, end).join(''),
    prefix: points.slice(Math.max(0, start - CONTEXT_POINTS), start).join(''),
    suffix: points.slice(end, end + CONTEXT_POINTS).join(''),
  };
}

/**
 * Where these words stand: at their place as a rule, else where they are found again with most of what
 * stood around them, the nearest of equals. Null when the text does not have them.
 */
export function anchored(text: string, words: Words): Span | null {
  const points = Array.from(text);
  const exact = Array.from(words.exact);
  if (exact.length === 0) return null;
  if (isAt(points, exact, words.start)) {
    return { start: words.start, end: words.start + exact.length };
  }
  let best: { readonly start: number; readonly around: number } | null = null;
  for (let start = 0; start + exact.length <= points.length; start += 1) {
    if (!isAt(points, exact, start)) continue;
    const around = aroundAt(points, start, words, exact.length);
    const nearer =
      best !== null && Math.abs(start - words.start) < Math.abs(best.start - words.start);
    if (best === null || around > best.around || (around === best.around && nearer)) {
      best = { start, around };
    }
  }
  return best === null ? null : { start: best.start, end: best.start + exact.length };
}

const isAt = (points: readonly string[], exact: readonly string[], start: number): boolean =>
  exact.every((point, n) => points[start + n] === point);

/** How many code points before and after are the same, from the words outwards. */
function aroundAt(points: readonly string[], start: number, words: Words, length: number): number {
  const before = Array.from(words.prefix).toReversed();
  const after = Array.from(words.suffix);
  const same = (context: readonly string[], at: (n: number) => string | undefined): number => {
    const differs = context.findIndex((point, n) => at(n) !== point);
    return differs === -1 ? context.length : differs;
  };
  return (
    same(before, (n) => points[start - 1 - n]) + same(after, (n) => points[start + length + n])
  );
}
