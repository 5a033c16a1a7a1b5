import { randomBytes } from 'node:crypto';
import type { DeviceId, TeamId } from '../protocol/ids.ts';
import { HELP_WAKES_PER_HOUR, JOINS_PER_HOUR } from '../protocol/limits.ts';
import type { Verify } from '../protocol/team/signature.ts';
import { NONCE_BYTES } from '../protocol/wire/client-frames.ts';
import { WIRE_VERSION, type CloseReason, type RelayFrame } from '../protocol/wire/relay-frames.ts';
import type { BlobDesk } from './blobs/desk.ts';
import { Connection, type Line, type Rates } from './connection.ts';
import { isDiskFull } from './database.ts';
import { deliver } from './delivery.ts';
import { fullAllowance, take, workBitsAt, type Allowance } from './gate.ts';
import { ownerOf, queueKey, type Mailboxes, type Owner } from './mailbox/contract.ts';
import type { Metrics } from './metrics.ts';
import { handle, ownerOfSession, type Effect } from './session.ts';
import type { Put, Teams } from './team-doc.ts';

export interface ExchangeOptions {
  readonly mailboxes: Mailboxes;
  readonly teams: Teams;
  readonly blobs: BlobDesk;
  /** How full the relay is, 0 to 1: what a stranger's proof of work is asked by. */
  readonly fullness: () => number;
  readonly verify: Verify;
  readonly origins: () => readonly string[];
  readonly clock: () => number;
  readonly metrics: Metrics;
  readonly rates: Rates;
  readonly authTimeoutMs: number;
  readonly visitMs: number;
  /** The store cannot be trusted any more. */
  readonly failed: (error: unknown) => void;
}

/** Requests to join one team, whoever sends them. */
const JOINS = { burst: JOINS_PER_HOUR, perSecond: JOINS_PER_HOUR / 3600 };

/** Envelopes of one device that call for help. */
const HELP_WAKES = { burst: HELP_WAKES_PER_HOUR, perSecond: HELP_WAKES_PER_HOUR / 3600 };

type Do<T extends Effect['do']> = Extract<Effect, { do: T }>;

/** Where connections meet: does what their sessions decide, and carries from one to the other. */
export class Exchange {
  readonly #on: ExchangeOptions;
  readonly #connections = new Set<Connection>();
  /** Who reads which queue: at most one connection each. */
  readonly #subscribers = new Map<string, Connection>();
  readonly #joins = new Map<TeamId, Allowance>();
  /** By the device's queue. */
  readonly #helpWakes = new Map<string, Allowance>();

  constructor(options: ExchangeOptions) {
    this.#on = options;
  }

  /** Takes a new line into service; the first thing it hears is our hello. */
  open(line: Line): {
    readonly received: (bytes: Uint8Array) => void;
    /** The line is gone. */
    readonly closed: () => void;
  } {
    const { teams, clock, metrics, rates } = this.#on;
    const nonce = randomBytes(NONCE_BYTES);
    const workBits = workBitsAt(this.#on.fullness());
    const stranger = { stage: 'stranger', nonce, workBits, team: null } as const;
    const connection = new Connection(line, stranger, { rates, clock, count: metrics.count });
    this.#connections.add(connection);
    metrics.count('connections');
    connection.reply({ type: 'hello', version: WIRE_VERSION, nonce, time: clock(), workBits });
    const stopWaiting = this.#expectLogin(connection);
    return {
      received: (bytes) => {
        const frame = connection.isOpen() ? connection.read(bytes) : null;
        if (frame === null) return;
        const { origins, verify } = this.#on;
        const world = { origins: origins(), now: clock(), team: teams.view, verify };
        for (const effect of handle(connection.session, frame, world)) {
          this.#perform(connection, effect);
        }
      },
      closed: () => {
        stopWaiting();
        this.#leave(connection);
      },
    };
  }

  /** One pass over what is past its time; whoever is here learns at once of what expired. */
  async sweep(): Promise<void> {
    const { told } = await this.#on.mailboxes.sweep();
    for (const owner of told) this.#wake(owner);
  }

  /** Says why to everybody and closes. */
  closeAll(why: CloseReason): void {
    for (const connection of this.#connections) connection.close(why);
  }

  /** A stranger has 10 s to say who it is; one that looks at a team's document may stay a while. */
  #expectLogin(connection: Connection): () => void {
    const { authTimeoutMs, visitMs, metrics } = this.#on;
    const isStranger = (): boolean =>
      connection.isOpen() && connection.session.stage === 'stranger';
    const tooLate = (): void => {
      if (!isStranger()) return;
      metrics.count('timeouts');
      connection.close('timeout');
    };
    let timer = setTimeout(() => {
      if (connection.session.team === null) tooLate();
      else if (isStranger()) timer = setTimeout(tooLate, visitMs - authTimeoutMs);
    }, authTimeoutMs);
    return () => clearTimeout(timer);
  }

  #perform(connection: Connection, effect: Effect): void {
    const { metrics, mailboxes, blobs, failed } = this.#on;
    switch (effect.do) {
      case 'become':
        if (effect.session.stage !== connection.session.stage) metrics.count('logins');
        connection.session = effect.session;
        return undefined;
      case 'reply':
        return connection.reply(effect.frame);
      case 'close':
        metrics.count(effect.why === 'bad-frame' ? 'badFrames' : 'failedLogins');
        return connection.close(effect.why);
      case 'subscribe':
        return void this.#subscribe(connection, effect.owner).catch(failed);
      case 'keep':
        return void this.#keep(connection, this.#sparing(effect)).catch(failed);
      case 'ask-in':
        return void this.#askIn(connection, effect).catch(failed);
      case 'whisper':
        return void this.#whisper(connection, effect).catch(failed);
      case 'blob':
        return void connection.inWindow(() => blobs.answer(effect.by, effect.frame)).catch(failed);
      case 'erase':
        return void connection.inWindow(() => this.#erase(connection, effect)).catch(failed);
      case 'forget':
        metrics.count('acked');
        connection.delivery?.settle(effect.eid);
        return mailboxes.forget(effect.owner, effect.eid);
      case 'put':
        return this.#put(connection, effect);
    }
  }

  async #subscribe(connection: Connection, owner: Owner): Promise<void> {
    const { mailboxes, metrics, clock, failed } = this.#on;
    const before = this.#subscribers.get(queueKey(owner));
    if (before !== undefined) {
      metrics.count('takeovers');
      before.reply({ type: 'end' });
      this.#leave(before);
      before.end();
    }
    this.#subscribers.set(queueKey(owner), connection);
    mailboxes.touch(owner);
    const cards = await mailboxes.cards(owner);
    if (this.#subscribers.get(queueKey(owner)) !== connection || !connection.isOpen()) return;
    connection.reply({ type: 'subscribed', time: clock(), cards: cards.length });
    for (const card of cards) connection.reply({ type: 'card', ...card });
    const send = (frame: RelayFrame): void => {
      metrics.count(frame.type === 'expired' ? 'expired' : 'delivered');
      connection.reply(frame);
    };
    connection.delivery = deliver(owner, mailboxes, { send, failed });
  }

  /** `result` is said after the write is durable, and only then is the copy offered to its owner. */
  async #keep(connection: Connection, { submission }: Do<'keep'>): Promise<void> {
    const { eid, targets, sender } = submission;
    const results = await this.#on.mailboxes.keep(submission);
    for (const result of results) this.#on.metrics.count(result);
    connection.reply({ type: 'result', eid, results });
    for (const [index, target] of targets.entries()) {
      if (target === null || results[index] !== 'accepted') continue;
      const there = this.#subscribers.get(queueKey(ownerOf(target, sender.team)));
      if (target.kind !== 'card') there?.delivery?.wake();
      // Whose delivery has not begun is about to be told all cards there are.
      else if (there !== undefined && there.delivery !== null) {
        const { header, ct } = submission;
        there.reply({ type: 'card', header, wrap: target.wrap, ct });
      }
    }
  }

  /** Beyond the hour's allowance, in memory only, a call for help goes on as one more message: it is late, not lost. */
  #sparing(effect: Do<'keep'>): Do<'keep'> {
    const { wake, sender, targets } = effect.submission;
    if (wake !== 'help' || sender.kind === 'joiner' || targets.length === 0) return effect;
    const now = this.#on.clock();
    const key = queueKey(sender);
    const left = take(this.#helpWakes.get(key) ?? fullAllowance(HELP_WAKES, now), HELP_WAKES, now);
    if (left === null) return { ...effect, submission: { ...effect.submission, wake: true } };
    this.#helpWakes.set(key, left);
    return effect;
  }

  /** The hour's allowance is in memory only, and only for teams served: a request that reached nobody costs nothing. */
  async #askIn(connection: Connection, { submission }: Do<'ask-in'>): Promise<void> {
    const { eid, targets, sender } = submission;
    const now = this.#on.clock();
    const before = this.#joins.get(sender.team) ?? fullAllowance(JOINS, now);
    const allowance = targets.some((target) => target !== null) ? take(before, JOINS, now) : before;
    if (allowance === null) {
      const results = targets.map((target) => (target === null ? 'refused' : 'full'));
      return connection.reply({ type: 'result', eid, results });
    }
    if (allowance !== before) this.#joins.set(sender.team, allowance);
    await this.#keep(connection, { do: 'keep', submission });
  }

  /** Blobs first: the mailbox that asks again after a kill is still the one that opened them (PROTOCOL §5). */
  async #erase(connection: Connection, { owner, ref }: Do<'erase'>): Promise<null> {
    const { blobs, mailboxes, metrics } = this.#on;
    const isGone = (await blobs.removeAll(owner)) === 'done' && (await mailboxes.erase(owner));
    if (isGone) {
      metrics.count('erasedMailboxes');
      connection.reply({ type: 'done', ref });
      connection.end();
    } else connection.close('full');
    return null;
  }

  async #whisper(connection: Connection, effect: Do<'whisper'>): Promise<void> {
    const { mailboxes, metrics } = this.#on;
    const passes = connection.mayWhisper();
    metrics.count(passes ? 'ephemerals' : 'droppedEphemerals');
    if (!passes) return;
    const { from, targets, header, ct } = effect;
    const heard = new Set<string>();
    for (const target of targets) {
      const owner = ownerOf(target, from.team);
      if (heard.has(queueKey(owner))) continue;
      const isAdmitted = target.kind === 'device' || (await mailboxes.admits(owner, target.token));
      const there = isAdmitted ? this.#subscribers.get(queueKey(owner)) : undefined;
      if (there === undefined) continue;
      heard.add(queueKey(owner));
      there.reply({ type: 'ephemeral', header, wrap: target.wrap, ct });
    }
  }

  #put(connection: Connection, { ref, what }: Do<'put'>): void {
    const { teams, metrics, failed } = this.#on;
    const put = storedOrFull(() => putInto(teams, what));
    if (put === 'full') return connection.close('full');
    metrics.count(put.ok ? 'puts' : 'refusedPuts');
    if (!put.ok) return connection.reply({ type: 'put-refused', ref, why: put.why });
    connection.reply({ type: 'done', ref });
    if (!put.changed) return undefined;
    const documentSeq = teams.view(put.team)?.document.seq ?? 0;
    const news: RelayFrame =
      what.kind === 'beacon'
        ? { type: 'beacon', beacon: what.bytes }
        : { type: 'newer', documentSeq };
    this.#tellTeam(put.team, news, connection);
    return void this.#cutOff(put.team, put.gone).catch(failed);
  }

  /** Whoever left the document is cut off at once, with everything that waited for it. */
  async #cutOff(team: TeamId, gone: readonly DeviceId[]): Promise<void> {
    for (const other of this.#connections) {
      const { session } = other;
      const isOurs = session.stage === 'device' && session.team === team;
      if (isOurs && gone.includes(session.device)) other.close('auth');
    }
    for (const id of gone) {
      const left = { kind: 'device', team, id } as const;
      this.#helpWakes.delete(queueKey(left));
      const told = await this.#on.mailboxes.remove(left);
      for (const owner of told) this.#wake(owner);
    }
  }

  #tellTeam(team: TeamId, frame: RelayFrame, except: Connection): void {
    for (const other of this.#connections) {
      if (other !== except && other.session.team === team) other.reply(frame);
    }
  }

  #wake(owner: Owner): void {
    this.#subscribers.get(queueKey(owner))?.delivery?.wake();
  }

  #leave(connection: Connection): void {
    connection.delivery?.stop();
    this.#connections.delete(connection);
    const { session } = connection;
    if (session.stage === 'stranger') return;
    const key = queueKey(ownerOfSession(session));
    if (this.#subscribers.get(key) === connection) this.#subscribers.delete(key);
  }
}

/** A document or bundle that does not fit on the disk is nobody's fault and no reason to end. */
function storedOrFull(put: () => Put): Put | 'full' {
  try {
    return put();
  } catch (error) {
    if (isDiskFull(error)) return 'full';
    throw error;
  }
}

function putInto(teams: Teams, what: Do<'put'>['what']): Put {
  switch (what.kind) {
    case 'document':
      return teams.putDocument(what.bytes, what.claim);
    case 'prekey':
      return teams.putPrekey(what.by.team, what.by.id, what.bytes);
    case 'beacon':
      return teams.putBeacon(what.by.team, what.by.id, what.bytes);
  }
}
