/** Vault, search: a short passage of a text around the first word that was found, and where words were found in it. */
import { fold, foldSpeltOut } from './fold.ts';
import { keptUnder, type Sought } from './forms.ts';
import { withinEdits } from './edits.ts';
import { MAX_MARKS, MAX_PASSAGE, PASSAGE_LEAD } from './limits.ts';
import { stemmed } from './stems.ts';
import { wordsOf, type Word } from './words.ts';

export interface Passage {
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
}

const ELLIPSIS = '…';

/**
 * Whether a text has a word for each of those looked for. The index may be a moment behind a record; in
 * which language a word was kept then, nobody knows any more, so every stem counts.
 */
export function hasAll(text: string, words: readonly Sought[], language: string): boolean {
  const all = [...wordsOf(text)].map(({ text: word }) => ({
    word,
    terms: [language, ...stemmed].flatMap((one) => keptUnder(word, one)),
  }));
  return words.every((sought) => all.some(({ word, terms }) => answers(word, terms, sought)));
}

/** At most {@link MAX_PASSAGE} units, cut between words where there are any, never inside a character. */
export function passageOf(text: string, words: readonly Sought[], language: string): Passage {
  const marked = foundIn(text, words, language);
  const first = marked[0]?.start ?? 0;
  const start = first <= PASSAGE_LEAD ? 0 : wordStart(text, first - PASSAGE_LEAD, first);
  const before = start > 0 ? ELLIPSIS : '';
  const room = MAX_PASSAGE - before.length;
  const whole = text.length - start <= room;
  const end = whole ? text.length : wordEnd(text, start, start + room - ELLIPSIS.length);
  const shift = before.length - start;
  return {
    text: before + text.slice(start, end).replace(/\s/gu, ' ') + (whole ? '' : ELLIPSIS),
    marks: marked
      .filter((word) => word.start >= start && word.end <= end)
      .slice(0, MAX_MARKS)
      .map((word) => [word.start + shift, word.end + shift] as const),
  };
}

/** The words of a text that answer one of those looked for; if none does as written, typing mistakes are forgiven. */
function foundIn(text: string, words: readonly Sought[], language: string): readonly Word[] {
  const all = [...wordsOf(text)];
  return all.filter(({ text: word }) => {
    const terms = keptUnder(word, language);
    return words.some((sought) => answers(word, terms, sought));
  });
}

function answers(word: string, terms: readonly string[], sought: Sought): boolean {
  const written = terms.some(
    (term) =>
      sought.whole.includes(term) || sought.prefixes.some((prefix) => term.startsWith(prefix)),
  );
  if (written || sought.edits === 0) return written;
  const spellings = [fold(word), foldSpeltOut(word) ?? fold(word), ...terms];
  return spellings.some((one) => withinEdits(sought.near, one, sought.edits));
}

/** The first word that begins between two places, or the first whole character after `from`. */
function wordStart(text: string, from: number, before: number): number {
  const space = /\s\S/u.exec(text.slice(from, before));
  return space === null ? wholeCharacter(text, from) : from + space.index + 1;
}

/** The end of the last word before `most`, or of the last whole character. */
function wordEnd(text: string, start: number, most: number): number {
  const spaces = [...text.slice(start, most + 1).matchAll(/\s/gu)];
  const last = spaces.at(-1)?.index ?? 0;
  if (last > MAX_PASSAGE / 2) return start + last;
  const end = wholeCharacter(text, most);
  return end > start ? end : withoutHalf(text, most);
}

/** The beginning of the character, as a reader sees it, in which this place lies. */
function wholeCharacter(text: string, at: number): number {
  const from = withoutHalf(text, Math.max(0, at - MAX_PASSAGE));
  const around = text.slice(from, at + MAX_PASSAGE);
  const character = new Intl.Segmenter().segment(around).containing(at - from);
  return character === undefined || character.index === 0
    ? withoutHalf(text, at)
    : from + character.index;
}

/** Not between the halves of a surrogate pair. */
function withoutHalf(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
