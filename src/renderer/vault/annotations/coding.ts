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
  readonly papers: Pick<Papers, 'read' | 'write' | 'stands' | 'mayWrite'>;
};

type Editing = SharedParts & {
  readonly env: Pick<Env, 'random'>;
  readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
  /** What this device is called. */
  readonly alias: string;
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
  const [kept, team] = [await keptCodebook(parts), await teamCodebook(parts)];
  if (team === null) return kept ?? firstCodebook();
  return kept === null ? team : withCodes(team, kept.codes);
}

async function teamCodebook({ papers }: SharedParts): Promise<Codebook | null> {
  const book = await papers.read('codebook', codebookSchema);
  return book === null ? null : readCodebook(book);
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
  const coder = kept === null ? parts.alias : v.parse(coderSchema, kept).name;
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
    const isOwn = name === '' || name === parts.alias;
    const written = await write(parts, 'coder', isOwn ? null : { name });
    return written.ok ? ok(await codingOf(parts)) : written;
  });
}

export async function editCodebook(
  parts: Editing,
  edit: AnnotationRequests['editCodebook']['input'],
): Promise<Out<'editCodebook'>> {
  return await parts.oneByOne(async (): Promise<Out<'editCodebook'>> => {
    const { papers } = parts;
    const shared = papers.stands('codebook');
    if (shared && !papers.mayWrite()) return refuse('not-coordinator');
    const fresh = `own/${bytesToHex(parts.env.random(FRESH_BYTES))}`;
    const next = edited(await codebookOf(parts), edit, fresh);
    if (!next.ok) return next;
    const here = changeOf(parts, 'codebook', next.value);
    const written = papers.mayWrite()
      ? await papers.write('codebook', { value: next.value, also: [here] })
      : await parts.store.commit([here]);
    if (written.ok) return next;
    return refuse(refusedBy[written.refusal]);
  });
}

/** Why a change of the team's book was not taken, in words of the codebook. */
const refusedBy = {
  'too-large': 'full',
  'newer-version': 'not-possible',
  'not-coordinator': 'not-coordinator',
  'disk-full': 'disk-full',
} as const satisfies Record<PaperRefusal, CodeEditRefusal>;

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
