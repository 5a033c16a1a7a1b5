import { createHash } from 'node:crypto';
import { EnvelopeId } from '../../protocol/ids.ts';
import { RECENT_ACKS } from '../../protocol/limits.ts';
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
  const { forget, removeQueue, sweepStep } = removal(sql, clock);

  const next = sql.prepare(`
    SELECT place, eid, wake, wrap, header, ct, until FROM copy LEFT JOIN body ON body.id = copy.body
    WHERE queue = (SELECT id FROM queue WHERE kind = ? AND team = ? AND name = ?) AND place > ?
    ORDER BY place LIMIT ?`);
  const token = sql.prepare(`
    SELECT 1 FROM token JOIN queue ON queue.id = token.queue
    WHERE queue.kind = 'mailbox' AND queue.team = ? AND queue.name = ? AND hash = ?`);

  return {
    keep: async (submission: Submission) => {
      try {
        return await group.run(() => intake.accept(submission));
      } catch (error) {
        if (!(error instanceof DiskFull)) throw error;
        return submission.targets.map((target) => (target === null ? 'refused' : 'full'));
      }
    },
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
    remove: async (owner) => {
      try {
        return await group.run(() => removeQueue(owner));
      } catch (error) {
        if (!(error instanceof DiskFull)) throw error;
        group.soon(() => void removeQueue(owner));
        return [];
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

function waiting(row: Record<string, unknown>): Waiting {
  const { place, eid, wake, wrap, header, ct, until } = row;
  if (typeof place !== 'number' || !(wrap instanceof Uint8Array)) throw new Error('store: copy');
  const id = EnvelopeId(eid);
  if (header === null && typeof until === 'number')
    return { kind: 'expired', place, eid: id, day: until };
  if (!(header instanceof Uint8Array) || !(ct instanceof Uint8Array))
    throw new Error('store: body');
  return { kind: 'envelope', place, envelope: { id, wake: wake === 1, header, wrap, ct } };
}
