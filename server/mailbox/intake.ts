import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { EnvelopeId } from '../../protocol/ids.ts';
import {
  DEVICE_QUEUE_BYTES,
  DEVICE_QUEUE_ENVELOPES,
  DEVICE_RESERVE,
  DEVICE_TTL_MS,
  MAILBOX_ENVELOPES,
  MAILBOX_SHARE_BYTES,
  MAILBOX_SHARE_ENVELOPES,
  MAILBOX_TOKENS,
  MAX_MAILBOXES,
} from '../../protocol/limits.ts';
import type { SendResult } from '../../protocol/wire/relay-frames.ts';
import { HEADER_BYTES, WRAP_BYTES, type Target } from '../../protocol/wire/sealed.ts';
import { ownerOf, type Owner, type Submission } from './contract.ts';
import { dayOf, daysIn } from './days.ts';

interface Queue {
  readonly id: number;
  readonly envelopes: number;
  readonly bytes: number;
  readonly reporterEnvelopes: number;
  readonly reporterBytes: number;
  /** The place of the write token that opened a mailbox; a device queue has none. */
  readonly token: number | null;
}

/** What decides whether a copy may be written, and writes it. Runs inside the group's transaction. */
export interface Intake {
  readonly accept: (submission: Submission) => readonly SendResult[];
  readonly touch: (owner: Owner, day: number) => void;
  readonly recount: () => void;
  readonly fullness: () => number;
}

export function intake(
  sql: DatabaseSync,
  with_: {
    readonly clock: () => number;
    readonly wasAcked: (owner: Owner, eid: EnvelopeId) => boolean;
  },
): Intake {
  const { clock, wasAcked } = with_;
  const statements = prepareAll(sql);
  let mailboxes = 0;
  let fullest = { at: Number.NEGATIVE_INFINITY, full: 0 };

  const recount = (): void => {
    mailboxes = Number(statements.mailboxes.get()?.['count'] ?? 0);
  };
  recount();

  const find = (owner: Owner): Queue | undefined => {
    const row = statements.find.get(owner.kind, owner.team, owner.id);
    return row === undefined ? undefined : queueOf(row);
  };

  const create = (owner: Owner): Queue => {
    const { lastInsertRowid } = statements.create.run(
      owner.kind,
      owner.team,
      owner.id,
      dayOf(clock()),
    );
    if (owner.kind === 'mailbox') mailboxes += 1;
    return { ...EMPTY, id: Number(lastInsertRowid) };
  };

  const touch = (owner: Owner, day: number): void => {
    statements.touch.run(day, owner.kind, owner.team, owner.id, day);
  };

  /** The queue to write to, or why not. Unknown mailbox and wrong token are one answer. */
  const openTo = (target: Target, owner: Owner): Queue | 'refused' => {
    if (target.kind === 'device') return find(owner) ?? create(owner);
    const hash = sha256(target.token);
    const row = statements.byToken.get(owner.team, owner.id, hash);
    return row === undefined ? 'refused' : { ...queueOf(row), token: Number(row['place']) };
  };

  const hasRoom = (queue: Queue, kind: Owner['kind'], sender: Owner, bytes: number): boolean => {
    if (kind === 'mailbox') return queue.envelopes < MAILBOX_ENVELOPES;
    if (queue.envelopes >= DEVICE_QUEUE_ENVELOPES || queue.bytes + bytes > DEVICE_QUEUE_BYTES) {
      return false;
    }
    if (sender.kind === 'device') return true;
    const share = statements.share.get(queue.id, sender.id);
    return (
      queue.reporterEnvelopes < DEVICE_QUEUE_ENVELOPES * OPEN_TO_REPORTERS &&
      queue.reporterBytes + bytes <= DEVICE_QUEUE_BYTES * OPEN_TO_REPORTERS &&
      Number(share?.['envelopes']) < MAILBOX_SHARE_ENVELOPES &&
      Number(share?.['bytes']) + bytes <= MAILBOX_SHARE_BYTES
    );
  };

  const accept = (submission: Submission): readonly SendResult[] => {
    const { sender, eid, targets, header, ct } = submission;
    const fromReporter = sender.kind === 'mailbox';
    const bytes = HEADER_BYTES + WRAP_BYTES + ct.length;
    const home = fromReporter ? find(sender) : undefined;
    const homeless = fromReporter && home === undefined && mailboxes >= MAX_MAILBOXES;
    let body: number | bigint | null = null;

    const write = (queue: Queue, target: Target): void => {
      body ??= statements.addBody.run(header, ct).lastInsertRowid;
      const from = fromReporter ? sender.id : null;
      const until = target.kind === 'device' ? dayOf(clock()) + DEVICE_DAYS : null;
      const wake = submission.wake ? 1 : 0;
      statements.addCopy.run(queue.id, eid, from, until, body, bytes, wake, target.wrap);
      statements.countCopy.run(body);
      const reporters = fromReporter ? 1 : 0;
      statements.grow.run(bytes, reporters, reporters * bytes, dayOf(clock()), queue.id);
    };

    const answer = (target: Target | null): SendResult => {
      if (target === null) return 'refused';
      const owner = ownerOf(target, sender.team);
      const queue = openTo(target, owner);
      if (queue === 'refused') return 'refused';
      const isRepeat = statements.held.get(queue.id, eid) !== undefined || wasAcked(owner, eid);
      if (!isRepeat && (homeless || !hasRoom(queue, target.kind, sender, bytes))) return 'full';
      if (!isRepeat) write(queue, target);
      if (queue.token !== null) statements.dropOlderTokens.run(queue.id, queue.token);
      return 'accepted';
    };

    const results = targets.map(answer);
    if (body !== null && fromReporter)
      rememberSession(home ?? create(sender), submission.tokenHash);
    return results;
  };

  /** A session's token counts from its first accepted envelope: before, nobody can have read it. */
  const rememberSession = (home: Queue, tokenHash: Uint8Array | null): void => {
    statements.touchId.run(dayOf(clock()), home.id);
    if (tokenHash === null) return;
    statements.addToken.run(home.id, tokenHash);
    statements.boundTokens.run(home.id, home.id, MAILBOX_TOKENS);
  };

  return {
    accept,
    touch,
    recount,
    fullness: () => {
      const now = clock();
      if (Math.abs(now - fullest.at) >= FRESH_MS) {
        const full = Number(statements.fullest.get()?.['full'] ?? 0);
        fullest = { at: now, full: Math.max(full, mailboxes / MAX_MAILBOXES) };
      }
      return fullest.full;
    },
  };
}

const EMPTY = { envelopes: 0, bytes: 0, reporterEnvelopes: 0, reporterBytes: 0, token: null };
const OPEN_TO_REPORTERS = 1 - DEVICE_RESERVE;
const DEVICE_DAYS = daysIn(DEVICE_TTL_MS);
/** Every hello asks how full the relay is; it is looked up no more often than this. */
const FRESH_MS = 1000;

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

const queueOf = (row: Record<string, unknown>): Queue => ({
  id: Number(row['id']),
  envelopes: Number(row['envelopes']),
  bytes: Number(row['bytes']),
  reporterEnvelopes: Number(row['reporter_envelopes']),
  reporterBytes: Number(row['reporter_bytes']),
  token: null,
});

const QUEUE = 'queue.id, envelopes, queue.bytes, reporter_envelopes, reporter_bytes';

const prepareAll = (sql: DatabaseSync) => ({
  find: sql.prepare(`SELECT ${QUEUE} FROM queue WHERE kind = ? AND team = ? AND name = ?`),
  byToken: sql.prepare(`
    SELECT ${QUEUE}, place FROM queue JOIN token ON token.queue = queue.id
    WHERE kind = 'mailbox' AND team = ? AND name = ? AND hash = ?`),
  create: sql.prepare('INSERT INTO queue (kind, team, name, touched) VALUES (?, ?, ?, ?)'),
  touch: sql.prepare(`
    UPDATE queue SET touched = ? WHERE kind = ? AND team = ? AND name = ? AND touched < ?`),
  touchId: sql.prepare('UPDATE queue SET touched = ? WHERE id = ?'),
  held: sql.prepare('SELECT 1 FROM copy WHERE queue = ? AND eid = ?'),
  share: sql.prepare(`
    SELECT count(*) AS envelopes, coalesce(sum(bytes), 0) AS bytes FROM copy
    WHERE queue = ? AND sender = ?`),
  addBody: sql.prepare('INSERT INTO body (copies, header, ct) VALUES (0, ?, ?)'),
  countCopy: sql.prepare('UPDATE body SET copies = copies + 1 WHERE id = ?'),
  addCopy: sql.prepare(`
    INSERT INTO copy (queue, eid, sender, until, body, bytes, wake, wrap)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
  grow: sql.prepare(`
    UPDATE queue SET envelopes = envelopes + 1, bytes = bytes + ?,
      reporter_envelopes = reporter_envelopes + ?, reporter_bytes = reporter_bytes + ?, touched = ?
    WHERE id = ?`),
  addToken: sql.prepare('INSERT INTO token (queue, hash) VALUES (?, ?) ON CONFLICT DO NOTHING'),
  dropOlderTokens: sql.prepare('DELETE FROM token WHERE queue = ? AND place < ?'),
  boundTokens: sql.prepare(`
    DELETE FROM token WHERE queue = ? AND place NOT IN
      (SELECT place FROM token WHERE queue = ? ORDER BY place DESC LIMIT ?)`),
  mailboxes: sql.prepare("SELECT count(*) AS count FROM queue WHERE kind = 'mailbox'"),
  fullest: sql.prepare(`
    SELECT max(max(envelopes / ${DEVICE_QUEUE_ENVELOPES}.0, bytes / ${DEVICE_QUEUE_BYTES}.0)) AS full
    FROM queue WHERE kind = 'device'`),
});
