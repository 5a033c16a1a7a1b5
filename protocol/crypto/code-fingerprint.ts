import { ProtocolError } from '../errors.ts';
import { labelledHash } from '../hash.ts';
import { digitGroups } from './digit-groups.ts';

const GROUPS = 4;
const DIGITS = /^\d{20}$/;
/** Longer input is cut before any work is done on it; no real fingerprint is near it. */
const MAX_TYPED = 256;

/**
 * Names a return code without giving it away: four groups of five digits over C.pk (PROTOCOL §1).
 *
 * Who holds only this can neither read nor write; a team finds by it which conversation is meant.
 */
export const codeFingerprint = (reporter: Uint8Array): string =>
  digitGroups(labelledHash('sc1/code-fp', reporter), GROUPS);

/** Reads it as people type it, whatever stands between the digits; throws `bad-code` for anything but twenty digits. */
export function parseCodeFingerprint(typed: string): string {
  const digits = typed.slice(0, MAX_TYPED).replace(/[\s\p{Pd}\p{Cf}]/gu, '');
  if (!DIGITS.test(digits)) throw new ProtocolError('bad-code', 'fingerprint');
  return (digits.match(/.{5}/g) ?? []).join(' ');
}
