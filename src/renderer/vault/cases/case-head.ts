/** Vault, cases: one case as the packed list keeps it: its line, its place in the list, and the files that are its own. */
import type { FileId } from '../../../../protocol/ids.ts';
import type { CaseFile, CaseHead } from '../../../contract/case.ts';
import { completenessOf } from './completeness.ts';

/** `files`: what must not be swept away as an orphan, and goes when the case goes. */
export interface CaseLine extends CaseHead {
  readonly files: readonly FileId[];
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isMaybeText = (value: unknown): boolean => value === null || isText(value);
const isMaybe = (value: unknown): boolean => value === null || isNumber(value);

/** Plain checks: thousands of lines are read at each unlock. */
const fields = Object.entries({
  id: isText,
  reference: isText,
  conversation: isMaybeText,
  created: isNumber,
  saved: isNumber,
  verifiedAt: isMaybe,
  closedAt: isMaybe,
  held: (value) => typeof value === 'boolean',
  date: isMaybeText,
  category: isMaybeText,
  placeType: isMaybeText,
  verification: isMaybeText,
  completeness: isNumber,
  files: (value) => Array.isArray(value) && value.every(isText),
} satisfies Record<keyof CaseLine, (value: unknown) => boolean>);

/** Reads a line. Throws for one that another version wrote: then the records are read instead. */
export function readCaseLine(raw: unknown): CaseLine {
  if (typeof raw !== 'object' || raw === null) throw new Error('not a line of the cases');
  for (const [field, fits] of fields) {
    if (!fits(Reflect.get(raw, field))) throw new Error(`a line of the cases without ${field}`);
  }
  return raw as CaseLine;
}

export const lineOf = (file: CaseFile, files: readonly FileId[]): CaseLine => ({
  id: file.id,
  reference: file.reference,
  conversation: file.conversation,
  created: file.created,
  saved: file.saved,
  verifiedAt: file.verifiedAt,
  closedAt: file.closedAt,
  held: file.hold !== null,
  date: file.incident.date,
  category: file.incident.category,
  placeType: file.incident.placeType,
  verification: file.incident.verification,
  completeness: completenessOf(file.incident),
  files,
});

/** What the screen is told of it. */
export function headOf(line: CaseLine): CaseHead {
  const { files: _, ...head } = line;
  return head;
}

/** The case saved last comes first. */
export const newestFirst = (a: CaseLine, b: CaseLine): number => b.saved - a.saved;
