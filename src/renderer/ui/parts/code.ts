// Room: ui/parts. Printed codes as people type them: what may stand in one, in groups of four. The vault checks the rest.

const GROUP = 4;
/** Symbols of a printed code: 26 and 2 to check (PROTOCOL §6). */
const CODE_LENGTH = 28;

/** Groups as the vault gave them; a code without separators is cut in fours. */
export const groupsOf = (code: string): readonly string[] =>
  /[\s-]/.test(code) ? code.split(/[\s-]+/) : (code.match(/.{1,4}/g) ?? []);

/** What was typed without spaces and dashes, in capitals, the way the vault reads it. */
const bare = (typed: string): string =>
  typed
    .replace(/[\s\p{Pd}\p{Cf}]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');

/** The same in groups, as it stands on the sheet. A dash follows a full group only when more comes. */
export const grouped = (typed: string): string =>
  ([...bare(typed)].join('').match(new RegExp(`.{1,${GROUP}}`, 'gu')) ?? []).join('-');

export type CodeState =
  | { readonly state: 'empty' | 'complete' | 'over' }
  /** A sign that stands in no code. */
  | { readonly state: 'typo'; readonly letter: string }
  | { readonly state: 'short'; readonly left: number };

/** How far a code is typed, and whether something in it can be no code. */
export function judgeCode(typed: string): CodeState {
  const letters = [...bare(typed)];
  if (letters.length === 0) return { state: 'empty' };
  const wrong = letters.find((letter) => !/^[0-9A-HJKMNP-TV-Z]$/.test(letter));
  if (wrong !== undefined) return { state: 'typo', letter: wrong };
  if (letters.length > CODE_LENGTH) return { state: 'over' };
  return letters.length === CODE_LENGTH
    ? { state: 'complete' }
    : { state: 'short', left: CODE_LENGTH - letters.length };
}
