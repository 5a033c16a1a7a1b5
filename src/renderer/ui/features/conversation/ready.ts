// Room: ui/features/conversation. Replies kept ready: which a slash asks for, and what they say here. Pure.
import type { ReadyReply } from '../../../../contract/workplace.ts';
import { match } from '../../app/commands/fuzzy.ts';

export interface Slash {
  /** Where the slash stands. */
  readonly from: number;
  readonly query: string;
}

/** A slash that begins a word before the cursor, and what was typed since; null where none does. */
export function slashBefore(text: string, cursor: number): Slash | null {
  const found = /(?:^|\s)\/(?<query>[^\s/]*)$/u.exec(text.slice(0, cursor));
  const query = found?.groups?.['query'];
  return query === undefined ? null : { from: cursor - query.length - 1, query };
}

/** One's own, then the team's; one's own of the same name stands in place of the team's. */
export function withTeam(
  own: readonly ReadyReply[],
  team: readonly ReadyReply[],
): readonly ReadyReply[] {
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...team.filter(({ name }) => !names.has(name))];
}

/** One reply in one language. */
export interface ReadyEntry {
  readonly name: string;
  readonly language: string;
  readonly text: string;
}

/** So many are offered at most; whoever has more types a letter. */
const MOST = 40;

/** What the query finds, the first of the wanted languages first, and the best match in each. */
export function readyEntries(
  replies: readonly ReadyReply[],
  { query, wanted }: { readonly query: string; readonly wanted: readonly string[] },
): readonly ReadyEntry[] {
  const rank = (language: string): number => {
    const at = wanted.findIndex((one) => shortOf(one) === shortOf(language));
    return at === -1 ? wanted.length : at;
  };
  return replies
    .flatMap(({ name, texts }) => {
      const score = match(query, name);
      return score === null ? [] : texts.map((one) => ({ entry: { name, ...one }, score }));
    })
    .toSorted((a, b) => rank(a.entry.language) - rank(b.entry.language) || b.score - a.score)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

/** "de-AT" asks for German. */
const shortOf = (language: string): string => language.split('-')[0] ?? language;

/** What a reply may name; what is not known is '' and leaves no gap. */
export interface ReadyValues {
  readonly alias: string;
  readonly team: string;
  readonly date: string;
  readonly name: string;
}

/** The text as it is said here. What stands between braces and is none of these stays as it is. */
export const filled = (text: string, values: ReadyValues): string =>
  text.replaceAll(
    /(?<space> ?)\{(?<key>alias|team|date|name)\}/g,
    (_, space: string, key: keyof ReadyValues) => (values[key] === '' ? '' : space + values[key]),
  );
