import { MAX_TEXT } from '../../protocol/limits.ts';

/** How many code points a text is above the limit; 0 or less when it fits. */
export const tooLongBy = (text: string): number => Array.from(text).length - MAX_TEXT;
