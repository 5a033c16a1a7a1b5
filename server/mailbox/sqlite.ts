import { createHash } from 'node:crypto';
import { EnvelopeId } from '../../protocol/ids.ts';
import { MAX_DEVICES, RECENT_ACKS } from '../../protocol/limits.ts';
import { wakeOf } from '../../protocol/wire/sealed.ts';
import { isDiskFull, type Database } from '../database.ts';
import { queueKey, type Mailboxes, type Owner, type Submission, type Waiting } from './contract.ts';
import { dayOf } from './days.ts';
import { DiskFull, groupCommit } from './group-commit.ts';
import { Intake } from './intake.ts';
import { removal } from './removal.ts';

/** Mailboxes in the relay's SQLite file. `failed` hears of a store that can no longer be trusted. */
export function sqliteMailboxes(
  database: Database,
  clock: () => number,
  failed: (error: unknown) => void,
): Mailboxes {
  const { sql } = database;
  const group = groupCommit(database, failed);
  const recent = recentAcks();
  const intake = new Intake(sql, clock, recent.has);
  const { forget, removeQueue, devicesOf, erase, sweepStep } = removal(sql, clock);
  const clearLog = inOneGo(database.checkpoint);

  const next = sql.prepare(`
    SELECT place, eid, wake, wrap, header, ct, until FROM copy LEFT JOIN body ON body.id = copy.body
    WHERE queue = (SELECT id FROM queue WHERE kind = ? AND team = ? AND name = ?) AND place > ?
    ORDER BY place LIMIT ?`);
  const cards = sql.prepare(`
    SELECT header, wrap, ct FROM card
    WHERE queue = (SELECT id FROM queue WHERE kind = ? AND team = ? AND name = ?)
    ORDER BY rowid LIMIT ?`);
  const token = sql.prepare(`
    SELECT 1 FROM token JOIN queue ON queue.id = token.queue
    WHERE queue.kind = 'mailbox' AND queue.team = ? AND queue.name = ? AND hash = ?`);

  const remove = async (owner: Owner): Promise<readonly Owner[]> => {
    try {
      return await group.run(() => removeQueue(owner));
    } catch (error) {
      if (!(error instanceof DiskFull)) throw error;
      group.soon(() => void removeQueue(owner));
      return [];
    }
  };
  return {
    keep: async (submission: Submission) => {
      try {
        return await group.run(() => intake.accept(submission));
      } catch (error) {
        if (!(error instanceof DiskFull)) throw error;
        return submission.targets.map((target) => (target === null ? 'refused' : 'full'));
      }
    },
    cards: async ({ kind, team, id }) =>
      cards.all(kind, team, id, MAX_DEVICES).map(({ header, wrap, ct }) => ({
        header: blob(header),
        wrap: blob(wrap),
        ct: blob(ct),
      })),
    next: async (owner, after, limit) => {
      // A new subscriber must not be given again what was acknowledged a moment ago.
      if (after === 0) group.flush();
      return next.all(owner.kind, owner.team, owner.id, after, limit).map((row) => waiting(row));
    },
    forget: (owner, eid) =>
      group.soon(() => {
        if (forget(owner, eid)) recent.add(owner, eid);
      }),
    touch: (owner) => {
      const today = dayOf(clock());
      group.soon(() => intake.touch(owner, today));
    },
    admits: async (owner, secret) => token.get(owner.team, owner.id, sha256(secret)) !== undefined,
    remove,
    keepOnly: async (team, devices) => {
      const strangers = devicesOf(team).filter((id) => !devices.has(id));
      for (const id of strangers) await remove({ kind: 'device', team, id });
    },
    erase: async (owner) => {
      try {
        if (await group.run(() => erase(owner))) intake.left();
        await clearLog();
        return true;
      } catch (error) {
        if (!(error instanceof DiskFull || isDiskFull(error))) throw error;
        return false;
      }
    },
    sweep: async () => {
      const told = new Map<string, Owner>();
      let copies = 0;
      let mailboxes = 0;
      try {
        for (let more = true; more;) {
          const step = await group.run(sweepStep);
          for (const owner of step.told) told.set(queueKey(owner), owner);
          copies += step.copies;
          mailboxes += step.mailboxes;
          more = step.more;
        }
        intake.recount();
        database.checkpoint();
      } catch (error) {
        // Not even room to remove something: the next sweep goes on from here.
        if (!(error instanceof DiskFull || isDiskFull(error))) throw error;
      }
      return { copies, mailboxes, told: [...told.values()] };
    },
    fullness: () => intake.fullness(),
    close: group.flush,
  };
}

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** Does the work once for everybody who asked in the same turn of the event loop: it blocks the relay while it lasts. */
function inOneGo(work: () => void): () => Promise<void> {
  let next: Promise<void> | null = null;
  return () =>
    (next ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      next = null;
      work();
    }));
}

/** The latest acknowledgements, in memory only; after a restart a repeat is delivered again. */
function recentAcks(): {
  readonly has: (owner: Owner, eid: EnvelopeId) => boolean;
  readonly add: (owner: Owner, eid: EnvelopeId) => void;
} {
  const acked = new Set<string>();
  const key = (owner: Owner, eid: EnvelopeId): string => `${queueKey(owner)}:${eid}`;
  return {
    has: (owner, eid) => acked.has(key(owner, eid)),
    add: (owner, eid) => {
      acked.add(key(owner, eid));
      const [oldest] = acked;
      if (acked.size > RECENT_ACKS && oldest !== undefined) acked.delete(oldest);
    },
  };
}

function blob(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new Error('store: card');
  return value;
}

function waiting(row: Record<string, unknown>): Waiting {
  const { place, eid, wake, wrap, header, ct, until } = row;
  if (typeof place !== 'number' || !(wrap instanceof Uint8Array)) throw new Error('store: copy');
  const id = EnvelopeId(eid);
  if (header === null && typeof until === 'number')
    return { kind: 'expired', place, eid: id, day: until };
  if (!(header instanceof Uint8Array) || !(ct instanceof Uint8Array))
    throw new Error('store: body');
  const wakes = wakeOf(wake) ?? false;
  return { kind: 'envelope', place, envelope: { id, wake: wakes, header, wrap, ct } };
}
