/**
 * How long unlock takes besides the passphrase: the journal replayed and proven, and the copy
 * compared with it. IndexedDB itself is left out (a Map stands in for it), so these are lower bounds.
 */
import { sha512 } from '@noble/hashes/sha2.js';
import { BucketId, RowId } from '../../protocol/ids.ts';
import type { SealedRow } from '../../src/contract/carrier.ts';
import { ok } from '../../src/contract/outcome.ts';
import { loadSodium } from '../../src/renderer/vault/keys/passphrase.ts';
import { chainKeyOf, NO_ENTRIES, type Chain } from '../../src/renderer/vault/store/entry.ts';
import { readJournal, reconcile } from '../../src/renderer/vault/store/reconcile.ts';
import type { Rows } from '../../src/renderer/vault/store/rows.ts';
import { openStore, type Change } from '../../src/renderer/vault/store/store.ts';

const COUNTS = [1_000, 10_000, 50_000];
const TEXT = 'x'.repeat(300);
const PAGE = 200;

/** Work done, not time passed: other programs on the machine do not count. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const sodium = await loadSodium();
const chain = (hash: Chain['hash']): Chain => ({
  chainKey: chainKeyOf(new Uint8Array(32).fill(7)),
  hash,
  skip: 0,
});
const native = chain((sealed) => sodium.crypto_hash_sha512(sealed).slice(0, 32));
const plain = chain((sealed) => sha512(sealed).slice(0, 32));

function rowsInMemory(): Rows {
  const rows = new Map<RowId, SealedRow>();
  return {
    keep: async (some) => {
      for (const row of some) rows.set(row.id, row);
    },
    get: async (id) => rows.get(id),
    newest: async () => [],
    at: async () => [],
    after: async (after, limit) => {
      const sorted = sortedIds ?? (sortedIds = [...rows.keys()].toSorted());
      const start = after === null ? 0 : sorted.indexOf(after) + 1;
      return sorted.slice(start, start + limit).flatMap((id) => rows.get(id) ?? []);
    },
    remove: async () => undefined,
    close: () => undefined,
  };
}
let sortedIds: readonly RowId[] | null = null;

for (const count of COUNTS) {
  sortedIds = null;
  const entries: Uint8Array[] = [];
  const carrier = {
    append: async ({ entries: more }: { readonly entries: readonly Uint8Array[] }) => {
      entries.push(...more);
      return ok(null);
    },
    replay: async ({ from }: { readonly from: number }) => {
      const page = entries.slice(from, from + PAGE);
      return { entries: page, next: from + page.length, end: from + page.length >= entries.length };
    },
  };
  const rows = rowsInMemory();
  const expected = { head: NO_ENTRIES, keyring: 1 };
  const empty = await readJournal(carrier, native, expected);
  if (!empty.ok) throw new Error(empty.refusal);
  const bucket = BucketId.random();
  const dataKey = new Uint8Array(32).fill(1);
  const store = openStore(
    { carrier, rows, chain: native, keyOf: () => dataKey, keyring: () => 1 },
    empty.value,
  );
  const head = RowId.random();
  for (let i = 0; i < count; i += 1) {
    const value = { sender: TEXT.slice(0, 64), body: TEXT, arrived: i };
    const message: Change = { bucket, table: 'message', id: RowId.random(), seq: i + 1, value };
    await store.commit([
      message,
      { bucket, table: 'conversation', id: head, seq: 0, value: { TEXT } },
    ]);
  }
  const timed = async (with_: Chain): Promise<readonly [number, number]> => {
    const start = cpuMs();
    const journal = await readJournal(carrier, with_, expected);
    if (!journal.ok) throw new Error(journal.refusal);
    const read = cpuMs();
    await reconcile(rows, carrier, { manifest: journal.value.manifest, chain: with_ });
    return [read - start, cpuMs() - read];
  };
  const [replayMs, compareMs] = await timed(native);
  const [replayNobleMs] = await timed(plain);
  const megabytes = entries.reduce((sum, { length }) => sum + length, 0) / 2 ** 20;
  const round = (n: number): number => Math.round(n);
  process.stdout.write(
    `${JSON.stringify({ messages: count, journalMb: round(megabytes), replayMs: round(replayMs), replayNobleMs: round(replayNobleMs), compareMs: round(compareMs) })}\n`,
  );
}
