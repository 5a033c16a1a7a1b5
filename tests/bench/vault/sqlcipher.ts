/**
 * The other peer: SQLCipher (Debian's program) with the same rows, opened by a raw key so that its own
 * key derivation, which has nothing to do with reading a list, is left out.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { conversationOf, textOf, writtenAt, type Sizes } from './corpus.ts';
import { mean, rounded } from './statistics.ts';

const KEY = `PRAGMA key = "x'${'2f'.repeat(32)}'";`;
/** Its clock counts whole milliseconds: the mean of many rounds says more than any one of them. */
const ROUNDS = 60;

export interface SqlcipherFigures {
  /** Database opened and the 50 newest conversations read, ms; the mean. */
  readonly listMs: number;
  readonly conversationMs: number;
  /** One message, `synchronous=FULL`, write-ahead log, ms. */
  readonly writeMs: number;
  readonly version: string;
}

/** Null where the program is not installed. */
export async function measureSqlcipher(
  folder: string,
  sizes: Sizes,
): Promise<SqlcipherFigures | null> {
  if (spawnSync('sqlcipher', ['-version']).status !== 0) return null;
  const database = path.join(folder, 'peer.db');
  await rm(database, { force: true });
  const script = path.join(folder, 'peer.sql');
  await writeFile(script, [...inserts(sizes)].join('\n'));
  execFileSync('sqlcipher', [database, `.read ${script}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await rm(script);
  const rounds = Array.from({ length: ROUNDS }, () => round(database));
  return {
    listMs: rounded(mean(rounds.map(({ list }) => list))),
    conversationMs: rounded(mean(rounds.map(({ conversation }) => conversation))),
    writeMs: rounded(mean(rounds.map(({ write }) => write))),
    version:
      execFileSync('sqlcipher', ['-version'], { encoding: 'utf8' }).trim().split(' ')[0] ?? '',
  };
}

function* inserts(sizes: Sizes): Generator<string> {
  yield KEY;
  yield 'PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; BEGIN;';
  yield 'CREATE TABLE messages (id TEXT PRIMARY KEY, conversation INT, seq INT, at INT, text TEXT);';
  yield 'CREATE TABLE conversations (id INT PRIMARY KEY, name TEXT, preview TEXT, lastAt INT, unread INT);';
  for (let n = 0; n < sizes.messages; n += 1) {
    yield `INSERT INTO messages VALUES ('m${n}',${conversationOf(n, sizes)},${n},${writtenAt(n, sizes)},'${textOf(n)}');`;
  }
  for (let n = 0; n < sizes.conversations; n += 1) {
    yield `INSERT INTO conversations VALUES (${n},'Ahorn ${n}','${textOf(n)}',${writtenAt(n, sizes)},${n % 3});`;
  }
  yield 'CREATE INDEX place ON messages (conversation, seq); CREATE INDEX last ON conversations (lastAt);';
  yield 'COMMIT; PRAGMA wal_checkpoint(TRUNCATE);';
}

/** `.timer on` prints a line per statement: `Run Time: real 0.001 user …`. The first ones open the file. */
function round(database: string): { list: number; conversation: number; write: number } {
  const out = execFileSync('sqlcipher', [database], {
    encoding: 'utf8',
    input: [
      '.timer on',
      KEY,
      'PRAGMA synchronous=FULL;',
      'SELECT * FROM conversations ORDER BY lastAt DESC LIMIT 50;',
      'SELECT * FROM messages WHERE conversation=0 ORDER BY seq DESC LIMIT 100;',
      `INSERT OR REPLACE INTO messages VALUES ('new',0,1000000000,0,'x');`,
      '',
    ].join('\n'),
  });
  const times = [...out.matchAll(/^Run Time: real ([\d.]+)/gm)].map(([, s]) => Number(s) * 1000);
  const [key = 0, pragma = 0, list = 0, conversation = 0, write = 0] = times;
  return { list: key + pragma + list, conversation, write };
}
