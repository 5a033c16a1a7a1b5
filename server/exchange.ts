import { randomBytes } from 'node:crypto';
import type { TeamId } from '../protocol/ids.ts';
import type { Verify } from '../protocol/team/signature.ts';
import { NONCE_BYTES } from '../protocol/wire/client-frames.ts';
import { WIRE_VERSION, type CloseReason, type RelayFrame } from '../protocol/wire/relay-frames.ts';
import { connectionOver, type Connection, type Line, type Rates } from './connection.ts';
import { deliver } from './delivery.ts';
import { workBitsAt } from './gate.ts';
import { ownerOf, queueKey, type Mailboxes, type Owner } from './mailbox/contract.ts';
import type { Metrics } from './metrics.ts';
import { handle, ownerOfSession, type Effect } from './session.ts';
import type { Put, Teams } from './team-doc.ts';

/** Where connections meet: does what their sessions decide, and carries from one to the other. */
export interface Exchange {
  /** Takes a new line into service; the first thing it hears is our hello. */
  readonly open: (line: Line) => {
    readonly received: (bytes: Uint8Array) => void;
    /** The line is gone. */
    readonly closed: () => void;
  };
  /** One pass over what is past its time. */
  readonly sweep: () => Promise<void>;
  /** Says why to everybody and closes. */
  readonly closeAll: (why: CloseReason) => void;
}

export interface ExchangeOptions {
  readonly mailboxes: Mailboxes;
  readonly teams: Teams;
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

export function startExchange(options: ExchangeOptions): Exchange {
  const { mailboxes, teams, clock, metrics, failed } = options;
  const connections = new Set<Connection>();
  const subscribers = new Map<string, Connection>();

  const wake = (owner: Owner): void => subscribers.get(queueKey(owner))?.delivery?.wake();

  const leave = (connection: Connection): void => {
    connection.delivery?.stop();
    connections.delete(connection);
    const { session } = connection;
    if (session.stage === 'stranger') return;
    const key = queueKey(ownerOfSession(session));
    if (subscribers.get(key) === connection) subscribers.delete(key);
  };

  const tellTeam = (team: TeamId, frame: RelayFrame, except: Connection): void => {
    for (const other of connections) {
      if (other !== except && other.session.team === team) other.reply(frame);
    }
  };

  const subscribe = (connection: Connection, owner: Owner): void => {
    const before = subscribers.get(queueKey(owner));
    if (before !== undefined) {
      metrics.count('takeovers');
      before.reply({ type: 'end' });
      leave(before);
      before.end();
    }
    subscribers.set(queueKey(owner), connection);
    mailboxes.touch(owner);
    connection.reply({ type: 'subscribed', time: clock() });
    connection.delivery = deliver(owner, mailboxes, {
      send: (frame) => {
        metrics.count(frame.type === 'expired' ? 'expired' : 'delivered');
        connection.reply(frame);
      },
      failed,
    });
  };

  const keep = async (connection: Connection, effect: Do<'keep'>): Promise<void> => {
    const { eid, targets, sender } = effect.submission;
    const results = await mailboxes.keep(effect.submission);
    for (const result of results) metrics.count(result);
    connection.reply({ type: 'result', eid, results });
    for (const [index, target] of targets.entries()) {
      if (target !== null && results[index] === 'accepted') wake(ownerOf(target, sender.team));
    }
  };

  const whisper = async (connection: Connection, effect: Do<'whisper'>): Promise<void> => {
    const passes = connection.mayWhisper();
    metrics.count(passes ? 'ephemerals' : 'droppedEphemerals');
    if (!passes) return;
    const { from, targets, header, ct } = effect;
    for (const target of targets) {
      const owner = ownerOf(target, from.team);
      const admitted = target.kind === 'device' || (await mailboxes.admits(owner, target.token));
      const there = admitted ? subscribers.get(queueKey(owner)) : undefined;
      there?.reply({ type: 'ephemeral', header, wrap: target.wrap, ct });
    }
  };

  /** Whoever left the document is cut off at once, with everything that waited for it. */
  const cutOff = async (
    team: TeamId,
    gone: readonly (Owner & { kind: 'device' })['id'][],
  ): Promise<void> => {
    for (const id of gone) {
      for (const other of connections) {
        const { session } = other;
        if (session.stage === 'device' && session.team === team && session.device === id)
          other.close('auth');
      }
      for (const owner of await mailboxes.remove({ kind: 'device', team, id })) wake(owner);
    }
  };

  const put = (connection: Connection, { ref, what }: Do<'put'>): void => {
    const by = what.kind === 'document' ? null : what.by;
    const outcome: Put & { team?: TeamId } =
      what.kind === 'document'
        ? teams.putDocument(what.bytes, what.claim)
        : what.kind === 'prekey'
          ? teams.putPrekey(what.by.team, what.by.id, what.bytes)
          : teams.putBeacon(what.by.team, what.by.id, what.bytes);
    metrics.count(outcome.ok ? 'puts' : 'refusedPuts');
    if (!outcome.ok) return connection.reply({ type: 'put-refused', ref, why: outcome.why });
    connection.reply({ type: 'done', ref });
    const team = by?.team ?? outcome.team;
    if (!outcome.changed || team === undefined) return undefined;
    if (what.kind === 'beacon') tellTeam(team, { type: 'beacon', beacon: what.bytes }, connection);
    else
      tellTeam(
        team,
        { type: 'newer', documentSeq: teams.view(team)?.document.seq ?? 0 },
        connection,
      );
    cutOff(team, outcome.gone).catch(failed);
    return undefined;
  };

  const perform = (connection: Connection, effect: Effect): void => {
    switch (effect.do) {
      case 'become':
        connection.session = effect.session;
        if (effect.session.stage === 'device' && !effect.session.subscribed)
          metrics.count('authed');
        if (effect.session.stage === 'mailbox') metrics.count('mailboxes');
        return undefined;
      case 'reply':
        return connection.reply(effect.frame);
      case 'close':
        metrics.count(
          effect.why === 'auth' || effect.why === 'work' ? 'failedLogins' : 'badFrames',
        );
        return connection.close(effect.why);
      case 'subscribe':
        return subscribe(connection, effect.owner);
      case 'keep':
        return void keep(connection, effect).catch(failed);
      case 'whisper':
        return void whisper(connection, effect).catch(failed);
      case 'forget':
        metrics.count('acked');
        connection.delivery?.settle(effect.eid);
        return mailboxes.forget(effect.owner, effect.eid);
      case 'put':
        return put(connection, effect);
    }
  };

  const open: Exchange['open'] = (line) => {
    const nonce = randomBytes(NONCE_BYTES);
    const workBits = workBitsAt(mailboxes.fullness());
    const connection = connectionOver(
      line,
      { stage: 'stranger', nonce, workBits, team: null },
      {
        rates: options.rates,
        clock,
        count: metrics.count,
      },
    );
    connections.add(connection);
    metrics.count('connections');
    connection.reply({ type: 'hello', version: WIRE_VERSION, nonce, time: clock(), workBits });

    const tooLate = (): void => {
      if (connection.session.stage !== 'stranger') return;
      metrics.count('timeouts');
      connection.close('timeout');
    };
    const timer = setTimeout(() => {
      const { session } = connection;
      if (session.stage !== 'stranger' || session.team === null) tooLate();
      else visit = setTimeout(tooLate, options.visitMs - options.authTimeoutMs);
    }, options.authTimeoutMs);
    let visit: NodeJS.Timeout | undefined;

    return {
      received: (bytes) => {
        const frame = connection.isOpen() ? connection.read(bytes) : null;
        if (frame === null) return;
        const world = {
          origins: options.origins(),
          now: clock(),
          team: teams.view,
          verify: options.verify,
        };
        for (const effect of handle(connection.session, frame, world)) perform(connection, effect);
      },
      closed: () => {
        clearTimeout(timer);
        clearTimeout(visit);
        leave(connection);
      },
    };
  };

  return {
    open,
    sweep: async () => {
      const { told } = await mailboxes.sweep();
      for (const owner of told) wake(owner);
    },
    closeAll: (why) => {
      for (const connection of connections) connection.close(why);
    },
  };
}

type Do<T extends Effect['do']> = Extract<Effect, { do: T }>;
