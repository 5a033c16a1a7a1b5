/**
 * Vault, renewal: the devices this vault was before its identity keys were renewed, kept by their public keys.
 *
 * The record is written before the keys are exchanged. So whoever opens the vault afterwards can tell what
 * happened: the last one named is the device itself, and nothing did, or another, and its rows are to be settled.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { DeviceId, type BucketId, type RowId } from '../../../../protocol/ids.ts';
import type { DevicePublic } from '../audit/export.ts';
import { MAX_FORMER } from '../limits.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';

const key = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const schema = v.object({
  /** The newest last. */
  devices: v.array(
    v.object({
      id: v.pipe(
        v.string(),
        v.transform((raw) => DeviceId(raw)),
      ),
      login: key,
      sign: key,
      ik: key,
    }),
  ),
  /** Nothing hangs on the last of them any more. */
  settled: v.boolean(),
});

type Row = v.InferOutput<typeof schema>;
type Former = Row['devices'][number];

export interface FormerParts {
  readonly store: Pick<VaultStore, 'has' | 'get'>;
  readonly own: BucketId;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

export class FormerDevices {
  readonly #parts: FormerParts;
  readonly #row: Row;
  readonly #own: DeviceId;

  constructor(parts: FormerParts, row: Row, own: DeviceId) {
    this.#parts = parts;
    this.#row = row;
    this.#own = own;
  }

  /** Without the device as it is now, which is named where a renewal was begun and never came to be. */
  get ids(): readonly DeviceId[] {
    return this.#row.devices.map(({ id }) => id).filter((id) => id !== this.#own);
  }

  /** The device whose rows are still to be settled; null: everything here is this device's. */
  get unsettled(): DeviceId | null {
    const last = this.#row.devices.at(-1)?.id ?? this.#own;
    return this.#row.settled || last === this.#own ? null : last;
  }

  keysOf(device: string): DevicePublic | null {
    const one = this.#row.devices.find(({ id }) => id === device);
    if (one === undefined) return null;
    return { login: hexToBytes(one.login), sign: hexToBytes(one.sign), ik: hexToBytes(one.ik) };
  }

  /** The write before the keys are exchanged. */
  beginning({ login, sign, ik }: DevicePublic): Change {
    const now: Former = {
      id: this.#own,
      login: bytesToHex(login),
      sign: bytesToHex(sign),
      ik: bytesToHex(ik),
    };
    const before = this.#row.devices.filter(({ id }) => id !== this.#own);
    return this.#change({ devices: [...before, now].slice(-MAX_FORMER), settled: false });
  }

  /** The write after which nothing hangs on the former device. */
  settling(): Change {
    return this.#change({ ...this.#row, settled: true });
  }

  #change(value: Row): Change {
    const { own: bucket } = this.#parts;
    return { bucket, table: 'setting', id: rowOf(this.#parts), seq: 0, value };
  }
}

export async function formerDevices(parts: FormerParts, own: DeviceId): Promise<FormerDevices> {
  const id = rowOf(parts);
  const kept = parts.store.has(id) ? await parts.store.get('setting', id) : null;
  const row = kept === null ? { devices: [], settled: true } : v.parse(schema, kept);
  return new FormerDevices(parts, row, own);
}

const rowOf = ({ own, nameKey }: FormerParts): RowId => rowIdOf(nameKey(own), 'setting', 'renewal');
