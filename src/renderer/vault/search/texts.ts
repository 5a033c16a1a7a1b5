/** Vault, search: what of a record can be searched. */
import type { RowId } from '../../../../protocol/ids.ts';
import type { CaseFile } from '../../../contract/case.ts';
import type { RecordKind } from '../../../contract/search.ts';
import { shownFile } from '../attachments/kept-file.ts';
import { readCaseFile } from '../cases/case-file.ts';
import { readEvidence } from '../evidence/evidence-row.ts';
import { readMessage, screenId } from '../inbox/message-row.ts';
import { authorOf } from './authors.ts';

/** One record as the search sees it. */
export interface Searchable {
  readonly kind: RecordKind;
  readonly at: number;
  readonly text: string;
  /** As {@link authorOf} names somebody of the team; empty where a reporter wrote it, or nobody says who did. */
  readonly author: string;
  /** Null: as its conversation. */
  readonly language: string | null;
  /** What a case carries, for the filter by code. */
  readonly codes: readonly string[];
  /** What the screen calls it; null for a case, which is named by its bucket. */
  readonly item: string | null;
  /** Written by a reporter; what was put out of sight is theirs. */
  readonly theirs: boolean;
}

/** Which tables hold what can be searched. Notes lie among messages. */
export type SearchedTable = Exclude<RecordKind, 'note'>;

export const isSearched = (table: string): table is SearchedTable =>
  table === 'message' || table === 'case' || table === 'evidence';

/** Null for a record without words, such as a contact: how to reach somebody is never in the index. */
export function searchable(table: SearchedTable, id: RowId, value: unknown): Searchable | null {
  switch (table) {
    case 'message':
      return ofMessage(id, value);
    case 'case':
      return ofCase(readCaseFile(value));
    case 'evidence':
      return ofEvidence(value);
  }
}

/** A reporter's clock may run ahead; what says it is from tomorrow came in now. */
function ofMessage(id: RowId, value: unknown): Searchable | null {
  const { sender, body, arrived } = readMessage(id, value);
  const base = {
    kind: 'message',
    at: Math.min(body.at, arrived),
    codes: [],
    item: screenId(id),
    theirs: body.from === 'reporter',
  } as const;
  if (body.type === 'note') {
    const author = authorOf(sender, body.alias);
    return { ...base, kind: 'note', text: body.text, author, language: null };
  }
  if (body.type === 'text') {
    const author = body.from === 'device' ? authorOf(sender, body.alias) : '';
    return { ...base, text: body.text, author, language: body.lang ?? null };
  }
  if (body.type === 'attachment') {
    const author = body.from === 'device' ? authorOf(sender, body.alias) : '';
    return { ...base, text: shownFile(body).name, author, language: null };
  }
  if (body.type === 'rating' && body.comment !== undefined) {
    return { ...base, text: body.comment, author: '', language: null };
  }
  return null;
}

function ofCase({ incident, reference, saved }: CaseFile): Searchable {
  const { narrative, placeName, institution, district, municipality, identifiers } = incident;
  const text = [
    narrative,
    placeName,
    institution,
    district,
    municipality,
    ...identifiers,
    reference,
  ]
    .filter((part) => part !== '')
    .join('\n');
  return {
    kind: 'case',
    at: saved,
    text,
    author: '',
    language: null,
    codes: codesOf(incident),
    item: null,
    theirs: false,
  };
}

/** Every code of the form, whatever its list: a filter names the code alone. */
const codesOf = (incident: CaseFile['incident']): readonly string[] =>
  [
    incident.category,
    ...incident.secondaryCategories,
    ...incident.bias,
    incident.form,
    incident.state,
    incident.placeType,
    incident.platform,
    incident.victimAge,
    incident.victimGender,
    incident.victimCount,
    incident.perpetratorRelation,
    incident.perpetratorCount,
    incident.channel,
    incident.reporterRole,
    incident.verification,
  ].filter((code) => code !== null);

function ofEvidence(value: unknown): Searchable {
  const { file, caption, name, added } = readEvidence(value);
  const text = [caption, name].filter((part) => part !== '').join('\n');
  return {
    kind: 'evidence',
    at: added,
    text,
    author: '',
    language: null,
    codes: [],
    item: file,
    theirs: false,
  };
}

const CODE = '\u0001';

/** The term under which a case's code is kept. No word has this character. */
export const codeTerm = (code: string): string => CODE + code;
