/**
 * Vault, profile: two people's changes of one profile, field by field. Pure.
 *
 * A field is a key in one language. What nobody changed here is the colleagues'; what both changed to
 * different values is a clash, and a person decides it.
 */
import type { ProfileClash, ProfileText, ProfileTexts } from '../../../contract/profile.ts';

export interface Three {
  /** What the change was begun from. */
  readonly base: ProfileTexts;
  readonly mine: ProfileTexts;
  /** The newest version. */
  readonly theirs: ProfileTexts;
}

/** Ours over theirs in every field that was changed here since `base`. Sorted. */
export function merged({ base, mine, theirs }: Three): ProfileTexts {
  const [from, ours, newest] = [fields(base), fields(mine), fields(theirs)];
  const names = [...new Set([...ours.keys(), ...newest.keys()])];
  const texts = names.flatMap((name): readonly ProfileText[] => {
    const own = ours.get(name);
    const isOurs = own?.value !== from.get(name)?.value;
    const text = isOurs ? own : newest.get(name);
    return text === undefined ? [] : [text];
  });
  return sorted(texts);
}

/** Fields that both changed, each to something else. */
export function clashesOf({ base, mine, theirs }: Three): readonly ProfileClash[] {
  const [from, ours, newest] = [fields(base), fields(mine), fields(theirs)];
  const all = new Map([...from, ...ours, ...newest]);
  return sorted([...all.values()]).flatMap(({ key, lang }) => {
    const name = nameOf({ key, lang });
    const values = [from, ours, newest].map((one) => one.get(name)?.value ?? null);
    const [before = null, own = null, other = null] = values;
    if (own === other || own === before || other === before) return [];
    return [{ key, lang, mine: own, theirs: other }];
  });
}

/** Whether a person has decided this very clash: ours over what stands there now. */
export const isDecided = (clash: ProfileClash, over: readonly ProfileClash[]): boolean =>
  over.some((one) => nameOf(one) === nameOf(clash) && one.theirs === clash.theirs);

/** As a document has them: by key, then by language, without fields that say nothing. */
export const sorted = (texts: ProfileTexts): ProfileTexts =>
  texts
    .filter(({ value }) => value.trim() !== '')
    .toSorted((a, b) => compare(a.key, b.key) || compare(a.lang, b.lang));

/** Both sorted. */
export const sameTexts = (a: ProfileTexts, b: ProfileTexts): boolean =>
  a.length === b.length &&
  a.every((text, n) => nameOf(text) === nameOf(b[n]) && text.value === b[n]?.value);

const fields = (texts: ProfileTexts): ReadonlyMap<string, ProfileText> =>
  new Map(sorted(texts).map((text) => [nameOf(text), text]));

const nameOf = (text: Pick<ProfileText, 'key' | 'lang'> | undefined): string =>
  text === undefined ? '' : `${text.key} ${text.lang}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
