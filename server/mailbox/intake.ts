import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { DeviceId, EnvelopeId } from '../../protocol/ids.ts';
import {
  DEVICE_QUEUE_BYTES,
  DEVICE_QUEUE_ENVELOPES,
  DEVICE_RESERVE,
  DEVICE_TTL_MS,
  JOIN_SHARE_ENVELOPES,
  MAILBOX_ENVELOPES,
  MAILBOX_SHARE_BYTES,
  MAILBOX_SHARE_ENVELOPES,
  MAILBOX_TOKENS,
  MAX_MAILBOXES,
} from '../../protocol/limits.ts';
import type { SendResult } from '../../protocol/wire/relay-frames.ts';
import { HEADER_BYTES, wakeByte, WRAP_BYTES, type Target } from '../../protocol/wire/sealed.ts';
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
export class Intake {
  readonly #clock: () => number;
  readonly #wasAcked: (owner: Owner, eid: EnvelopeId) => boolean;
  readonly #statements: Statements;
  #mailboxes = 0;
  #fullest = { at: Number.NEGATIVE_INFINITY, full: 0 };

  constructor(
    sql: DatabaseSync,
    clock: () => number,
    wasAcked: (owner: Owner, eid: EnvelopeId) => boolean,
  ) {
    this.#clock = clock;
    this.#wasAcked = wasAcked;
    this.#statements = prepareAll(sql);
    this.recount();
  }

  /** One result per target, in order. Whatever is not `accepted` left no trace. */
  accept(submission: Submission): readonly SendResult[] {
    const { sender } = submission;
    const home = sender.kind === 'mailbox' ? this.#find(sender) : undefined;
    const isNew = sender.kind === 'mailbox' && home === undefined;
    const writing: Writing = {
      submission,
      bytes: HEADER_BYTES + WRAP_BYTES + submission.ct.length,
      mayWrite: !isNew || this.#mailboxes < MAX_MAILBOXES,
      body: null,
    };
    const results = submission.targets.map((target) => this.#answer(target, writing));
    if (writing.body !== null && sender.kind === 'mailbox') {
      this.#rememberSession(home ?? this.#create(sender), submission.tokenHash);
    }
    return results;
  }

  /** A subscription lets a mailbox live on. One that never sent is not there and stays so. */
  touch(owner: Owner, day: number): void {
    this.#statements.touch.run(day, owner.kind, owner.team, owner.id, day);
  }

  /** A mailbox is gone. */
  left(): void {
    this.#mailboxes -= 1;
  }

  recount(): void {
    this.#mailboxes = Number(this.#statements.mailboxes.get()?.['count'] ?? 0);
  }

  /** The fuller of the fullest device queue and the table of mailboxes, 0 to 1. */
  fullness(): number {
    const now = this.#clock();
    if (Math.abs(now - this.#fullest.at) >= FRESH_MS) {
      const full = Number(this.#statements.fullest.get()?.['full'] ?? 0);
      this.#fullest = { at: now, full: Math.max(full, this.#mailboxes / MAX_MAILBOXES) };
    }
    return this.#fullest.full;
  }

  #answer(target: Target | null, writing: Writing): SendResult {
    if (target === null) return 'refused';
    const { sender, eid } = writing.submission;
    const owner = ownerOf(target, sender.team);
    const queue = this.#openTo(target, owner);
    if (queue === 'refused') return 'refused';
    if (target.kind === 'card') {
      return sender.kind === 'device'
        ? this.#putCard(queue, sender.id, target.wrap, writing)
        : 'refused';
    }
    const held = this.#statements.held.get(queue.id, eid) !== undefined;
    if (!held && !this.#wasAcked(owner, eid)) {
      if (!writing.mayWrite || !this.#hasRoom(queue, target, writing)) return 'full';
      this.#write(queue, target, writing);
    }
    this.#dropOlderTokens(queue);
    return 'accepted';
  }

  /** The queue to write to, or why not. Unknown mailbox and wrong token are one answer. */
  #openTo(target: Target, owner: Owner): Queue | 'refused' {
    if (target.kind === 'device') return this.#find(owner) ?? this.#create(owner);
    const hash = sha256(target.token);
    const row = this.#statements.byToken.get(owner.team, owner.id, hash);
    return row === undefined ? 'refused' : { ...queueOf(row), token: Number(row['place']) };
  }

  #hasRoom(queue: Queue, target: Target, { submission, bytes }: Writing): boolean {
    if (target.kind === 'mailbox') return queue.envelopes < MAILBOX_ENVELOPES;
    if (queue.envelopes >= DEVICE_QUEUE_ENVELOPES || queue.bytes + bytes > DEVICE_QUEUE_BYTES) {
      return false;
    }
    if (submission.sender.kind === 'device') return true;
    const share = this.#statements.share.get(queue.id, nameOf(submission.sender));
    if (submission.sender.kind === 'joiner') {
      return Number(share?.['envelopes']) < JOIN_SHARE_ENVELOPES;
    }
    return (
      queue.reporterEnvelopes < DEVICE_QUEUE_ENVELOPES * OPEN_TO_REPORTERS &&
      queue.reporterBytes + bytes <= DEVICE_QUEUE_BYTES * OPEN_TO_REPORTERS &&
      Number(share?.['envelopes']) < MAILBOX_SHARE_ENVELOPES &&
      Number(share?.['bytes']) + bytes <= MAILBOX_SHARE_BYTES
    );
  }

  /** In place of the one the same device put before, and of nobody else's (PROTOCOL §5, Cards). */
  #putCard(queue: Queue, device: DeviceId, wrap: Uint8Array, writing: Writing): SendResult {
    const { header, ct } = writing.submission;
    this.#statements.putCard.run(queue.id, device, header, wrap, ct);
    this.#statements.touchId.run(dayOf(this.#clock()), queue.id);
    this.#dropOlderTokens(queue);
    return 'accepted';
  }

  #dropOlderTokens(queue: Queue): void {
    if (queue.token !== null) this.#statements.dropOlderTokens.run(queue.id, queue.token);
  }

  /** One copy; header and text are written once for all copies of a submission. */
  #write(queue: Queue, target: Target, writing: Writing): void {
    const { addBody, addCopy, countCopy, grow } = this.#statements;
    const { submission, bytes } = writing;
    const { sender, eid, header, ct } = submission;
    const today = dayOf(this.#clock());
    const from = nameOf(sender);
    const strangers = from === null ? 0 : 1;
    writing.body ??= addBody.run(header, ct).lastInsertRowid;
    const until = target.kind === 'device' ? today + DEVICE_DAYS : null;
    const wake = wakeByte(submission.wake);
    addCopy.run(queue.id, eid, from, until, writing.body, bytes, wake, target.wrap);
    countCopy.run(writing.body);
    grow.run(bytes, strangers, strangers * bytes, today, queue.id);
  }

  /** A session's token counts from its first accepted envelope: before, nobody can have read it. */
  #rememberSession(home: Queue, tokenHash: Uint8Array | null): void {
    this.#statements.touchId.run(dayOf(this.#clock()), home.id);
    if (tokenHash === null) return;
    this.#statements.addToken.run(home.id, tokenHash);
    this.#statements.boundTokens.run(home.id, home.id, MAILBOX_TOKENS);
  }

  #find(owner: Owner): Queue | undefined {
    const row = this.#statements.find.get(owner.kind, owner.team, owner.id);
    return row === undefined ? undefined : queueOf(row);
  }

  #create(owner: Owner): Queue {
    const { kind, team, id } = owner;
    const { lastInsertRowid } = this.#statements.create.run(kind, team, id, dayOf(this.#clock()));
    if (kind === 'mailbox') this.#mailboxes += 1;
    return { ...EMPTY, id: Number(lastInsertRowid) };
  }
}

/** One submission on its way into the file. */
interface Writing {
  readonly submission: Submission;
  /** What one copy counts for. */
  readonly bytes: number;
  /** False for a new mailbox where there are too many already. */
  readonly mayWrite: boolean;
  /** The row of header and text, once the first copy needed it. */
  body: number | bigint | null;
}

const EMPTY = { envelopes: 0, bytes: 0, reporterEnvelopes: 0, reporterBytes: 0, token: null };
const OPEN_TO_REPORTERS = 1 - DEVICE_RESERVE;
const DEVICE_DAYS = daysIn(DEVICE_TTL_MS);
/** Every hello asks how full the relay is; it is looked up no more often than this. */
const FRESH_MS = 1000;

/** What a copy is counted under: its mailbox, or for all who ask to join one word that no mailbox has. */
const nameOf = (sender: Submission['sender']): string | null =>
  sender.kind === 'device' ? null : sender.kind === 'mailbox' ? sender.id : 'join';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

const queueOf = (row: Record<string, unknown>): Queue => ({
  id: Number(row['id']),
  envelopes: Number(row['envelopes']),
  bytes: Number(row['bytes']),
  reporterEnvelopes: Number(row['reporter_envelopes']),
  reporterBytes: Number(row['reporter_bytes']),
  token: null,
});

type Statements = ReturnType<typeof prepareAll>;

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
  putCard: sql.prepare(`
    INSERT INTO card (queue, device, header, wrap, ct) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET header = excluded.header, wrap = excluded.wrap, ct = excluded.ct`),
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
