// Room: ui/app/state. Fields of the public profile: read, changed and compared. Pure.
import type { ChatLanguage, ProfileText, ProfileTexts } from '../../../../contract/profile.ts';

export const fieldOf = ({ key, lang }: Pick<ProfileText, 'key' | 'lang'>): string =>
  `${key} ${lang}`;

/** '' where nothing stands. */
export const valueAt = (texts: ProfileTexts, key: string, lang = ''): string =>
  texts.find((text) => text.key === key && text.lang === lang)?.value ?? '';

/** In whatever language it stands first. */
export const anyValue = (texts: ProfileTexts, key: string): string =>
  texts.find((text) => text.key === key)?.value ?? '';

/** The fields changed, each; an empty one goes. Sorted as a document has them. */
export function withTexts(texts: ProfileTexts, changes: readonly ProfileText[]): ProfileTexts {
  const all = new Map([...texts, ...changes].map((text) => [fieldOf(text), text]));
  return [...all.values()].filter(({ value }) => value !== '').toSorted(order);
}

/** The changes that take out everything below a prefix, such as `topic.3`. */
export const without = (texts: ProfileTexts, prefix: string): ProfileTexts =>
  texts
    .filter(({ key }) => key === prefix || key.startsWith(`${prefix}.`))
    .map((text) => ({ ...text, value: '' }));

/** Which numbers a list has, rising: `topic`, `alias`, `channel`, `partner`. */
export function numbersOf(texts: ProfileTexts, prefix: string): readonly number[] {
  const shape = new RegExp(`^${prefix}\\.(\\d{1,4})(\\.|$)`);
  const found = texts.flatMap(({ key }) => shape.exec(key)?.[1] ?? []);
  return [...new Set(found.map(Number))].toSorted((a, b) => a - b);
}

/** The first number that is free. */
export function freeNumber(texts: ProfileTexts, prefix: string): number {
  const taken = numbersOf(texts, prefix);
  let n = 1;
  while (taken.includes(n)) n += 1;
  return n;
}

export const sameTexts = (a: ProfileTexts, b: ProfileTexts): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every((text, n) => {
      const other = b[n];
      return other !== undefined && fieldOf(text) === fieldOf(other) && text.value === other.value;
    }));

/** Languages after the wanted one (PROTOCOL §2). A greeting in a language nobody asked for is not shown. */
const FALLBACKS: readonly ChatLanguage[] = ['de', 'en'];

/** What a reporter reads instead of a text that is missing; null: the chat's own words, or nothing. */
export function fallbackOf(
  texts: ProfileTexts,
  key: string,
  lang: ChatLanguage,
): { readonly lang: string; readonly value: string } | null {
  const asked = [...(key === 'greeting' ? [] : FALLBACKS.filter((one) => one !== lang)), ''];
  for (const one of asked) {
    const value = valueAt(texts, key, one);
    if (value !== '') return { lang: one, value };
  }
  return null;
}

export interface Change {
  readonly key: string;
  readonly lang: string;
  /** '' where nothing stood, or stands. */
  readonly before: string;
  readonly after: string;
}

/** Every field that says something else than before. */
export function changesOf(before: ProfileTexts, after: ProfileTexts): readonly Change[] {
  const all = new Map([...before, ...after].map((text) => [fieldOf(text), text]));
  return [...all.values()].toSorted(order).flatMap(({ key, lang }) => {
    const [was, is] = [valueAt(before, key, lang), valueAt(after, key, lang)];
    return was === is ? [] : [{ key, lang, before: was, after: is }];
  });
}

const order = (a: ProfileText, b: ProfileText): number =>
  compare(a.key, b.key) || compare(a.lang, b.lang);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
