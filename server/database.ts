import { DatabaseSync } from 'node:sqlite';

/** The relay's one file. Everything in it is sealed, public or a hash (ADR 0012). */
export interface Database {
  readonly sql: DatabaseSync;
  /** Runs `work` in one transaction and returns after it is on the disk; on any error nothing happened. */
  readonly transact: <T>(work: () => T) => T;
  /** Moves the log into the file and empties it, so that what was deleted does not linger there. */
  readonly checkpoint: () => void;
  readonly close: () => void;
}

/** The database cannot be used; the message is a sentence for whoever runs the relay. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}

/**
 * Opens or creates the relay's database for this process alone.
 *
 * WAL with synchronous=FULL: a transaction is on the disk when `transact` returns. secure_delete
 * and auto_vacuum=FULL leave no deleted envelope in the file; trusted_schema off keeps a foreign
 * file from running functions of ours. Throws {@link DatabaseError}.
 */
export function openDatabase(path: string, maxBytes: number): Database {
  const sql = open(path);
  try {
    prepare(sql, maxBytes);
  } catch (error) {
    sql.close();
    throw refusal(path, error);
  }
  let closed = false;
  const checkpoint = (): void => sql.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  return {
    sql,
    transact: (work) => transact(sql, work),
    checkpoint,
    close: () => {
      if (closed) return;
      closed = true;
      try {
        checkpoint();
      } catch (error) {
        // The log stays beside the file; the next start finds it there.
        if (!isDiskFull(error)) throw error;
      } finally {
        sql.close();
      }
    },
  };
}

/** Whether this says that the disk, or the size we allowed, is used up. */
export const isDiskFull = (error: unknown): boolean => codeOf(error) === SQLITE_FULL;

const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;
const PAGE_BYTES = 4096;
/** "SCR1", so that a foreign database is not mistaken for ours. */
const APPLICATION_ID = 0x53435231;

function open(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 0 });
  } catch (error) {
    throw refusal(path, error);
  }
}

function prepare(sql: DatabaseSync, maxBytes: number): void {
  sql.exec(`
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA page_size = ${PAGE_BYTES};
    PRAGMA auto_vacuum = FULL;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA temp_store = MEMORY;
    PRAGMA journal_size_limit = 0;
    PRAGMA max_page_count = ${Math.ceil(maxBytes / PAGE_BYTES)};
    BEGIN IMMEDIATE;
  `);
  const version = Number(Object.values(sql.prepare('PRAGMA user_version').get() ?? {})[0]);
  const id = Number(Object.values(sql.prepare('PRAGMA application_id').get() ?? {})[0]);
  const tables = Number(
    Object.values(sql.prepare('SELECT count(*) FROM sqlite_schema').get() ?? {})[0],
  );
  if (tables > 0 && id !== APPLICATION_ID) throw new DatabaseError('is not a relay database');
  if (version > STEPS.length) throw new DatabaseError('was written by a newer relay');
  for (const step of STEPS.slice(version)) sql.exec(step);
  sql.exec(`PRAGMA user_version = ${STEPS.length}`);
  sql.exec('COMMIT');
}

function transact<T>(sql: DatabaseSync, work: () => T): T {
  sql.exec('BEGIN IMMEDIATE');
  try {
    const answer = work();
    sql.exec('COMMIT');
    return answer;
  } catch (error) {
    if (sql.isTransaction) sql.exec('ROLLBACK');
    throw error;
  }
}

function refusal(path: string, error: unknown): DatabaseError {
  const why =
    error instanceof DatabaseError
      ? error.message
      : (refusals.get(codeOf(error)) ?? 'cannot be opened or written');
  return new DatabaseError(`RELAY_DB ${path} ${why}.`);
}

const refusals = new Map<number, string>([
  [SQLITE_BUSY, 'is in use by another relay'],
  [SQLITE_FULL, 'does not fit on the disk'],
  [SQLITE_NOTADB, 'is not a relay database'],
]);

/** The primary code; extended codes carry it in their low byte. */
function codeOf(error: unknown): number {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  return typeof code === 'number' ? code % 256 : 0;
}

/**
 * Days, never times: what lies here says on which day something came, not when. `copy.until` is the
 * last day of a device's copy; a mailbox's copies live as long as the mailbox. `copy.body` is null
 * for word that an envelope expired.
 */
const SCHEMA = `
  CREATE TABLE team (
    id TEXT PRIMARY KEY,
    document BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE prekey (
    team TEXT NOT NULL,
    device TEXT NOT NULL,
    bundle BLOB NOT NULL,
    PRIMARY KEY (team, device)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE queue (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    team TEXT NOT NULL,
    name TEXT NOT NULL,
    touched INTEGER NOT NULL,
    envelopes INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    reporter_envelopes INTEGER NOT NULL DEFAULT 0,
    reporter_bytes INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, team, name)
  ) STRICT;
  CREATE INDEX queue_touched ON queue (touched) WHERE kind = 'mailbox';
  CREATE TABLE token (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    queue INTEGER NOT NULL REFERENCES queue ON DELETE CASCADE,
    hash BLOB NOT NULL,
    UNIQUE (queue, hash)
  ) STRICT;
  CREATE TABLE body (
    id INTEGER PRIMARY KEY,
    copies INTEGER NOT NULL,
    collected INTEGER NOT NULL DEFAULT 0,
    header BLOB NOT NULL,
    ct BLOB NOT NULL
  ) STRICT;
  CREATE TABLE copy (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    queue INTEGER NOT NULL REFERENCES queue ON DELETE CASCADE,
    eid TEXT NOT NULL,
    sender TEXT,
    until INTEGER,
    body INTEGER REFERENCES body,
    bytes INTEGER NOT NULL,
    wake INTEGER NOT NULL,
    wrap BLOB NOT NULL,
    UNIQUE (queue, eid)
  ) STRICT;
  CREATE INDEX copy_sender ON copy (queue, sender, bytes) WHERE sender IS NOT NULL;
  CREATE INDEX copy_until ON copy (until) WHERE until IS NOT NULL AND body IS NOT NULL;
  CREATE INDEX copy_body ON copy (body) WHERE body IS NOT NULL;
  PRAGMA application_id = ${APPLICATION_ID};
`;

/** Beside a mailbox's queue: who may read. One of each device, which the next of the same replaces (PROTOCOL §5, Cards). */
const CARDS = `
  CREATE TABLE card (
    queue INTEGER NOT NULL REFERENCES queue ON DELETE CASCADE,
    device TEXT NOT NULL,
    header BLOB NOT NULL,
    wrap BLOB NOT NULL,
    ct BLOB NOT NULL,
    UNIQUE (queue, device)
  ) STRICT;
  CREATE INDEX card_device ON card (device);
`;

/** What each version added; a file of an older relay goes through those it lacks. */
const STEPS = [SCHEMA, CARDS];
