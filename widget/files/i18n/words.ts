import type { Spoken, WordsLike } from '../../app/i18n/words.ts';
import type { de } from './de.ts';

/** What is said about files, in one language; nothing here counts, so there are no plural forms. */
export type FileWords = WordsLike<typeof de, never>;

/** The same as the screen uses it. */
export type FileTexts = Spoken<typeof de>;
