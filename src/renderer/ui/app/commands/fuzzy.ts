// Room: ui/app. Finding a command or a name by a few letters of it. Pure.

/** Lower case, without accents: "ubergeben" finds "Übergeben". Letters of other scripts stay. */
const fold = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');

const WORD = /[^\p{L}\p{N}]+/u;

/** Better the earlier it says so; a few letters in order are the weakest that still count. */
const PREFIX = 100;
const WORD_START = 80;
const WITHIN = 50;
const SCATTERED = 20;
/** Scattered letters may stand so many times as far apart as they are many. */
const SPREAD = 4;

/** How well a text answers a query; null when it does not. Every word of the query has to be in it. */
export function match(query: string, text: string): number | null {
  const wanted = fold(query).split(WORD).filter(Boolean);
  const given = fold(text);
  let sum = 0;
  for (const word of wanted) {
    const score = matchWord(word, given);
    if (score === null) return null;
    sum += score;
  }
  return sum;
}

function matchWord(word: string, given: string): number | null {
  if (given.startsWith(word)) return PREFIX;
  if (given.split(WORD).some((part) => part.startsWith(word))) return WORD_START;
  if (given.includes(word)) return WITHIN;
  return isScattered(word, given) ? SCATTERED : null;
}

/** Whether the letters stand in this order, from the beginning of a word on and not too far apart. */
function isScattered(word: string, given: string): boolean {
  if (word.length < 2) return false;
  const starts = [...given.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)].map(({ index }) => index);
  return starts.some((start) => {
    if (given[start] !== word[0]) return false;
    let at = start;
    for (const letter of word.slice(1)) {
      at = given.indexOf(letter, at + 1);
      if (at === -1) return false;
    }
    return at - start < word.length * SPREAD;
  });
}
