import { randomInt, timingSafeEqual } from 'node:crypto';
import { CLAIM_CODE_LIFE_MS, CLAIM_TRIES } from '../protocol/limits.ts';

/** The printed code with which the first team takes a relay into use. Good once, for an hour. */
export interface Claim {
  readonly code: string;
  /** Whether this is the code, still in time and not yet used up. Wrong codes are counted. */
  readonly matches: (typed: string, now: number) => boolean;
  /** After the document it came with was taken: the code is void. */
  readonly use: () => void;
}

/** Forty random bits; after {@link CLAIM_TRIES} wrong ones the code is void and the relay needs a restart. */
export function newClaim(now: number): Claim {
  const symbols = Array.from({ length: SYMBOLS }, () => CROCKFORD[randomInt(CROCKFORD.length)]);
  const plain = symbols.join('');
  let triesLeft = CLAIM_TRIES;
  return {
    code: `${plain.slice(0, SYMBOLS / 2)}-${plain.slice(SYMBOLS / 2)}`,
    matches: (typed, at) => {
      if (triesLeft <= 0 || at > now + CLAIM_CODE_LIFE_MS) return false;
      const right = equal(tidy(typed), plain);
      if (!right) triesLeft -= 1;
      return right;
    },
    use: () => {
      triesLeft = 0;
    },
  };
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SYMBOLS = 8;

/** What a person may type for it: any case, with or without the dash, O for 0 and I or L for 1. */
const tidy = (typed: string): string =>
  typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');

const equal = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1'));
