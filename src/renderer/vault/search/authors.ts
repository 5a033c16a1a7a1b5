/**
 * Vault, search: who wrote a record, and whom a name means that somebody types.
 *
 * A record keeps the key that sent it beside the name it was written under. So whoever is called otherwise by now is
 * found by either name, and somebody who is in no list any more by the one that stands there.
 */
import type { SenderKey } from '../../../../protocol/talk/names.ts';
import { fold, foldSpeltOut } from './fold.ts';
import { wordsOf } from './words.ts';

/** Somebody of the team, and every name they go by here. */
export interface Person {
  readonly sender: SenderKey;
  readonly names: readonly string[];
}

/** An author as the index keeps it. */
export const authorOf = (sender: SenderKey, alias = ''): string => `${sender} ${alias}`;

const KEY_LETTERS = 64;
const senderIn = (author: string): string => author.slice(0, KEY_LETTERS);
const aliasIn = (author: string): string => author.slice(KEY_LETTERS + 1);

/** Which authors it means: everybody who goes by such a name, or has written under one, whatever they wrote under besides. */
export function authorsCalled(
  typed: string,
  known: { readonly people: Iterable<Person>; readonly authors: Iterable<string> },
): (author: string) => boolean {
  const isMeant = called(typed);
  const meant = new Set<string>();
  for (const { sender, names } of known.people) if (names.some(isMeant)) meant.add(sender);
  for (const author of known.authors) if (isMeant(aliasIn(author))) meant.add(senderIn(author));
  return (author) => meant.has(senderIn(author));
}

/** Each word typed begins a word of the name, however either is written; a name without words is typed as it is. */
function called(typed: string): (name: string) => boolean {
  const sought = spelt(typed);
  return (name) => {
    if (sought.length === 0) return name === typed;
    const words = spelt(name).flat();
    return sought.every((spellings) =>
      spellings.some((one) => words.some((word) => word.startsWith(one))),
    );
  };
}

const spelt = (text: string): readonly (readonly string[])[] =>
  [...wordsOf(text)].map(({ text: word }) => [fold(word), foldSpeltOut(word) ?? fold(word)]);
