/**
 * Vault, store: the packed lists, and when a checkpoint is written.
 *
 * After 512 entries, a while after the last change, and when asked (lock, rewrite). A checkpoint
 * that IndexedDB refuses is only a slower unlock.
 */
import type { BucketId } from '../../../../protocol/ids.ts';
import { CHECKPOINT_AFTER_MS, CHECKPOINT_EVERY_ENTRIES } from '../limits.ts';
import { serial } from '../serial.ts';
import type { Checkpoints, PackedLines } from './checkpoint.ts';
import { Lines } from './heads.ts';
import type { Loaded } from './load.ts';
import type { Store } from './store.ts';
import type { Change, HeadKind, VaultStore } from './vault-store.ts';

export class HeadBook {
  readonly #store: Store;
  readonly #from: Loaded['from'];
  readonly #lines = new Map<HeadKind, PackedLines>();
  /** Buckets that were committed to, and whose line was not set since. */
  readonly #unsettled = new Set<BucketId>();
  readonly #oneByOne = serial();
  readonly #checkpoints: Checkpoints;
  #look: (() => unknown) | null = null;
  #entries = 0;
  #changed: boolean;
  #cancel: (() => void) | null = null;
  #stopped = false;
  #bare = false;

  constructor(store: Store, from: Loaded['from'], checkpoints: Checkpoints) {
    this.#store = store;
    this.#from = from;
    this.#checkpoints = checkpoints;
    if (from === null) checkpoints.anew();
    this.#changed = from === null || from.stale.size > 0;
  }

  readonly firstLook: VaultStore['firstLook'] = (make) => {
    this.#look = make;
    this.#later();
  };

  readonly heads: VaultStore['heads'] = async (kind, { parse, read }) => {
    const { manifest, breathe } = this.#store;
    const set = (bucket: BucketId): void => {
      this.#unsettled.delete(bucket);
      this.#touch();
    };
    let lines = new Lines(set, parse);
    const kept =
      this.#from !== null && (await this.#checkpoints.lines(this.#from.root, kind, lines));
    if (!kept) lines = new Lines(set, parse);
    const anew = kept ? (this.#from?.stale ?? []) : [...manifest.buckets()];
    for (const bucket of anew) {
      lines.set(bucket, manifest.count(bucket) === 0 ? null : await read(bucket));
      await breathe();
    }
    this.#lines.set(kind, lines);
    return lines;
  };

  /** These changes are durable. */
  committed(changes: readonly Change[], entries: number): void {
    for (const { bucket } of changes) this.#unsettled.add(bucket);
    this.#entries += entries;
    this.#touch();
    if (this.#entries >= CHECKPOINT_EVERY_ENTRIES) void this.checkpoint();
  }

  /**
   * Another generation: no page of the old checkpoint is true of it. Where buckets were dropped, the
   * lists may still show them for a moment: the first checkpoint after that keeps neither.
   */
  moved(dropped: boolean): void {
    this.#checkpoints.moved(this.#store.ground.sheets);
    this.#bare = dropped;
    this.#touch();
  }

  readonly checkpoint = async (): Promise<void> => {
    this.#rest();
    await this.#oneByOne(async () => {
      if (!this.#changed || this.#stopped) return;
      const { locked } = this.#store;
      const write = await locked(async () => this.#take());
      const again = this.#bare;
      this.#bare = false;
      try {
        await write();
      } catch {
        this.#touch();
      }
      if (again) this.#touch();
    });
  };

  stop(): void {
    this.#stopped = true;
    this.#rest();
  }

  /** Under the commit lock, so that mark, manifest and lines are of one moment. */
  #take(): () => Promise<void> {
    this.#changed = false;
    this.#entries = 0;
    const { manifest } = this.#store;
    return this.#checkpoints.take({
      mark: this.#store.mark(),
      keyring: this.#store.parts.keys.current().counter,
      manifest,
      lines: this.#bare ? NO_LINES : this.#lines,
      unsettled: [...this.#unsettled],
      look: this.#bare ? null : (this.#look?.() ?? null),
    });
  }

  #touch(): void {
    this.#changed = true;
    this.#later();
  }

  /** Counted from the last change on. */
  #later(): void {
    if (this.#stopped) return;
    this.#rest();
    this.#cancel = this.#store.parts.env.later(CHECKPOINT_AFTER_MS, () => void this.checkpoint());
  }

  #rest(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}

const NO_LINES: ReadonlyMap<HeadKind, PackedLines> = new Map();
