/**
 * Vault, store: from the files to a manifest, at unlock.
 *
 * From the checkpoint and the journal behind it where they fit, else from the whole journal. Every
 * misfit ends in the long way; the long way decides what is wrong.
 */
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import type { BucketId, RowId } from '../../../../protocol/ids.ts';
import type { Carrier, SealedRow } from '../../../contract/carrier.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Watch } from '../jobs.ts';
import { REBUILD_PAGE } from '../limits.ts';
import type { Breathe } from '../turns.ts';
import type { Checkpoints, Root } from './checkpoint.ts';
import { reconcile } from './copy.ts';
import type { Chain, Head, OpenedEntry } from './entry.ts';
import { Manifest } from './manifest.ts';
import { JOURNAL_START, replay, type Reached } from './replay.ts';
import { keepOrOwe, type Owed, type Rows } from './rows.ts';

/** What the sealed keyring says the journal must have reached, and under which keyring at most. */
export interface Expected {
  readonly head: Head;
  readonly keyring: number;
}

export interface LoadParts {
  readonly carrier: Pick<Carrier, 'replay'>;
  readonly generation: number;
  readonly chain: Chain;
  readonly rows: Rows;
  readonly checkpoints: Checkpoints;
  readonly expected: Expected;
  readonly breathe: Breathe;
}

type Whole = Outcome<Loaded, 'damaged-journal' | 'rolled-back'>;

/** Runs the reading of the whole journal, so that somebody may watch it. */
export type LongWay = (work: (watch: Watch) => Promise<Whole>) => Promise<Whole>;

export interface Loaded {
  readonly manifest: Manifest;
  readonly reached: Reached;
  /** The checkpoint it began with, and the buckets that changed since: their lines are read anew. */
  readonly from: { readonly root: Root; readonly stale: ReadonlySet<BucketId> } | null;
  /** Rows that a copy that answers had wrong or not at all. */
  readonly rebuilt: number;
  /** Those of them that IndexedDB would not take. */
  readonly owed: Owed;
  /**
   * The journal cannot be read (any more) behind the checkpoint, which covers what the keyring knows.
   * To be rewritten from the copy before anything is added.
   */
  readonly damaged: boolean;
}

/**
 * `damaged-journal`: an entry or the chain was changed. `rolled-back`: the journal ends before the
 * head the keyring recorded, or the keyring is older than what was written under it.
 */
export async function load(
  parts: LoadParts,
  { root, end, long }: { readonly root: Root | null; readonly end: number; readonly long: LongWay },
): Promise<Whole> {
  const short = root === null ? null : await fromCheckpoint(parts, root, end);
  if (short !== null && short.whole) return ok(await settled(parts, short));
  const whole = await long(async (watch) => await fromJournal(parts, watch));
  if (short === null || (!whole.ok && whole.refusal === 'rolled-back')) return whole;
  if (whole.ok) {
    const seen = short.root.mark.head.count;
    return whole.value.reached.head.count < seen ? refuse('rolled-back') : whole;
  }
  // Only a checkpoint that knows all the keyring knows may stand in for a journal.
  if (short.reached.head.count < parts.expected.head.count) return whole;
  return ok({ ...(await settled(parts, short)), damaged: true });
}

/** The checkpoint's manifest carried forward; `whole` when the journal's end was reached. */
interface Short {
  readonly root: Root;
  readonly manifest: Manifest;
  readonly reached: Reached;
  readonly tail: ReadonlyMap<RowId, SealedRow>;
  readonly stale: ReadonlySet<BucketId>;
  readonly whole: boolean;
}

async function fromCheckpoint(parts: LoadParts, root: Root, end: number): Promise<Short | null> {
  const { generation, head } = root.mark;
  if (generation !== parts.generation || !fits(parts.expected, head)) return null;
  // A keyring that is older than this is judged by what was written under the newer one.
  if (root.keyring > parts.expected.keyring) return null;
  const manifest = await parts.checkpoints.manifest(root);
  if (manifest === null) return null;
  const tail = new Map<RowId, SealedRow>();
  const stale = new Set(root.unsettled);
  let reached: Reached = root.mark;
  const short = (whole: boolean): Short => ({ root, manifest, reached, tail, stale, whole });
  if (end < root.mark.end) return short(false);
  try {
    const entries = replay(parts.carrier, generation, parts.chain, root.mark);
    for (;;) {
      const step = await entries.next();
      if (step.done === true) {
        reached = step.value;
        return short(reached.head.count >= parts.expected.head.count);
      }
      if (!isExpected(parts.expected, step.value)) return short(false);
      apply(manifest, step.value);
      reached = { head: step.value.head, end: root.mark.end };
      for (const row of step.value.rows) {
        tail.set(row.id, row);
        stale.add(row.bucket);
      }
      await parts.breathe();
    }
  } catch (error) {
    if (error instanceof ProtocolError) return short(false);
    throw error;
  }
}

/** The copy may have missed what the tail says: the app can have died in between. */
async function settled({ rows, chain }: LoadParts, short: Short): Promise<Loaded> {
  const { manifest, reached, root, stale, tail } = short;
  let rebuilt = 0;
  const owed: Owed = new Map();
  const newest = [...tail.values()];
  for (let at = 0; at < newest.length; at += REBUILD_PAGE) {
    const page = newest.slice(at, at + REBUILD_PAGE);
    const answered = await rows.get(page.map(({ id }) => id));
    const copied = new Map((answered ?? []).map((row) => [row.id, row] as const));
    const wrong = page.filter(({ id, sealed }) => {
      const there = copied.get(id);
      return there === undefined
        ? sealed.length > 0
        : !manifest.matches(there, chain.hash(there.sealed));
    });
    await keepOrOwe(rows, wrong, owed);
    if (answered !== null) rebuilt += wrong.length;
  }
  return { manifest, reached, from: { root, stale }, rebuilt, owed, damaged: false };
}

async function fromJournal(parts: LoadParts, watch: Watch): Promise<Whole> {
  const { rows, expected } = parts;
  const owed: Owed = new Map();
  const empty = await rows.isEmpty();
  // A copy that cannot be read is filled like one that is empty.
  const fill = empty === false ? null : new Filling(rows, owed);
  const manifest = new Manifest();
  const entries = replay(parts.carrier, parts.generation, parts.chain, JOURNAL_START);
  try {
    for (;;) {
      const step = await entries.next();
      if (step.done === true) {
        const reached = step.value;
        if (reached.head.count < expected.head.count) return refuse('rolled-back');
        await fill?.end();
        const copy = { ...parts, owed, manifest, hash: parts.chain.hash };
        const missed = empty === true ? manifest.size : 0;
        const rebuilt = fill === null ? await reconcile(copy) : missed;
        return ok({ manifest, reached, from: null, rebuilt, owed, damaged: false });
      }
      if (step.value.keyring > expected.keyring) return refuse('rolled-back');
      if (!isExpected(expected, step.value)) return refuse('damaged-journal');
      apply(manifest, step.value);
      await fill?.take(step.value.rows);
      const { count } = step.value.head;
      watch.progress(count, Math.max(count, expected.head.count));
      await parts.breathe();
    }
  } catch (error) {
    if (error instanceof ProtocolError) return refuse('damaged-journal');
    throw error;
  }
}

/** An empty copy, or a silent one, is filled while the journal is read: later versions simply replace earlier ones. */
class Filling {
  readonly #rows: Rows;
  readonly #owed: Owed;
  #page = new Map<RowId, SealedRow>();

  constructor(rows: Rows, owed: Owed) {
    this.#rows = rows;
    this.#owed = owed;
  }

  async take(rows: readonly SealedRow[]): Promise<void> {
    for (const row of rows) this.#page.set(row.id, row);
    if (this.#page.size >= REBUILD_PAGE) await this.end();
  }

  async end(): Promise<void> {
    await keepOrOwe(this.#rows, [...this.#page.values()], this.#owed);
    this.#page = new Map();
  }
}

/** One proven entry into the manifest. */
export function apply(manifest: Manifest, { kind, rows, hashes }: OpenedEntry): void {
  for (const [index, row] of rows.entries()) {
    const hash = hashes[index];
    if (hash === undefined) throw new RangeError('an entry has one hash per row');
    if (kind === 'base') manifest.applyBase(row, hash);
    else manifest.apply(row, hash);
  }
}

const fits = (expected: Expected, head: Head): boolean =>
  head.count !== expected.head.count || equalBytes(head.chain, expected.head.chain);

const isExpected = (expected: Expected, { head, keyring }: OpenedEntry): boolean =>
  keyring <= expected.keyring && fits(expected, head);
