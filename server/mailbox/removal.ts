import type { DatabaseSync } from 'node:sqlite';
import { DeviceId, MailboxId, TeamId, type EnvelopeId } from '../../protocol/ids.ts';
import { MAILBOX_ENVELOPES, MAILBOX_TTL_MS, SWEEP_ROWS } from '../../protocol/limits.ts';
import { queueKey, type Owner } from './contract.ts';
import { dayOf, daysIn } from './days.ts';

/** One step of a sweep, small enough to fit between two deliveries. */
export interface SweepStep {
  readonly copies: number;
  readonly mailboxes: number;
  readonly told: readonly Owner[];
  readonly more: boolean;
}

/** Everything that makes the relay forget. Runs inside the group's transaction. */
export interface Removal {
  /** Whether there was a copy to forget. */
  readonly forget: (owner: Owner, eid: EnvelopeId) => boolean;
  readonly removeQueue: (owner: Owner) => readonly Owner[];
  /** Who has a queue or put a card. */
  readonly devicesOf: (team: TeamId) => readonly DeviceId[];
  /** A mailbox with all that waits in it, and its name on whatever it sent. Whether there was one. */
  readonly erase: (owner: Owner & { kind: 'mailbox' }) => boolean;
  readonly sweepStep: () => SweepStep;
}

interface Copy {
  readonly place: number;
  readonly queue: number;
  readonly eid: string;
  readonly sender: string | null;
  readonly body: number | null;
  readonly bytes: number;
}

export function removal(sql: DatabaseSync, clock: () => number): Removal {
  const statements = prepareAll(sql);

  /** Takes one copy out. True when nobody is left who could still collect the envelope, and nobody did. */
  const takeOut = (copy: Copy, collected: boolean): boolean => {
    statements.remove.run(copy.place);
    const fromReporter = copy.sender === null ? 0 : 1;
    statements.shrink.run(copy.bytes, fromReporter, fromReporter * copy.bytes, copy.queue);
    if (copy.body === null) return false;
    const body = statements.release.get(collected ? 1 : 0, copy.body);
    if (Number(body?.['copies']) > 0) return false;
    statements.dropBody.run(copy.body);
    return Number(body?.['collected']) === 0;
  };

  /** EXPIRED into the sender's mailbox, if it still lives and has room (PROTOCOL §4). */
  const tell = (copy: Copy): Owner | null => {
    const home = copy.sender === null ? undefined : statements.home.get(copy.queue, copy.sender);
    if (home === undefined || Number(home['envelopes']) >= MAILBOX_ENVELOPES) return null;
    const { changes } = statements.notice.run(Number(home['id']), copy.eid, dayOf(clock()));
    if (Number(changes) > 0) statements.growNotice.run(Number(home['id']));
    return { kind: 'mailbox', team: TeamId(home['team']), id: MailboxId(copy.sender) };
  };

  const takeOutAll = (copies: readonly Copy[]): readonly Owner[] => {
    const told = new Map<string, Owner>();
    for (const copy of copies) {
      const owner = takeOut(copy, false) ? tell(copy) : null;
      if (owner !== null) told.set(queueKey(owner), owner);
    }
    return [...told.values()];
  };

  return {
    forget: (owner, eid) => {
      const row = statements.one.get(owner.kind, owner.team, owner.id, eid);
      if (row !== undefined) takeOut(copyOf(row), true);
      return row !== undefined;
    },
    removeQueue: (owner) => {
      const told = takeOutAll(statements.all.all(owner.kind, owner.team, owner.id).map(copyOf));
      statements.removeQueue.run(owner.kind, owner.team, owner.id);
      if (owner.kind === 'device') statements.dropCards.run(owner.id, owner.team);
      return told;
    },
    devicesOf: (team) => statements.devices.all(team, team).map(({ name }) => DeviceId(name)),
    erase: (owner) => {
      const { kind, team, id } = owner;
      takeOutAll(statements.all.all(kind, team, id).map(copyOf));
      statements.unname.run(NOBODY, team, id);
      return Number(statements.removeQueue.run(kind, team, id).changes) > 0;
    },
    sweepStep: () => {
      const today = dayOf(clock());
      const old = statements.overdue.all(today, SWEEP_ROWS).map(copyOf);
      const told = takeOutAll(old);
      const silent = statements.silent.all(today - MAILBOX_DAYS, MAILBOXES_A_STEP);
      for (const { team, name } of silent) {
        takeOutAll(statements.all.all('mailbox', String(team), String(name)).map(copyOf));
        statements.removeQueue.run('mailbox', String(team), String(name));
      }
      const more = old.length === SWEEP_ROWS || silent.length === MAILBOXES_A_STEP;
      return { copies: old.length, mailboxes: silent.length, told, more };
    },
  };
}

/** In place of a mailbox that asked to be forgotten: still some reporter, and no longer this one. */
const NOBODY = '';
const MAILBOX_DAYS = daysIn(MAILBOX_TTL_MS);
/** Each may hold {@link MAILBOX_ENVELOPES}. */
const MAILBOXES_A_STEP = 20;

function copyOf(row: Record<string, unknown>): Copy {
  const { place, queue, eid, sender, body, bytes } = row;
  return {
    place: Number(place),
    queue: Number(queue),
    eid: String(eid),
    sender: typeof sender === 'string' ? sender : null,
    body: body === null ? null : Number(body),
    bytes: Number(bytes),
  };
}

const COPY = 'place, queue, eid, sender, body, bytes';

const prepareAll = (sql: DatabaseSync) => ({
  one: sql.prepare(`
    SELECT ${COPY} FROM copy
    WHERE queue = (SELECT id FROM queue WHERE kind = ? AND team = ? AND name = ?) AND eid = ?`),
  all: sql.prepare(`
    SELECT ${COPY} FROM copy WHERE queue = (SELECT id FROM queue WHERE kind = ? AND team = ? AND name = ?)`),
  overdue: sql.prepare(`
    SELECT ${COPY} FROM copy WHERE until < ? AND body IS NOT NULL ORDER BY until LIMIT ?`),
  remove: sql.prepare('DELETE FROM copy WHERE place = ?'),
  shrink: sql.prepare(`
    UPDATE queue SET envelopes = envelopes - 1, bytes = bytes - ?,
      reporter_envelopes = reporter_envelopes - ?, reporter_bytes = reporter_bytes - ?
    WHERE id = ?`),
  release: sql.prepare(`
    UPDATE body SET copies = copies - 1, collected = max(collected, ?) WHERE id = ?
    RETURNING copies, collected`),
  dropBody: sql.prepare('DELETE FROM body WHERE id = ?'),
  home: sql.prepare(`
    SELECT id, team, envelopes FROM queue
    WHERE kind = 'mailbox' AND team = (SELECT team FROM queue WHERE id = ?) AND name = ?`),
  notice: sql.prepare(`
    INSERT INTO copy (queue, eid, until, bytes, wake, wrap) VALUES (?, ?, ?, 0, 0, x'')
    ON CONFLICT DO NOTHING`),
  growNotice: sql.prepare('UPDATE queue SET envelopes = envelopes + 1 WHERE id = ?'),
  unname: sql.prepare(`
    UPDATE copy SET sender = ?
    WHERE queue IN (SELECT id FROM queue WHERE kind = 'device' AND team = ?) AND sender = ?`),
  devices: sql.prepare(`
    SELECT name FROM queue WHERE kind = 'device' AND team = ?
    UNION SELECT device FROM card JOIN queue ON queue.id = card.queue WHERE team = ?`),
  dropCards: sql.prepare(`
    DELETE FROM card WHERE device = ? AND queue IN
      (SELECT id FROM queue WHERE kind = 'mailbox' AND team = ?)`),
  silent: sql.prepare(
    "SELECT team, name FROM queue WHERE kind = 'mailbox' AND touched < ? LIMIT ?",
  ),
  removeQueue: sql.prepare('DELETE FROM queue WHERE kind = ? AND team = ? AND name = ?'),
});
