/** Vault, annotations: the codebook a vault begins with: the code lists of the case file, so that what is marked can fill its form. */
import type { CodebookCode, CodeFills, FilledField } from '../../../contract/annotation.ts';
import type { CodeEntry } from '../../../contract/case.ts';
import { currentCodes } from '../cases/codes.ts';

type Words = CodebookCode['label'];

interface Root {
  /** Name of the list. */
  readonly list: string;
  readonly label: Words;
  readonly hue: number;
  /** Null: it helps to understand and fills nothing. */
  readonly field: FilledField | null;
}

const roots: readonly Root[] = [
  {
    list: 'category',
    label: { de: 'Was geschah', en: 'What happened', nl: 'Wat er gebeurde' },
    hue: 4,
    field: 'category',
  },
  {
    list: 'bias',
    label: { de: 'Motiv', en: 'Bias', nl: 'Motief' },
    hue: 2,
    field: 'bias',
  },
  {
    list: 'form',
    label: {
      de: 'Form des Antisemitismus',
      en: 'Form of antisemitism',
      nl: 'Vorm van antisemitisme',
    },
    hue: 10,
    field: 'form',
  },
  {
    list: 'indicator',
    label: { de: 'Hinweis auf das Motiv', en: 'Bias indicator', nl: 'Aanwijzing voor het motief' },
    hue: 6,
    field: null,
  },
  {
    list: 'placeType',
    label: { de: 'Ort', en: 'Place', nl: 'Plaats' },
    hue: 1,
    field: 'placeType',
  },
  {
    list: 'platform',
    label: { de: 'Plattform', en: 'Platform', nl: 'Platform' },
    hue: 8,
    field: 'platform',
  },
  {
    list: 'relation',
    label: { de: 'Wer es war', en: 'Who did it', nl: 'Wie het deed' },
    hue: 7,
    field: 'perpetratorRelation',
  },
  {
    list: 'ageBand',
    label: {
      de: 'Alter der Betroffenen',
      en: 'Age of the person affected',
      nl: 'Leeftijd van de getroffene',
    },
    hue: 3,
    field: 'victimAge',
  },
  {
    list: 'reporterRole',
    label: { de: 'Wer schreibt', en: 'Who is writing', nl: 'Wie schrijft' },
    hue: 11,
    field: 'reporterRole',
  },
  {
    list: 'support',
    label: { de: 'Was gebraucht wird', en: 'What is needed', nl: 'Wat nodig is' },
    hue: 0,
    field: null,
  },
];

/** Words that name somebody: they go into the register that redaction searches for. */
export const IDENTIFIER = 'identifier';

const identifier: CodebookCode = {
  id: IDENTIFIER,
  parent: null,
  label: { de: 'Nennt jemanden', en: 'Names somebody', nl: 'Noemt iemand' },
  definition: {
    de: 'Name, Nummer, Adresse oder Schule: Wörter, die nie nach außen dürfen.',
    en: 'Name, number, address or school: words that must never leave.',
    nl: 'Naam, nummer, adres of school: woorden die nooit naar buiten mogen.',
  },
  hue: 5,
  key: 9,
  state: 'active',
  into: null,
  heading: false,
  fills: { field: 'identifiers' },
};

/** What a first conversation needs most. Everybody changes them. */
const keys: Readonly<Record<string, number>> = {
  'category/THR': 1,
  'category/ASL': 2,
  'category/ABU': 3,
  'category/DMG': 4,
  'bias/ANTISEM': 5,
  'bias/RACE_XEN': 6,
  'bias/ANTI_MUSLIM': 7,
  'placeType/school': 8,
};

/** Every code the lists of this version give, in their order. */
export function baseCodes(): readonly CodebookCode[] {
  const lists: Readonly<Record<string, readonly CodeEntry[]>> = currentCodes().lists;
  return [...roots.flatMap((root) => codesOf(root, lists[root.list] ?? [])), identifier];
}

function codesOf(root: Root, entries: readonly CodeEntry[]): readonly CodebookCode[] {
  const nothing = { de: '', en: '', nl: '' };
  const shared = { state: 'active', into: null } as const;
  const top: CodebookCode = {
    ...shared,
    id: root.list,
    parent: null,
    label: root.label,
    definition: nothing,
    hue: root.hue,
    key: null,
    heading: true,
    fills: null,
  };
  const idOf = (code: string): string => `${root.list}/${code}`;
  const codes = entries.map(({ code, parent, label, definition }): CodebookCode => ({
    ...shared,
    id: idOf(code),
    parent: parent === undefined ? root.list : idOf(parent),
    label,
    definition,
    hue: null,
    key: keys[idOf(code)] ?? null,
    heading: false,
    fills: fillsOf(root, code),
  }));
  return [top, ...codes];
}

const fillsOf = ({ field }: Root, code: string): CodeFills | null =>
  field === null ? null : { field, code };
