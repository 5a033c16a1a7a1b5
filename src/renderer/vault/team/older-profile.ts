/**
 * Vault, team: the alarm that an older copy of this whole profile was put back. It is told at every
 * unlock until somebody has acknowledged it: the relay's proof is gone with the next bundle.
 */
import * as v from 'valibot';
import type { BucketId } from '../../../../protocol/ids.ts';
import type { Trouble } from '../../../contract/jobs.ts';
import { ok, type Outcome } from '../../../contract/outcome.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';

interface Parts {
  readonly store: Pick<VaultStore, 'has' | 'get' | 'commit'>;
  readonly own: BucketId;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
  readonly trouble: (trouble: Trouble) => void;
}

const schema = v.object({ count: v.number() });

/** Reads whether the alarm stands, and tells nobody yet. */
export async function openOlderProfile(parts: Parts): Promise<OlderProfile> {
  const id = rowOf(parts);
  const kept = parts.store.has(id) ? await parts.store.get('setting', id) : null;
  return new OlderProfile(parts, kept === null ? null : v.parse(schema, kept).count);
}

export class OlderProfile {
  readonly #parts: Parts;
  /** How far the profile was behind; null while nothing is wrong. */
  #behind: number | null;
  /** It is on the disk, or needs not be. */
  #kept = true;

  constructor(parts: Parts, behind: number | null) {
    this.#parts = parts;
    this.#behind = behind;
  }

  /** Says it again, if it still stands. */
  tell(): void {
    if (this.#behind !== null) {
      this.#parts.trouble({ kind: 'older-profile', count: this.#behind });
    }
  }

  /** Told once for each unlock, and durable when it answers, unless the disk is full: then it is tried again. */
  async raise(count: number): Promise<void> {
    const isNew = this.#behind === null;
    this.#behind ??= count;
    if (isNew) this.tell();
    if (!isNew && this.#kept) return;
    const written = await this.#write({ count: this.#behind });
    this.#kept = written.ok;
  }

  /** Somebody has read it. */
  async acknowledge(): Promise<Outcome<null, 'disk-full'>> {
    if (this.#behind === null) return ok(null);
    const written = await this.#write(null);
    if (written.ok) this.#behind = null;
    return written;
  }

  async #write(value: Change['value']): Promise<Outcome<null, 'disk-full'>> {
    const { store, own } = this.#parts;
    const id = rowOf(this.#parts);
    return await store.commit([{ bucket: own, table: 'setting', id, seq: 0, value }]);
  }
}

const rowOf = ({ nameKey, own }: Parts) => rowIdOf(nameKey(own), 'setting', 'older-profile');
