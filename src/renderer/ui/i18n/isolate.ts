// Room: ui/i18n. What is filled into a right-to-left sentence keeps its own direction and moves nothing around it.

const FIRST_STRONG = '\u2068';
const POP = '\u2069';

/**
 * The same words with every placeholder in an isolate: a name in Latin letters, followed by a number,
 * would otherwise pull that number to its own side.
 */
export const isolated = (words: object): object =>
  Object.fromEntries(
    Object.entries(words).map(([key, said]: [string, unknown]) => [
      key,
      typeof said === 'string'
        ? said.replaceAll(/\{\{[^}]+\}\}/g, `${FIRST_STRONG}$&${POP}`)
        : isolated(said as object),
    ]),
  );
