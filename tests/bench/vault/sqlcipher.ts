/**
 * The other peer: SQLCipher (Debian's program) with the same rows, opened by a raw key so that its own
 * key derivation, which has nothing to do with reading a list, is left out. Debian's build has FTS4, not FTS5.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { cutAt, noiseOf, seeded, type Sizes } from './corpus.ts';
import { caseRow, evidenceRow, lineRow, messageRow } from './peer-rows.ts';
import { FOUND_AT_MOST, QUERIES, query } from './queries.ts';
import { mean, percentile, rounded } from './statistics.ts';

const KEY = `PRAGMA key = "x'${'2f'.repeat(32)}'";`;
/** Its clock counts whole milliseconds: the mean of many rounds says more than any one of them. */
const ROUNDS = 120;
/** A script's lines are written so many at once. */
const LINES_AT_ONCE = 2_000;
/** Full-text numbers of cases and evidence begin here, beyond those of messages. */
const CASES_FROM = 10_000_000;
const EVIDENCE_FROM = 20_000_000;

export interface SqlcipherFigures {
  /** Key set and schema read, ms; the mean. Ours is open before a key is pressed; so its time stands apart. */
  readonly openingMs: number;
  /** The 50 newest conversations read, ms; the mean. */
  readonly listMs: number;
  /** The newest 100 messages of the long conversation. */
  readonly conversationMs: number;
  /** All of its messages. */
  readonly wholeConversationMs: number;
  /** One message, `synchronous=FULL`, write-ahead log, ms. */
  readonly writeMs: number;
  readonly searchP50Ms: number;
  readonly searchP95Ms: number;
  /** 10,000 messages from a script of INSERTs, one transaction, found by the search afterwards. */
  readonly importSeconds: number;
  /** `sqlcipher_export` into a second sealed database, which is checked afterwards. */
  readonly backupMbPerSecond: number;
  /** The most that one process of these had resident. */
  readonly peakMb: number;
  readonly version: string;
}

/** Throws where the program is not installed: a run without this peer would say half of what it is for. */
export function needSqlcipher(): void {
  if (spawnSync('sqlcipher', ['-version']).status === 0) return;
  throw new Error(
    'SQLCipher is missing, which the vault is measured beside: apt-get install sqlcipher',
  );
}

export function measureSqlcipher(folder: string, sizes: Sizes, imported: number): SqlcipherFigures {
  const peer = new Peer(folder);
  peer.run(inserts(sizes));
  const rounds = Array.from({ length: ROUNDS }, () => peer.times(looks));
  const times = (at: number): number =>
    rounded(mean(rounds.map((one) => one[at] ?? Number.NaN)), 2);
  const searches = peer.times(searching(sizes));
  const importMs = peer.run(importing(sizes, imported));
  const backupMbPerSecond = peer.backup();
  return {
    openingMs: times(0),
    listMs: times(1),
    conversationMs: times(2),
    wholeConversationMs: times(3),
    writeMs: times(4),
    searchP50Ms: rounded(percentile(searches, 50)),
    searchP95Ms: rounded(percentile(searches, 95)),
    importSeconds: rounded(importMs / 1000),
    backupMbPerSecond,
    peakMb: peer.peakMb,
    version:
      execFileSync('sqlcipher', ['-version'], { encoding: 'utf8' }).trim().split(' ')[0] ?? '',
  };
}

class Peer {
  readonly #folder: string;
  readonly #database: string;
  peakMb = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#database = path.join(folder, 'peer.db');
  }

  /** Runs a script from a file; ms from the program's start to its end. */
  run(lines: Iterable<string>): number {
    const script = path.join(this.#folder, 'peer.sql');
    writeLines(script, lines);
    const start = performance.now();
    this.#sqlcipher([`.read ${script}`]);
    const ms = performance.now() - start;
    rmSync(script);
    return ms;
  }

  /** ms of each statement; the key's and the first setting's, which open the file, count with the first. */
  times(statements: readonly string[]): readonly number[] {
    const out = this.#sqlcipher(['.timer on', KEY, 'PRAGMA synchronous=FULL;', ...statements]);
    // `.timer on` prints a line per statement: `Run Time: real 0.001 user …`.
    const [key = 0, setting = 0, first = 0, ...rest] = [
      ...out.matchAll(/^Run Time: real ([\d.]+)/gm),
    ].map(([, seconds]) => Number(seconds) * 1000);
    return [key + setting + first, ...rest];
  }

  /** MB of the copy per second. */
  backup(): number {
    const copy = path.join(this.#folder, 'copy.db');
    const ms = this.run([
      `ATTACH '${copy}' AS copy KEY "x'${'3e'.repeat(32)}'";`,
      `SELECT sqlcipher_export('copy');`,
      'PRAGMA copy.integrity_check;',
    ]);
    return rounded(statSync(copy).size / 2 ** 20 / (ms / 1000));
  }

  #sqlcipher(lines: readonly string[]): string {
    // `.shell` runs its words in a child, which can see what its parent took.
    const memory = process.platform === 'linux' ? ['.shell grep VmHWM /proc/$PPID/status'] : [];
    const out = execFileSync('sqlcipher', ['-bail', this.#database], {
      encoding: 'utf8',
      input: [...lines, ...memory, ''].join('\n'),
      maxBuffer: 2 ** 30,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [, kilobytes = '0'] = /^VmHWM:\s+(\d+) kB$/m.exec(out) ?? [];
    this.peakMb = Math.max(this.peakMb, Math.round(Number(kilobytes) / 1024));
    return out;
  }
}

/** Key first; a million messages as one string would be more than there may be. */
function writeLines(file: string, lines: Iterable<string>): void {
  const fd = openSync(file, 'w');
  let waiting = [KEY];
  const flush = (): void => {
    writeSync(fd, `${waiting.join('\n')}\n`);
    waiting = [];
  };
  for (const line of lines) {
    waiting.push(line);
    if (waiting.length >= LINES_AT_ONCE) flush();
  }
  flush();
  closeSync(fd);
}

const looks = [
  // Nothing of the file is read before the first statement.
  'SELECT count(*) FROM sqlite_master;',
  'SELECT * FROM conversations ORDER BY lastAt DESC LIMIT 50;',
  'SELECT * FROM messages WHERE conversation=0 ORDER BY seq DESC LIMIT 100;',
  // Without what earlier rounds have written below.
  'SELECT * FROM messages WHERE conversation=0 AND seq<1000000000 ORDER BY seq DESC;',
  `INSERT OR REPLACE INTO messages VALUES (-1,0,1000000000,0,'x');`,
];

const searching = (sizes: Sizes): readonly string[] => {
  const random = seeded(sizes.seed);
  return Array.from({ length: QUERIES }, (_, n) => {
    const { words, isBeginning } = query(n, random);
    const match = isBeginning ? `${words.join(' ')}*` : words.join(' ');
    return `SELECT docid, text FROM found WHERE found MATCH '${match}' ORDER BY docid DESC LIMIT ${FOUND_AT_MOST};`;
  });
};

const importing = (sizes: Sizes, count: number): readonly string[] => {
  const from = sizes.messages;
  const more = { ...sizes, messages: from + count };
  const rows = Array.from({ length: count }, (_, n) => message(from + n, more));
  return ['PRAGMA synchronous=FULL; BEGIN;', ...rows, 'COMMIT;'];
};

const message = (n: number, sizes: Sizes): string => {
  const { conversation, seq, at, text } = messageRow(n, sizes);
  return `INSERT INTO messages VALUES (${n},${conversation},${seq},${at},'${text}'); ${findable(n, text)}`;
};

const findable = (docid: number, text: string): string =>
  `INSERT INTO found (docid, text) VALUES (${docid},'${text}');`;

function* inserts(sizes: Sizes): Generator<string> {
  yield 'PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; BEGIN;';
  yield 'CREATE TABLE messages (id INTEGER PRIMARY KEY, conversation INT, seq INT, at INT, text TEXT);';
  yield 'CREATE TABLE conversations (id TEXT PRIMARY KEY, name TEXT, hue INT, preview TEXT, lastAt INT, unread INT, language TEXT);';
  yield 'CREATE TABLE cases (id INTEGER PRIMARY KEY, conversation INT, saved INT, text TEXT);';
  yield 'CREATE TABLE evidence (id INTEGER PRIMARY KEY, ofCase INT, text TEXT, bytes BLOB);';
  yield `CREATE VIRTUAL TABLE found USING fts4(text, prefix='4');`;
  for (let n = 0; n < sizes.messages; n += 1) yield message(n, sizes);
  for (let n = 0; n < sizes.conversations; n += 1) {
    const { id, name, hue, preview, lastAt, unread, language } = lineRow(n, sizes);
    yield `INSERT INTO conversations VALUES ('${id}','${name}',${hue},'${preview}',${lastAt},${unread},'${language}');`;
  }
  for (let n = 0; n < sizes.cases; n += 1) {
    const { conversation, saved, text } = caseRow(n, sizes);
    yield `INSERT INTO cases VALUES (${n},${conversation},${saved},'${text}'); ${findable(CASES_FROM + n, text)}`;
  }
  yield 'CREATE TEMP TABLE noise (bytes BLOB);';
  yield `INSERT INTO noise VALUES (x'${Buffer.from(noiseOf(sizes)).toString('hex')}');`;
  const { evidenceBytes } = sizes;
  for (let n = 0; n < sizes.evidence; n += 1) {
    const { case: of, text } = evidenceRow(n, sizes);
    const bytes = `(SELECT substr(bytes,${1 + cutAt(n, evidenceBytes)},${evidenceBytes}) FROM noise)`;
    yield `INSERT INTO evidence VALUES (${n},${of},'${text}',${bytes}); ${findable(EVIDENCE_FROM + n, text)}`;
  }
  yield 'CREATE INDEX place ON messages (conversation, seq); CREATE INDEX last ON conversations (lastAt);';
  yield 'COMMIT; PRAGMA wal_checkpoint(TRUNCATE);';
}
