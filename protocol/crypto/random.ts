import { randomBytes } from '@noble/hashes/utils.js';

/** Unpredictable bytes. Only vectors pass a source of their own; nothing else may. */
export type Random = (length: number) => Uint8Array;

/** The platform's generator (`crypto.getRandomValues`). Throws where there is none. */
export const platformRandom: Random = (length) => randomBytes(length);
