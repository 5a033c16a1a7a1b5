/**
 * The peer in the same Worker: Dexie with the same rows in clear and the indexes one would give them.
 *
 * Its source is put into the packaged app's Worker by the debugger; the product's own copy is bundled
 * and cannot be reached from outside.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Worker } from 'playwright-core';
import { conversationOf, textOf, writtenAt, type Sizes } from './corpus.ts';

const require = createRequire(import.meta.url);
const PAGE = 5_000;
const DATABASE = 'peer-plain';

/** What of Dexie the peer uses. */
interface PlainDb {
  readonly version: (n: number) => { readonly stores: (all: Record<string, string>) => void };
  readonly open: () => Promise<unknown>;
  readonly close: () => void;
  readonly table: (name: string) => PlainTable;
}
interface PlainTable {
  readonly bulkPut: (rows: readonly object[]) => Promise<unknown>;
  readonly put: (row: object) => Promise<unknown>;
  readonly orderBy: (index: string) => PlainQuery;
  readonly where: (index: string) => { readonly between: (a: unknown, b: unknown) => PlainQuery };
}
interface PlainQuery {
  readonly reverse: () => PlainQuery;
  readonly limit: (n: number) => PlainQuery;
  readonly toArray: () => Promise<readonly object[]>;
}
type WithDexie = {
  Dexie: (new (name: string, options: object) => PlainDb) & {
    delete: (name: string) => Promise<void>;
  };
};

/** Makes `Dexie` known in this Worker. Again after each reload. */
async function bringDexie(vault: Worker): Promise<void> {
  const source = await readFile(require.resolve('dexie/dist/dexie.min.js'), 'utf8');
  await vault.evaluate(source);
}

/** Fills the peer's database; the newest conversation is the long one. */
export async function fillPlain(vault: Worker, sizes: Sizes): Promise<void> {
  await bringDexie(vault);
  for (let from = 0; from < sizes.messages; from += PAGE) {
    const rows = Array.from({ length: Math.min(PAGE, sizes.messages - from) }, (_, i) => {
      const n = from + i;
      const conversation = conversationOf(n, sizes);
      return { id: `m${n}`, conversation, seq: n, at: writtenAt(n, sizes), text: textOf(n) };
    });
    await vault.evaluate(write, { database: DATABASE, table: 'messages', rows });
  }
  const conversations = Array.from({ length: sizes.conversations }, (_, n) => ({
    id: n,
    name: `Ahorn ${n}`,
    preview: textOf(n),
    lastAt: writtenAt(n, sizes),
    unread: n % 3,
    language: 'de',
  }));
  await vault.evaluate(write, { database: DATABASE, table: 'conversations', rows: conversations });
}

export interface PlainFigures {
  /** Database opened and the 50 newest conversations read, ms. */
  readonly listMs: number;
  /** The newest 100 messages of the long conversation, ms. */
  readonly conversationMs: number;
  /** One message, durability strict, ms. */
  readonly writeMs: number;
}

/** One round in a Worker that has not opened the database yet. */
export async function measurePlain(vault: Worker): Promise<PlainFigures> {
  await bringDexie(vault);
  return await vault.evaluate(async (database) => {
    const { Dexie } = globalThis as unknown as WithDexie;
    const start = performance.now();
    const db = new Dexie(database, { chromeTransactionDurability: 'strict' });
    db.version(1).stores({ messages: 'id,[conversation+seq]', conversations: 'id,lastAt' });
    await db.open();
    await db.table('conversations').orderBy('lastAt').reverse().limit(50).toArray();
    const listed = performance.now();
    const long = db.table('messages').where('[conversation+seq]');
    await long.between([0, 0], [0, Number.MAX_SAFE_INTEGER]).reverse().limit(100).toArray();
    const read = performance.now();
    await db.table('messages').put({ id: 'new', conversation: 0, seq: 1e9, at: 0, text: 'x' });
    const written = performance.now();
    db.close();
    return { listMs: listed - start, conversationMs: read - listed, writeMs: written - read };
  }, DATABASE);
}

async function write({
  database,
  table,
  rows,
}: {
  readonly database: string;
  readonly table: string;
  readonly rows: readonly object[];
}): Promise<void> {
  const { Dexie } = globalThis as unknown as WithDexie;
  const db = new Dexie(database, { chromeTransactionDurability: 'strict' });
  db.version(1).stores({ messages: 'id,[conversation+seq]', conversations: 'id,lastAt' });
  await db.open();
  await db.table(table).bulkPut(rows);
  db.close();
}
