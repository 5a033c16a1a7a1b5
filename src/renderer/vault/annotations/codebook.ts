/**
 * Vault, annotations: the codebook and its changes. Nothing is ever taken out: a code that was merged or
 * retired stays, with everything that points at it, and can come back. Pure.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import {
  CODE_HUES,
  CODE_NAME_LIMIT,
  DEFINITION_LIMIT,
  type Codebook,
  type CodebookCode,
  type CodeEdit,
  type CodeEditRefusal,
  type CodeId,
} from '../../../contract/annotation.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import { CODEBOOK_RESERVE, MAX_CODEBOOK_CHARS, MAX_CODES } from '../limits.ts';
import { baseCodes } from './base-codebook.ts';
import { MAX_CODE_ID } from './log.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_CODE_ID));
const words = (points: number) => {
  const text = v.pipe(v.string(), v.maxLength(2 * points));
  return v.object({ de: text, en: text, nl: text });
};

const code = v.object({
  id,
  parent: v.nullable(id),
  label: words(CODE_NAME_LIMIT),
  definition: words(DEFINITION_LIMIT),
  hue: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(CODE_HUES - 1))),
  key: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(9))),
  state: v.picklist(['active', 'retired', 'merged']),
  into: v.nullable(id),
  heading: v.boolean(),
  fills: v.nullable(
    v.variant('field', [
      v.object({
        field: v.picklist([
          'category',
          'form',
          'bias',
          'placeType',
          'platform',
          'victimAge',
          'perpetratorRelation',
          'reporterRole',
        ]),
        code: v.pipe(v.string(), v.maxLength(MAX_CODE_ID)),
      }),
      v.object({ field: v.literal('identifiers') }),
    ]),
  ),
}) satisfies v.GenericSchema<unknown, CodebookCode>;

/** The codebook as it is kept and as the team shares it. */
export const codebookSchema = v.pipe(
  v.object({
    version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    codes: v.pipe(v.array(code), v.maxLength(MAX_CODES)),
  }),
  v.check(({ codes }) => new Set(codes.map((one) => one.id)).size === codes.length),
  v.check((book) => book.codes.every((one) => isSound(book.codes, one))),
);

/** The lists as they come, before anybody changed anything. */
export const firstCodebook = (): Codebook => ({ version: 1, codes: baseCodes() });

/** Reads a record; codes that newer lists brought stand behind the others. Throws for what is no codebook. */
export function readCodebook(value: unknown): Codebook {
  return withCodes(v.parse(codebookSchema, value), baseCodes());
}

/** With codes that are not in it yet: without their key where it is taken, under their parent where it is there. */
export function withCodes(book: Codebook, more: readonly CodebookCode[]): Codebook {
  const codes = [...book.codes];
  for (const one of more) {
    if (codes.some((known) => known.id === one.id) || codes.length >= MAX_CODES) continue;
    const taken = codes.some(({ key }) => key === one.key);
    codes.push({ ...one, key: taken ? null : one.key });
  }
  const known = new Set(codes.map((one) => one.id));
  const has = (other: CodeId | null): boolean => other === null || known.has(other);
  if (codes.length === book.codes.length) return book;
  return {
    version: book.version + 1,
    codes: codes.map((one) => ({
      ...one,
      parent: has(one.parent) ? one.parent : null,
      ...(has(one.into) ? {} : { into: null, state: 'retired' }),
    })),
  };
}

/** What a code counts as: itself, or what it was merged into. Unknown ones count as themselves. */
export function countsAs(book: Codebook): (id: CodeId) => CodeId {
  const into = new Map(book.codes.map((one) => [one.id, one.into]));
  return (first) => {
    let now = first;
    for (let next = into.get(now); next !== null && next !== undefined; next = into.get(now)) {
      now = next;
    }
    return now;
  };
}

/** The book after one change. `fresh` names a code that is added. */
export function edited(
  book: Codebook,
  edit: CodeEdit,
  fresh: CodeId,
): Outcome<Codebook, CodeEditRefusal> {
  const changed = apply(book.codes, edit, fresh);
  if (!changed.ok) return changed;
  const next = { version: book.version + 1, codes: changed.value };
  const grows = edit.type === 'add' || edit.type === 'name';
  return grows && !hasRoom(next) ? refuse('full') : ok(next);
}

/** Whether more words fit: what only changes a code is always possible, also in a full book. */
const hasRoom = (book: Codebook): boolean =>
  book.codes.length <= MAX_CODES &&
  utf8ToBytes(JSON.stringify(book)).length <= MAX_CODEBOOK_CHARS - CODEBOOK_RESERVE;

/** Whether its row holds it. */
export const isWithinRow = (book: Codebook): boolean =>
  book.codes.length <= MAX_CODES && JSON.stringify(book).length <= MAX_CODEBOOK_CHARS;

type Codes = readonly CodebookCode[];
type Changed = Outcome<Codes, 'not-possible' | 'no-name'>;

function apply(codes: Codes, edit: CodeEdit, fresh: CodeId): Changed {
  if (edit.type === 'add') return added(codes, edit, fresh);
  const one = codes.find((known) => known.id === edit.id);
  if (one === undefined) return refuse('not-possible');
  const become = (change: Partial<CodebookCode>): Changed =>
    ok(codes.map((each) => (each.id === one.id ? { ...each, ...change } : each)));
  switch (edit.type) {
    case 'name':
      return edit.label.trim() === '' ? refuse('no-name') : become(named(one, edit));
    case 'hue':
      return become({ hue: edit.hue });
    case 'key': {
      if (one.heading || one.state !== 'active') return refuse('not-possible');
      const { key } = edit;
      return ok(
        codes.map((each) =>
          each.id === one.id ? { ...each, key } : each.key === key ? { ...each, key: null } : each,
        ),
      );
    }
    case 'move':
      return moved(codes, one, edit.parent);
    case 'shift':
      return shifted(codes, one, edit.by);
    case 'merge': {
      const into = codes.find((known) => known.id === edit.into);
      const fits = into !== undefined && into.state === 'active' && !into.heading && !one.heading;
      if (!fits || into.id === one.id || one.state === 'merged') return refuse('not-possible');
      return become({ state: 'merged', into: into.id, key: null });
    }
    case 'retire':
      return one.state === 'active'
        ? become({ state: 'retired', key: null })
        : refuse('not-possible');
    case 'restore':
      return become({ state: 'active', into: null });
  }
}

function added(
  codes: Codes,
  { parent, label, definition }: Extract<CodeEdit, { type: 'add' }>,
  fresh: CodeId,
): Changed {
  const name = label.trim();
  if (name === '') return refuse('no-name');
  if (parent !== null && !codes.some((one) => one.id === parent)) return refuse('not-possible');
  const same = (text: string) => ({ de: text, en: text, nl: text });
  const one: CodebookCode = {
    id: fresh,
    parent,
    label: same(name),
    definition: same(definition.trim()),
    hue: parent === null ? codes.length % CODE_HUES : null,
    key: null,
    state: 'active',
    into: null,
    heading: false,
    fills: null,
  };
  return ok([...codes, one]);
}

/** A code of one's own is called the same in every language; renamed, it still is. */
function named(
  { label, definition }: CodebookCode,
  edit: Extract<CodeEdit, { type: 'name' }>,
): Partial<CodebookCode> {
  const put = (now: CodebookCode['label'], text: string): CodebookCode['label'] =>
    new Set(Object.values(now)).size === 1
      ? { de: text, en: text, nl: text }
      : { ...now, [edit.language]: text };
  return {
    label: put(label, edit.label.trim()),
    definition: put(definition, edit.definition.trim()),
  };
}

function moved(codes: Codes, one: CodebookCode, parent: CodeId | null): Changed {
  const next = { ...one, parent };
  const others = codes.filter((each) => each.id !== one.id);
  const there = parent === null || others.some((each) => each.id === parent);
  if (!there || !isSound([...others, next], next)) return refuse('not-possible');
  return ok([...others, next]);
}

function shifted(codes: Codes, one: CodebookCode, by: -1 | 1): Changed {
  const siblings = codes.filter((each) => each.parent === one.parent);
  const other = siblings[siblings.indexOf(one) + by];
  if (other === undefined) return refuse('not-possible');
  return ok(codes.map((each) => (each === one ? other : each === other ? one : each)));
}

/** Neither lies under itself nor counts as itself, and what it names is there. */
function isSound(codes: Codes, one: CodebookCode): boolean {
  const byId = new Map(codes.map((each) => [each.id, each]));
  return (['parent', 'into'] as const).every((way) => {
    let now: CodebookCode | undefined = one;
    for (let steps = 0; now !== undefined && now[way] !== null; steps += 1) {
      now = byId.get(now[way]);
      if (now === undefined || steps > codes.length) return false;
    }
    return true;
  });
}
