/** Vault, search: where the words of a text stand, in any script. */

/** A word as written, and its place in UTF-16 units. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Letters, marks and digits hang together, and so do the signs a word is written with inside: soft
 * hyphens, joiners, and the quotes of Hebrew acronyms and the apostrophes of Ukrainian.
 */
const WORD =
  /[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}]|[\u00AD\u200B-\u200F\u2060](?=[\p{L}\p{M}\p{N}])|(?<=[\p{Script=Hebrew}\p{Script=Cyrillic}])["'’״׳](?=[\p{Script=Hebrew}\p{Script=Cyrillic}]))*/gu;

/** The words of a text in their order. */
export function* wordsOf(text: string): Generator<Word> {
  for (const match of text.matchAll(WORD)) {
    const [word] = match;
    yield { text: word, start: match.index, end: match.index + word.length };
  }
}
