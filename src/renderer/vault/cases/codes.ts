/**
 * Vault, cases: the code lists. They are versioned data: organisations edit them, old cases keep
 * their version, and nothing in the program asks for a single code by name without saying why.
 */
import * as v from 'valibot';
import type { Code, CodeEntry, CodeListName, CodeLists, Language } from '../../../contract/case.ts';
import newest from './codes/2026-1.json' with { type: 'json' };

const words = v.strictObject({ de: v.string(), en: v.string(), nl: v.string() });
const entry = v.strictObject({
  code: v.string(),
  label: words,
  definition: words,
  source: v.string(),
  parent: v.optional(v.string()),
  severity: v.optional(v.number()),
});
const entries = v.pipe(
  v.array(entry),
  v.check((list) => new Set(list.map(({ code }) => code)).size === list.length),
  v.check((list) =>
    list.every(({ parent }) => parent === undefined || list.some(({ code }) => code === parent)),
  ),
);

/** Every list the form knows, and those the rest of the case file will use. */
const names = [
  'category',
  'form',
  'bias',
  'channel',
  'reporterRole',
  'verification',
  'placeType',
  'platform',
  'ageBand',
  'gender',
  'countBand',
  'relation',
  'state',
  'datePrecision',
  'consentPurpose',
] as const satisfies readonly CodeListName[];

const group = v.strictObject({
  codes: v.array(v.strictObject({ code: v.string(), label: words })),
  of: v.record(v.string(), v.string()),
});

const schema = v.strictObject({
  version: v.string(),
  lists: v.objectWithRest(
    Object.fromEntries(names.map((name) => [name, entries])) as Record<
      CodeListName,
      typeof entries
    >,
    entries,
  ),
  /** Coarser steps for releases: which group a code falls into, and what the group is called. */
  groups: v.strictObject({ ageBand: group, placeType: group, category: group }),
});

export type GroupedList = keyof v.InferOutput<typeof schema>['groups'];

export interface Codes extends CodeLists {
  readonly groups: v.InferOutput<typeof schema>['groups'];
}

/** Reads a code list file. Throws for a repeated code, an unknown parent or a missing language. */
export function readCodes(raw: unknown): Codes {
  const { version, lists, groups } = v.parse(schema, raw);
  const clean = (list: readonly v.InferOutput<typeof entry>[]): readonly CodeEntry[] =>
    list.map(({ parent, severity, ...rest }) => ({
      ...rest,
      ...(parent === undefined ? {} : { parent }),
      ...(severity === undefined ? {} : { severity }),
    }));
  const all = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, clean(list)]));
  return { version, groups, lists: all as unknown as CodeLists['lists'] };
}

let read: Codes | null = null;

/** The lists new cases are coded with; read once, when first asked for. */
export function currentCodes(): Codes {
  read ??= readCodes(newest);
  return read;
}

export const hasCode = (codes: CodeLists, list: CodeListName, code: Code): boolean =>
  codes.lists[list].some((one) => one.code === code);

/** The topmost code above this one in its list; itself where it has no parent. */
export function rootOf(codes: CodeLists, list: CodeListName, code: Code): Code {
  const parent = codes.lists[list].find((one) => one.code === code)?.parent;
  return parent === undefined ? code : rootOf(codes, list, parent);
}

/** A code's label, or the code itself when no list of this version knows it. */
export const labelOf = (
  codes: CodeLists,
  list: CodeListName,
  code: Code,
  language: Language,
): string => codes.lists[list].find((one) => one.code === code)?.label[language] ?? code;
