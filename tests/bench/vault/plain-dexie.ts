/**
 * The peer in the same Worker: Dexie with the same rows in clear and the indexes one would give them.
 *
 * Its source is put into the packaged app's Worker by the debugger; the product's own copy is bundled
 * and cannot be reached from outside.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Worker } from 'playwright-core';
import { cutAt, noiseOf, type Sizes } from './corpus.ts';
import { caseRow, evidenceRow, lineRow, messageRow } from './peer-rows.ts';

const require = createRequire(import.meta.url);
const PAGE = 5_000;

/** What of Dexie the peer uses. */
export interface PlainDb {
  readonly close: () => void;
  readonly table: (name: string) => PlainTable;
}
interface PlainTable {
  readonly bulkPut: (rows: readonly object[]) => Promise<unknown>;
  readonly bulkGet: (keys: readonly number[]) => Promise<readonly object[]>;
  readonly put: (row: object) => Promise<unknown>;
  readonly orderBy: (index: string) => PlainQuery;
  readonly where: (index: string) => {
    readonly between: (a: unknown, b: unknown) => PlainQuery;
    readonly above: (a: unknown) => PlainQuery;
    readonly equals: (a: string) => PlainQuery;
    readonly startsWith: (a: string) => PlainQuery;
  };
}
interface PlainQuery {
  readonly reverse: () => PlainQuery;
  readonly limit: (n: number) => PlainQuery;
  readonly toArray: () => Promise<readonly object[]>;
  readonly primaryKeys: () => Promise<readonly number[]>;
}

/** What the peer's Worker knows besides: {@link bringDexie} makes it known. */
export interface WithPeer {
  readonly peer: {
    readonly open: () => Promise<PlainDb>;
    /** Writes rows, with the words of their text where the table is searched. */
    readonly put: (db: PlainDb, table: string, rows: readonly object[]) => Promise<void>;
  };
}

/** Makes Dexie and the peer's database known in this Worker. Again after each reload. */
export async function bringDexie(vault: Worker): Promise<void> {
  const source = await readFile(require.resolve('dexie/dist/dexie.min.js'), 'utf8');
  await vault.evaluate(source);
  await vault.evaluate(() => {
    interface Opening extends PlainDb {
      readonly version: (n: number) => { readonly stores: (all: Record<string, string>) => void };
      readonly open: () => Promise<unknown>;
    }
    const scope = globalThis as unknown as {
      readonly Dexie: new (name: string, options: object) => Opening;
      peer: WithPeer['peer'];
    };
    scope.peer = {
      open: async () => {
        const db = new scope.Dexie('peer-plain', { chromeTransactionDurability: 'strict' });
        db.version(1).stores({
          messages: 'id,[conversation+seq],*words',
          conversations: 'id,lastAt',
          cases: 'id,*words',
          evidence: 'id,*words',
        });
        await db.open();
        return db;
      },
      put: async (db, table, rows) => {
        const found = rows.map((row) => {
          const text: unknown = Reflect.get(row, 'text');
          if (typeof text !== 'string') return row;
          return { ...row, words: [...new Set(text.split(/[ .]+/u))] };
        });
        await db.table(table).bulkPut(found);
      },
    };
  });
}

/** Fills the peer's database. */
export async function fillPlain(vault: Worker, sizes: Sizes): Promise<void> {
  await bringDexie(vault);
  const { messages, conversations, cases, evidence } = sizes;
  await fill(vault, 'messages', messages, (n) => messageRow(n, sizes));
  await fill(vault, 'conversations', conversations, (n) => lineRow(n, sizes));
  await fill(vault, 'cases', cases, (n) => caseRow(n, sizes));
  const length = sizes.evidenceBytes;
  const cut = (n: number): Cut => ({ from: cutAt(n, length), length });
  const noise = Buffer.from(noiseOf(sizes)).toString('base64');
  await fill(
    vault,
    'evidence',
    evidence,
    (n) => ({ ...evidenceRow(n, sizes), cut: cut(n) }),
    noise,
  );
}

async function fill(
  vault: Worker,
  table: string,
  count: number,
  rowOf: (n: number) => object,
  noise = '',
): Promise<void> {
  for (let from = 0; from < count; from += PAGE) {
    const rows = Array.from({ length: Math.min(PAGE, count - from) }, (_, n) => rowOf(from + n));
    await vault.evaluate(write, { table, rows, noise });
  }
}

/** Which bytes of the noise a row has. */
interface Cut {
  readonly from: number;
  readonly length: number;
}

async function write({
  table,
  rows,
  noise,
}: {
  readonly table: string;
  readonly rows: readonly { readonly cut?: Cut }[];
  readonly noise: string;
}): Promise<void> {
  const { peer } = globalThis as unknown as WithPeer;
  const db = await peer.open();
  const all = Uint8Array.from(atob(noise), (one) => one.charCodeAt(0));
  const whole = rows.map(({ cut, ...row }) =>
    cut === undefined ? row : { ...row, bytes: all.slice(cut.from, cut.from + cut.length) },
  );
  await peer.put(db, table, whole);
  db.close();
}

export interface PlainTimes {
  /** The database opened, ms. Ours is open before a key is pressed; so its time stands apart. */
  readonly openingMs: number;
  /** The 50 newest conversations read, ms. */
  readonly listMs: number;
  /** The newest 100 messages of the long conversation, ms. */
  readonly conversationMs: number;
  /** All of its messages. */
  readonly wholeConversationMs: number;
  /** One message, durability strict, ms. */
  readonly writeMs: number;
}

/** One round in a Worker that has not opened the database yet. */
export async function timePlain(vault: Worker): Promise<PlainTimes> {
  await bringDexie(vault);
  return await vault.evaluate(async () => {
    const { peer } = globalThis as unknown as WithPeer;
    const start = performance.now();
    const db = await peer.open();
    const opened = performance.now();
    await db.table('conversations').orderBy('lastAt').reverse().limit(50).toArray();
    const listed = performance.now();
    const long = () =>
      db.table('messages').where('[conversation+seq]').between([0, 0], [0, 1e9]).reverse();
    await long().limit(100).toArray();
    const newest = performance.now();
    await long().toArray();
    const read = performance.now();
    const message = { id: -1, conversation: 0, seq: 1e9, at: 0, text: 'x' };
    await peer.put(db, 'messages', [message]);
    const written = performance.now();
    db.close();
    return {
      openingMs: opened - start,
      listMs: listed - opened,
      conversationMs: newest - listed,
      wholeConversationMs: read - newest,
      writeMs: written - read,
    };
  });
}
