/** What else the plain peer is asked in the same Worker: to search, to take messages in, to be copied. */
import type { Worker } from 'playwright-core';
import { seeded, type Sizes } from './corpus.ts';
import { messageRow } from './peer-rows.ts';
import { bringDexie, type PlainDb, type WithPeer } from './plain-dexie.ts';
import { FOUND_AT_MOST, QUERIES, query, type Query } from './queries.ts';
import { percentile, rounded } from './statistics.ts';

/** Rows that are taken in, or copied, in one step. */
const STEP = 500;

export interface PlainUses {
  readonly searchP50Ms: number;
  readonly searchP95Ms: number;
  /** 10,000 messages out of JSON text. */
  readonly importSeconds: number;
  /** Every row as JSON, evidence as bytes, into a file of the origin's own. */
  readonly backupMbPerSecond: number;
}

/** Everything in one Worker that was begun anew. */
export async function usePlain(vault: Worker, sizes: Sizes, imported: number): Promise<PlainUses> {
  await bringDexie(vault);
  const random = seeded(sizes.seed);
  const queries = Array.from({ length: QUERIES }, (_, n) => query(n, random));
  const searches = await vault.evaluate(search, { queries, limit: FOUND_AT_MOST });
  const from = sizes.messages;
  const more = { ...sizes, messages: from + imported };
  const rows = Array.from({ length: imported }, (_, n) => messageRow(from + n, more));
  const importMs = await vault.evaluate(takeIn, { json: JSON.stringify(rows), step: STEP });
  const { bytes, ms } = await vault.evaluate(copy, STEP);
  return {
    searchP50Ms: rounded(percentile(searches, 50)),
    searchP95Ms: rounded(percentile(searches, 95)),
    importSeconds: rounded(importMs / 1000),
    backupMbPerSecond: rounded(bytes / 2 ** 20 / (ms / 1000)),
  };
}

/** ms each, until the newest rows are there. */
async function search({
  queries,
  limit,
}: {
  readonly queries: readonly Query[];
  readonly limit: number;
}): Promise<readonly number[]> {
  const { peer } = globalThis as unknown as WithPeer;
  const db = await peer.open();
  const keysOf = async (table: string, { words, isBeginning }: Query) => {
    const index = db.table(table).where('words');
    const [one = '', ...others] = words;
    // One word's rows lie in order, newest last: no more of them are read than are shown.
    if (others.length === 0 && !isBeginning) {
      return await index.equals(one).reverse().limit(limit).primaryKeys();
    }
    const lists = await Promise.all(
      words.map((word) =>
        (isBeginning ? index.startsWith(word) : index.equals(word)).primaryKeys(),
      ),
    );
    const [first = [], ...rest] = lists.map((keys) => new Set(keys));
    return [...first]
      .filter((key) => rest.every((keys) => keys.has(key)))
      .toSorted((a, b) => b - a)
      .slice(0, limit);
  };
  const times: number[] = [];
  for (const one of queries) {
    const start = performance.now();
    for (const table of ['messages', 'cases', 'evidence']) {
      await db.table(table).bulkGet(await keysOf(table, one));
    }
    times.push(performance.now() - start);
  }
  db.close();
  return times;
}

async function takeIn({
  json,
  step,
}: {
  readonly json: string;
  readonly step: number;
}): Promise<number> {
  const { peer } = globalThis as unknown as WithPeer;
  const db = await peer.open();
  const start = performance.now();
  const rows = JSON.parse(json) as readonly object[];
  for (let at = 0; at < rows.length; at += step) {
    await peer.put(db, 'messages', rows.slice(at, at + step));
  }
  const ms = performance.now() - start;
  db.close();
  return ms;
}

async function copy(step: number): Promise<{ readonly bytes: number; readonly ms: number }> {
  interface File {
    readonly write: (bytes: Uint8Array, at: { readonly at: number }) => number;
    readonly flush: () => void;
    readonly close: () => void;
  }
  const { peer } = globalThis as unknown as WithPeer;
  const db: PlainDb = await peer.open();
  const folder = await navigator.storage.getDirectory();
  const handle = (await folder.getFileHandle('peer-copy', { create: true })) as unknown as {
    readonly createSyncAccessHandle: () => Promise<File>;
  };
  const file = await handle.createSyncAccessHandle();
  const encoder = new TextEncoder();
  const start = performance.now();
  let at = 0;
  const put = (bytes: Uint8Array): void => {
    at += file.write(bytes, { at });
  };
  for (const table of ['messages', 'conversations', 'cases', 'evidence']) {
    let after: unknown;
    for (;;) {
      const rest = db.table(table);
      const page =
        after === undefined
          ? await rest.orderBy('id').limit(step).toArray()
          : await rest.where('id').above(after).limit(step).toArray();
      for (const row of page) {
        const bytes: unknown = Reflect.get(row, 'bytes');
        put(encoder.encode(`${JSON.stringify({ ...row, bytes: 0, words: 0 })}\n`));
        if (bytes instanceof Uint8Array) put(bytes);
      }
      const last = page.at(-1);
      if (last === undefined) break;
      after = Reflect.get(last, 'id');
    }
  }
  file.flush();
  const ms = performance.now() - start;
  file.close();
  await folder.removeEntry('peer-copy');
  db.close();
  return { bytes: at, ms };
}
