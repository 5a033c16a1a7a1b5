/**
 * Vault, annotations: the codebook and who codes here.
 *
 * The codebook is a paper of the team (PROTOCOL §4, Papers), and beside it a setting of this device: codes that
 * stand here and not in the team's book stay, because words are marked with them.
 */
import * as v from 'valibot';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { BucketId } from '../../../../protocol/ids.ts';
import {
  CODER_LIMIT,
  type AnnotationRequests,
  type CodeEditRefusal,
  type Codebook,
  type Coding,
} from '../../../contract/annotation.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { PaperRefusal } from '../../../contract/papers.ts';
import type { Env } from '../env.ts';
import type { Buckets } from '../keys/buckets.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';
import type { Papers } from '../papers/open-papers.ts';
import {
  codebookSchema,
  edited,
  firstCodebook,
  isWithinRow,
  readCodebook,
  withCodes,
} from './codebook.ts';

export interface CodingParts {
  readonly store: Pick<VaultStore, 'has' | 'get' | 'commit'>;
  readonly buckets: Pick<Buckets, 'own'>;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

/** What is shown and changed, with what the team shares of it. */
export type SharedParts = CodingParts & {
  readonly papers: Pick<Papers, 'read' | 'edit' | 'stands' | 'mayWrite'>;
};

type Editing = SharedParts & {
  readonly env: Pick<Env, 'random'>;
  readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
  /** What this device is called. */
  readonly alias: () => string;
};

type Out<K extends keyof AnnotationRequests> = AnnotationRequests[K]['output'];

const FRESH_BYTES = 16;
const coderSchema = v.object({ name: v.string() });

/** As it is kept, or null where nobody has changed anything yet. */
export async function keptCodebook(parts: CodingParts): Promise<Codebook | null> {
  const kept = await read(parts, 'codebook');
  return kept === null ? null : readCodebook(kept);
}

/** The team's, and behind it what only this device has; without one this device's own. */
export async function codebookOf(parts: SharedParts): Promise<Codebook> {
  return await behind(parts, await parts.papers.read('codebook', codebookSchema));
}

async function behind(parts: CodingParts, book: Codebook | null): Promise<Codebook> {
  const [kept, team] = [await keptCodebook(parts), book === null ? null : readCodebook(book)];
  if (team === null) return kept ?? firstCodebook();
  return kept === null ? team : withCodes(team, kept.codes);
}

/**
 * The write after which a codebook from elsewhere is part of ours; null when it brings nothing, or more than fits. Ours
 * stays as it is; where nobody here has changed anything yet, theirs is taken with all that was changed in it.
 */
export async function joined(parts: CodingParts, there: unknown): Promise<Change | null> {
  const theirs = readCodebook(there);
  const kept = await keptCodebook(parts);
  const both =
    kept === null ? withCodes(theirs, firstCodebook().codes) : withCodes(kept, theirs.codes);
  return both === kept || !isWithinRow(both) ? null : changeOf(parts, 'codebook', both);
}

export async function codingOf(parts: SharedParts & Pick<Editing, 'alias'>): Promise<Coding> {
  const { papers } = parts;
  const kept = await read(parts, 'coder');
  const coder = kept === null ? parts.alias() : v.parse(coderSchema, kept).name;
  const shared = papers.stands('codebook');
  return {
    codebook: await codebookOf(parts),
    coder,
    shared,
    mayEdit: !shared || papers.mayWrite(),
  };
}

export async function setCoder(parts: Editing, typed: string): Promise<Out<'setCoder'>> {
  const name = typed.trim();
  if (Array.from(name).length > CODER_LIMIT) return refuse('too-long');
  return await parts.oneByOne(async () => {
    const isOwn = name === '' || name === parts.alias();
    const written = await write(parts, 'coder', isOwn ? null : { name });
    return written.ok ? ok(await codingOf(parts)) : written;
  });
}

export async function editCodebook(
  parts: Editing,
  edit: AnnotationRequests['editCodebook']['input'],
): Promise<Out<'editCodebook'>> {
  return await parts.oneByOne(async (): Promise<Out<'editCodebook'>> => {
    const { papers, store, env } = parts;
    if (papers.stands('codebook') && !papers.mayWrite()) return refuse('not-coordinator');
    const fresh = `own/${bytesToHex(env.random(FRESH_BYTES))}`;
    const changed = async (stands: Codebook | null) => {
      const next = edited(await behind(parts, stands), edit, fresh);
      return next.ok
        ? ok({ value: next.value, also: [changeOf(parts, 'codebook', next.value)] })
        : next;
    };
    if (papers.mayWrite()) return worded(await papers.edit('codebook', codebookSchema, changed));
    const own = await changed(null);
    if (!own.ok) return own;
    const written = await store.commit(own.value.also);
    return written.ok ? ok(own.value.value) : written;
  });
}

/** Why a change of the team's book was not taken, in words of the codebook. */
const refusedBy = {
  'too-large': 'full',
  'newer-version': 'not-possible',
} as const satisfies Partial<Record<PaperRefusal, CodeEditRefusal>>;

function worded(
  written: Outcome<Codebook, PaperRefusal | CodeEditRefusal>,
): Outcome<Codebook, CodeEditRefusal> {
  if (written.ok) return written;
  const { refusal } = written;
  const isOfPaper = refusal === 'too-large' || refusal === 'newer-version';
  return refuse(isOfPaper ? refusedBy[refusal] : refusal);
}

type Name = 'codebook' | 'coder';

async function read(parts: CodingParts, name: Name): Promise<unknown> {
  const id = rowOf(parts, name);
  return parts.store.has(id) ? await parts.store.get('setting', id) : null;
}

async function write(
  parts: CodingParts,
  name: Name,
  value: object | null,
): Promise<Outcome<null, 'disk-full'>> {
  const change = changeOf(parts, name, value);
  if (value === null && !parts.store.has(change.id)) return ok(null);
  return await parts.store.commit([change]);
}

const changeOf = (parts: CodingParts, name: Name, value: object | null): Change => ({
  bucket: parts.buckets.own,
  table: 'setting',
  id: rowOf(parts, name),
  seq: 0,
  value,
});

const rowOf = ({ buckets, nameKey }: CodingParts, name: Name) =>
  rowIdOf(nameKey(buckets.own), 'setting', name);
