/**
 * Vault, release: the last look. The finished text is searched for everything that was typed into any
 * case as a direct identifier. One hit and nothing leaves.
 */
import type { Incident } from '../../../contract/case.ts';
import { fieldsOf } from '../cases/field-classes.ts';
import type { Breathe } from '../turns.ts';
import type { Cases } from './select.ts';

/** Shorter words than this are looked for as whole words only: "Ina" is part of too many others. */
const WHOLE_WORD_BELOW = 4;
const SHORTEST = 2;
const MIN_DIGITS = 6;

/**
 * Whether any direct identifier of any case stands in `text`, unless it stands in `template` too. Cases
 * come one at a time; of them only short values are remembered, so that no place is looked for twice.
 */
export async function findsIdentifier(
  { text, template }: { readonly text: string; readonly template: string },
  cases: Cases,
  turn: Breathe,
): Promise<boolean> {
  const searched = plain(text);
  const known = plain(template);
  const numbers = digitRuns(searched);
  const seen = new Set<string>();
  for await (const { incident } of cases) {
    for (const value of registerOf(incident).map(plain)) {
      if (seen.has(value)) continue;
      if (value.length <= MAX_REMEMBERED) seen.add(value);
      const isFound =
        wordsOf(value).some((word) => isIn(searched, word) && !isIn(known, word)) ||
        isNumberIn(numbers, value);
      if (isFound) return true;
      await turn();
    }
  }
  return false;
}

/** Longer ones are sentences, and seldom come twice. */
const MAX_REMEMBERED = 64;

/** Everything of class DI, plus place names that no release shows; a narrative counts as a whole and line by line. */
function registerOf(incident: Incident): readonly string[] {
  const values = [...fieldsOf('DI'), 'municipality' as const, 'district' as const].flatMap(
    (field) => {
      const value = incident[field];
      if (field === 'narrative')
        return String(value)
          .split(/[\n.!?]+/)
          .filter((line) => line.trim().length >= MIN_LINE);
      return typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
    },
  );
  return values.filter((value) => value.trim() !== '');
}

/** A shorter sentence ("Ja", "Danke") says nothing about anyone. */
const MIN_LINE = 12;

/** The value itself, and each of its longer words: "Aylin Demir" is also found as "Aylin". A sentence is not taken apart. */
function wordsOf(value: string): readonly string[] {
  const parts = value.split(' ').map(bare);
  const words =
    parts.length <= MAX_NAME_WORDS ? parts.filter((part) => part.length >= WHOLE_WORD_BELOW) : [];
  return [value, bare(value), ...words].filter((word) => Array.from(word).length >= SHORTEST);
}

const MAX_NAME_WORDS = 4;

/** "@zwirbel_42", "(Aylin)" without what surrounds them. */
const bare = (word: string): string => word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

function isIn(text: string, word: string): boolean {
  if (Array.from(word).length >= WHOLE_WORD_BELOW) return text.includes(word);
  const quoted = word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`(?<![\\p{L}\\p{N}])${quoted}(?![\\p{L}\\p{N}])`, 'u').test(text);
}

/** Phone and case numbers are found however they are grouped. */
function isNumberIn(runs: readonly string[], value: string): boolean {
  const digits = value.replaceAll(/\D/g, '');
  return digits.length >= MIN_DIGITS && runs.some((run) => run.includes(digits));
}

const digitRuns = (text: string): readonly string[] =>
  (text.match(/\+?\d[\d ()/.-]*\d/g) ?? []).map((run) => run.replaceAll(/\D/g, ''));

/** Compared without case, composition, entities, tags or differences of white space. */
const plain = (text: string): string =>
  text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim();
