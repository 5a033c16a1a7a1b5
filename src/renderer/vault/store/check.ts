/**
 * Vault, store: what a checkpoint vouched for at unlock, read again in the background.
 *
 * First the copy, row by row; then the whole journal of the generation, its chain from the first
 * entry, and that every record's newest version stands in it. Commits go on meanwhile: what they
 * touch is newer than the check and left out of it.
 */
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import type { RowId } from '../../../../protocol/ids.ts';
import type { SealedRow } from '../../../contract/carrier.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Watch } from '../jobs.ts';
import { REWRITE_PAGE } from '../limits.ts';
import { compared, fetched } from './copy.ts';
import { replay } from './replay.ts';
import type { Store } from './store.ts';

export interface Found {
  /** Rows of the copy that were put right, or taken out because nobody knows them. */
  readonly repaired: number;
  /** Records whose place in the journal cannot be read or proven (any more); 0: it is sound. */
  readonly unproven: number;
}

/** `stopped`: on demand, or because a new generation was written, which proves every row itself. */
export async function check(store: Store, watch: Watch): Promise<Outcome<Found, 'stopped'>> {
  const changed = new Set<RowId>();
  const stop = store.onCommit((changes) => {
    for (const { id } of changes) changed.add(id);
  });
  try {
    return await new Check(store, watch, changed).run();
  } finally {
    stop();
  }
}

class Check {
  readonly #store: Store;
  readonly #watch: Watch;
  readonly #changed: ReadonlySet<RowId>;
  readonly #ground: Store['ground'];
  /** One mark per record there was at the beginning. */
  readonly #marks: Uint8Array;
  /** To be fetched from the journal. */
  readonly #wanted = new Set<RowId>();
  #repaired = 0;

  constructor(store: Store, watch: Watch, changed: ReadonlySet<RowId>) {
    this.#store = store;
    this.#watch = watch;
    this.#changed = changed;
    this.#ground = store.ground;
    this.#marks = new Uint8Array(store.manifest.slots);
  }

  async run(): Promise<Outcome<Found, 'stopped'>> {
    const target = this.#store.head();
    await this.#store.mend([...this.#store.owed.values()]);
    const suspects = await this.#copy();
    if (suspects === null) return refuse('stopped');
    for (let at = 0; at < suspects.length; at += REWRITE_PAGE) {
      await this.#judge(suspects.slice(at, at + REWRITE_PAGE));
    }
    this.#marks.fill(0);
    const sound = await this.#journal(target);
    if (sound === 'stopped') return refuse('stopped');
    const unproven = this.#unmarked().filter((id) => !this.#changed.has(id));
    if (!sound) await this.#fetchRest();
    return ok({
      repaired: this.#repaired,
      unproven: sound ? unproven.length : Math.max(1, unproven.length),
    });
  }

  get #over(): boolean {
    return this.#watch.stopped() || this.#store.ground !== this.#ground;
  }

  /** Names of rows that look wrong or are missing; null when the check is over. */
  async #copy(): Promise<readonly RowId[] | null> {
    const { manifest, rows, breathe } = this.#store;
    const { hash } = this.#ground.chain;
    const suspects = new Set<RowId>();
    for await (const one of compared({ rows, manifest, hash, breathe })) {
      if (this.#over) return null;
      if (one?.known === true) this.#mark(one.row.id);
      else if (one !== null) suspects.add(one.row.id);
    }
    return [...suspects, ...this.#unmarked().filter((id) => !suspects.has(id))];
  }

  /** Looks once more, while nothing is committed. */
  async #judge(ids: readonly RowId[]): Promise<void> {
    await this.#store.locked(async () => {
      const { manifest, rows, owed } = this.#store;
      if (this.#store.ground !== this.#ground) return;
      const { hash } = this.#ground.chain;
      const there = await rows.get(ids);
      // Nobody knows what such a copy holds; reading asks the journal.
      if (there === null) return;
      const wrong = there.filter((row) => !manifest.matches(row, hash(row.sealed)));
      await rows.remove(wrong.map(({ id }) => id));
      this.#repaired += wrong.filter(({ id }) => !manifest.has(id)).length;
      const bad = new Set(wrong.map(({ id }) => id));
      const sound = new Set(there.map(({ id }) => id).filter((id) => !bad.has(id)));
      for (const id of ids) {
        if (manifest.has(id) && !sound.has(id) && !owed.has(id)) this.#wanted.add(id);
      }
    });
  }

  async #journal(target: {
    readonly count: number;
    readonly chain: Uint8Array;
  }): Promise<boolean | 'stopped'> {
    const { parts, manifest, breathe } = this.#store;
    const { generation, chain } = this.#ground;
    if (target.count === 0) return true;
    try {
      for await (const entry of replay(parts.carrier, generation, chain)) {
        if (this.#over) return 'stopped';
        const proven = entry.rows.filter((row, index) =>
          manifest.matches(row, entry.hashes[index] ?? NO_BYTES),
        );
        for (const { id } of proven) this.#mark(id);
        await this.#mend(proven);
        this.#watch.progress(entry.head.count, target.count);
        if (entry.head.count === target.count) return equalBytes(entry.head.chain, target.chain);
        await breathe();
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
    }
    return this.#over ? 'stopped' : false;
  }

  /** The chain is broken: rows that something else vouches for may still be there. */
  async #fetchRest(): Promise<void> {
    if (this.#wanted.size === 0) return;
    const { parts, manifest, breathe } = this.#store;
    const { generation, chain } = this.#ground;
    const from = { carrier: parts.carrier, generation, manifest, hash: chain.hash, breathe };
    for await (const row of fetched(new Set(this.#wanted), from)) await this.#mend([row]);
    if (!this.#over) this.#store.lose([...this.#wanted].filter((id) => manifest.has(id)));
  }

  async #mend(proven: readonly SealedRow[]): Promise<void> {
    const rows = proven.filter(({ id }) => this.#wanted.has(id));
    if (rows.length === 0) return;
    this.#repaired += await this.#store.mend(rows);
    for (const { id } of rows) this.#wanted.delete(id);
  }

  #mark(id: RowId): void {
    const slot = this.#store.manifest.slotOf(id);
    if (slot < this.#marks.length) this.#marks[slot] = 1;
  }

  #unmarked(): readonly RowId[] {
    const { manifest } = this.#store;
    const ids: RowId[] = [];
    for (let slot = 0; slot < this.#marks.length; slot += 1) {
      if (this.#marks[slot] === 0 && manifest.isLive(slot)) ids.push(manifest.name(slot).id);
    }
    return ids;
  }
}

const NO_BYTES = new Uint8Array(0);
