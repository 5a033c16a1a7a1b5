// Room: ui/features/annotate. Places in a text: sentences and words to step through, and pieces to draw. Pure.
import { piecesWithLinks, type TextLink } from '../conversation/links.ts';

/** Half open, in code points. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Code points of the first so many UTF-16 units. */
export const pointsIn = (text: string, units: number): number =>
  Array.from(text.slice(0, units)).length;

export const wordsIn = (text: string, { start, end }: Span): string =>
  Array.from(text).slice(start, end).join('');

/** Without white space at either end; null where nothing is left. */
export function trimmed(text: string, { start, end }: Span): Span | null {
  const points = Array.from(text);
  let [from, to] = [start, end];
  while (from < to && points[from]?.trim() === '') from += 1;
  while (to > from && points[to - 1]?.trim() === '') to -= 1;
  return from < to ? { start: from, end: to } : null;
}

/** The words of a text in their order. */
export function wordSteps(text: string, language: string): readonly Span[] {
  const words = [...segmenterFor(language, 'word').segment(text)];
  return spansOf(
    text,
    words.map(({ segment, isWordLike }) => ({ segment, counts: isWordLike === true })),
  );
}

/**
 * The sentences of a text in their order. Who writes in haste begins none with a capital, so a full stop
 * and a blank end one too.
 */
export function sentenceSteps(text: string, language: string): readonly Span[] {
  const sentences = [...segmenterFor(language, 'sentence').segment(text)];
  return spansOf(
    text,
    sentences
      .flatMap(({ segment }) => segment.split(AFTER_STOP))
      .map((segment) => ({ segment, counts: true })),
  );
}

const AFTER_STOP = /(?<=[.!?…][\p{Pe}\p{Pf}\p{Pi}"']*\s+)(?=\S)/u;

const segmenterFor = (language: string, granularity: 'sentence' | 'word') =>
  new Intl.Segmenter(language === '' ? undefined : language, { granularity });

function spansOf(
  text: string,
  parts: readonly { readonly segment: string; readonly counts: boolean }[],
): readonly Span[] {
  let start = 0;
  return parts.flatMap(({ segment, counts }) => {
    const span = { start, end: start + Array.from(segment).length };
    start = span.end;
    const whole = counts ? trimmed(text, span) : null;
    return whole === null ? [] : [whole];
  });
}

/** Part of a text that looks alike throughout, and who marked it. */
export interface Stretch {
  readonly piece: string | TextLink;
  /** Places in the list of spans that were given. */
  readonly over: readonly number[];
}

/**
 * The text cut wherever a span begins or ends. A link is never cut: what marks a part of it marks all of
 * it, and what is no link in the whole text is none in a part.
 */
export function stretches(text: string, spans: readonly Span[]): readonly Stretch[] {
  const cuts = [...new Set(spans.flatMap(({ start, end }) => [start, end]))].toSorted(
    (a, b) => a - b,
  );
  const found: Stretch[] = [];
  let at = 0;
  for (const piece of piecesWithLinks(text)) {
    const points = Array.from(typeof piece === 'string' ? piece : piece.written);
    const end = at + points.length;
    const inside = typeof piece === 'string' ? cuts.filter((cut) => cut > at && cut < end) : [];
    let from = at;
    for (const to of [...inside, end]) {
      const part = typeof piece === 'string' ? points.slice(from - at, to - at).join('') : piece;
      found.push({ piece: part, over: over(spans, { start: from, end: to }) });
      from = to;
    }
    at = end;
  }
  return found;
}

const over = (spans: readonly Span[], { start, end }: Span): readonly number[] =>
  spans.flatMap((span, n) => (span.start < end && start < span.end ? [n] : []));
