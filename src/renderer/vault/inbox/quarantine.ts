/**
 * Vault, inbox: authentic messages nobody can place yet, from a device no known document lists, of a
 * type this version does not know, or of a conversation this device does not hold.
 *
 * Sealed like everything, at most 1,000, at most 20 of one sender, for 30 days (PROTOCOL §3).
 */
import * as v from 'valibot';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { BucketId, RowId } from '../../../../protocol/ids.ts';
import {
  QUARANTINE_LIFE_MS,
  QUARANTINE_PER_SENDER,
  QUARANTINE_ROWS,
} from '../../../../protocol/limits.ts';
import { bodyHash } from '../../../../protocol/talk/names.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/store.ts';
import type { Held } from './judge.ts';

const schema = v.object({ sender: v.string(), body: v.string(), arrived: v.number() });

interface Waiting {
  readonly id: RowId;
  readonly seq: number;
  readonly sender: string;
  readonly arrived: number;
}

export interface Quarantine {
  /** The write that keeps it, or null when it is there already or its sender has too many. */
  readonly keep: (held: Held, now: number) => Change | null;
  /** Takes over what was just committed. */
  readonly put: (change: Change) => void;
  /** Everything that waits, to be judged again; `drop` removes one that found its place. */
  readonly waiting: () => Promise<readonly { readonly held: Held; readonly drop: Change }[]>;
  /** Writes that remove what has waited too long or is too many. */
  readonly overdue: (now: number) => readonly Change[];
}

export async function openQuarantine(
  store: Pick<VaultStore, 'has' | 'get' | 'newest'>,
  bucket: BucketId,
  dataKey: Uint8Array,
): Promise<Quarantine> {
  const rows = new Map<RowId, Waiting>();
  const page = { upTo: Number.MAX_SAFE_INTEGER, limit: QUARANTINE_ROWS };
  for (const { id, seq, value } of await store.newest(bucket, 'quarantine', page)) {
    const { sender, arrived } = v.parse(schema, value);
    rows.set(id, { id, seq, sender, arrived });
  }
  const removal = ({ id, seq }: Waiting): Change => ({
    bucket,
    table: 'quarantine',
    id,
    seq,
    value: null,
  });

  return {
    keep: ({ senderPk, body, bodyHash: hash }, now) => {
      const sender = bytesToHex(senderPk);
      const id = rowIdOf(dataKey, 'quarantine', `${sender}/${hash}`);
      const ofSender = [...rows.values()].filter((row) => row.sender === sender);
      if (rows.has(id) || ofSender.length >= QUARANTINE_PER_SENDER) return null;
      const seq = 1 + Math.max(0, ...[...rows.values()].map((row) => row.seq));
      const value = { sender, body: new TextDecoder().decode(body), arrived: now };
      return { bucket, table: 'quarantine', id, seq, value };
    },
    put: ({ id, seq, value }) => {
      if (value === null) rows.delete(id);
      else rows.set(id, { id, seq, ...v.parse(schema, value) });
    },
    waiting: async () => {
      const all = [...rows.values()].toSorted((a, b) => a.seq - b.seq);
      return await Promise.all(
        all.map(async (row) => {
          const { sender, body } = v.parse(schema, await store.get('quarantine', row.id));
          const bytes = utf8ToBytes(body);
          return {
            held: { senderPk: fromHex(sender), body: bytes, bodyHash: bodyHash(bytes) },
            drop: removal(row),
          };
        }),
      );
    },
    overdue: (now) => {
      const oldestFirst = [...rows.values()].toSorted((a, b) => a.seq - b.seq);
      const surplus = new Set(oldestFirst.slice(0, Math.max(0, rows.size - QUARANTINE_ROWS)));
      return oldestFirst
        .filter((row) => surplus.has(row) || now - row.arrived > QUARANTINE_LIFE_MS)
        .map(removal);
    },
  };
}

const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
