/** Vault, backup: one case as it is here and as a backup has it. Pure. */
import type { CaseFile } from '../../../contract/case.ts';

export interface CaseVerdict {
  readonly counts: 'added' | 'same' | 'newer';
  /** The case as it is here from now on. */
  readonly file: CaseFile;
  readonly changed: boolean;
}

/**
 * The case saved last stays, and a hold that is here with it: no restore lets go of what a person
 * holds. A new one is called as it was, unless another case here is called that: a reference is a
 * label, but two cases must not share one. The case here keeps what it is called.
 */
export function mergeCase(
  here: CaseFile | null,
  there: CaseFile,
  taken: (reference: string) => boolean,
): CaseVerdict {
  if (here === null) {
    const file = { ...there, reference: freeReference(there.reference, taken) };
    return { counts: 'added', file, changed: true };
  }
  const file = {
    ...there,
    reference: here.reference,
    hold: here.hold ?? there.hold,
    fingerprint: here.fingerprint ?? there.fingerprint,
  };
  if (sameFields(file, here)) return { counts: 'same', file: here, changed: false };
  return file.saved > here.saved
    ? { counts: 'added', file, changed: true }
    : { counts: 'newer', file: here, changed: false };
}

const LETTERS = 'bcdefghijklmnopqrstuvwxy';

/** The reference itself, or 2026-0001-b, -c and so on; with all of them taken, numbers go on. */
function freeReference(reference: string, taken: (one: string) => boolean): string {
  if (!taken(reference)) return reference;
  for (const letter of LETTERS) {
    if (!taken(`${reference}-${letter}`)) return `${reference}-${letter}`;
  }
  for (let number = 1; ; number += 1) {
    if (!taken(`${reference}-z${number}`)) return `${reference}-z${number}`;
  }
}

/** Both were read by one schema, so their fields stand in one order. */
const sameFields = (a: CaseFile, b: CaseFile): boolean => JSON.stringify(a) === JSON.stringify(b);
