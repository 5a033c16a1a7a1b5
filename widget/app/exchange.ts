import { platformRandom } from '../../protocol/crypto/random.ts';
import { sign } from '../../protocol/crypto/keys.ts';
import type { DeviceId, EnvelopeId } from '../../protocol/ids.ts';
import { HEARTBEAT_EVERY_MS, REFETCH_TEAM_MS, REQUEST_TIMEOUT_MS } from '../../protocol/limits.ts';
import type { Clock } from '../../protocol/team/clock.ts';
import type { TeamPin } from '../../protocol/team/document.ts';
import { NONCE_BYTES } from '../../protocol/wire/client-frames.ts';
import { mailboxInput } from '../../protocol/wire/login.ts';
import type { RelayFrame } from '../../protocol/wire/relay-frames.ts';
import { makeBlobCarrier, type BlobLine } from './blob-line.ts';
import type { Desk } from './desk.ts';
import { openLink, type Link } from './link.ts';
import type { Barrier } from './mirror.ts';
import { sealOwn, sealUnreadable } from './outbox.ts';
import { faceOf } from './read-face.ts';
import { hasNoReader, readersOf, recipientsOf } from './readers.ts';
import { makeReceiver } from './receive.ts';
import type { Store } from './store.ts';
import { isOpened, lastSilent, outboxOf, type Tab } from './tab.ts';
import { beaconEnd, judgeTeam } from './team.ts';
import { makeWhisperer, type Whisper } from './whisper.ts';
import { solveWork } from './work.ts';

/**
 * widget/app: what frame and relay say to one another, step by step (PROTOCOL §5).
 *
 * hello → team-get → verified → mailbox → subscribed → cards → the outbox, one message at a time. Every step
 * hangs on the one before, so a new connection always starts from the beginning and loses nothing.
 */
export interface Exchange {
  /** Something was written, or a code was entered: go as far as the connection allows. */
  readonly go: () => void;
  readonly whisper: (whisper: Whisper) => void;
  /** Asks the relay about a blob once this connection has its mailbox. */
  readonly blob: BlobLine['ask'];
  readonly network: (up: boolean) => void;
  /** Checks that the line still carries; dials at once when it does not. */
  readonly probe: () => void;
  readonly redial: () => void;
  /** Silent until {@link Exchange.redial}. */
  readonly rest: () => void;
  readonly stop: () => void;
}

export interface ExchangeSettings {
  readonly pin: TeamPin;
  readonly pinText: string;
  readonly origins: readonly string[];
  /** What is said to the relay waits here for what was written before it. */
  readonly afterWrites: Barrier;
  readonly clock: (relay: number | undefined) => Clock;
  /** False until it is certain that this tab speaks for its session. */
  readonly mayGo: () => boolean;
}

/** One connection, from its hello on. */
interface Connection {
  readonly origin: string;
  readonly nonce: Uint8Array;
  readonly workBits: number;
  readonly relayTime: number;
  readonly since: number;
  /** `cards`: who may read is still being said, and nothing leaves before. */
  mailbox: 'none' | 'asked' | 'cards' | 'subscribed';
  /** Cards announced and not heard yet. */
  cards: number;
  sending: EnvelopeId | null;
}

/** What is under way on one connection, each once. */
type Asked = 'team' | 'mailbox' | 'send' | 'erase';

/** A document that was refused, or a message nobody took, is asked about again after this. */
const ASK_AGAIN_MS = 20_000;
/** `ref` of the one question of its kind; those about team and blobs count from 1. */
const ERASE_REF = 0;
/** Unreadable envelopes are named together when no more has come for so long. */
const NAME_AFTER_MS = 300;

/** Starts dialling. `desk` holds the truth; nothing here remembers more than the connection. */
export function startExchange(desk: Desk, store: Store, settings: ExchangeSettings): Exchange {
  const { pin, pinText } = settings;
  const seen = new Map<DeviceId, number>();
  let at: Connection | null = null;
  let ref = 0;
  let networkUp = navigator.onLine;
  const answers = new Map<Asked, ReturnType<typeof setTimeout>>();
  let askAgain: ReturnType<typeof setTimeout> | undefined;
  let presence: ReturnType<typeof setTimeout> | undefined;
  let naming: ReturnType<typeof setTimeout> | undefined;

  const link: Link = openLink(settings.origins, settings.afterWrites, { frame: hear, down });
  const whisperer = makeWhisperer(desk, { nextCtr: store.nextCtr, send: link.send });
  const receiver = makeReceiver(desk, {
    ack: (eid) => void link.send({ type: 'ack', eid }),
    arrived: () => {
      if (at?.mailbox === 'subscribed') whisperer.say('receipt');
    },
    unreadable: nameUnreadable,
    refetchTeam: askTeam,
  });
  const blobs = makeBlobCarrier(link.send, lost);
  const heartbeat = setInterval(() => {
    if (at?.mailbox === 'subscribed') whisperer.say('alive');
  }, HEARTBEAT_EVERY_MS);
  const daily = setInterval(askTeam, REFETCH_TEAM_MS);

  const clock = (): Clock =>
    settings.clock(at === null ? undefined : at.relayTime + performance.now() - at.since);

  /** Whatever is asked must be answered in time, else the line counts as dead. */
  function expect(asked: Asked): void {
    answered(asked);
    answers.set(asked, setTimeout(lost, REQUEST_TIMEOUT_MS));
  }

  /** An answer did not come. */
  function lost(): void {
    down();
    link.redial();
  }

  function answered(asked: Asked): void {
    clearTimeout(answers.get(asked));
    answers.delete(asked);
  }

  function askTeam(): void {
    clearTimeout(askAgain);
    ref += 1;
    if (link.send({ type: 'team-get', ref, team: pin.team })) expect('team');
  }

  function askLater(): void {
    clearTimeout(askAgain);
    askAgain = setTimeout(askTeam, ASK_AGAIN_MS);
  }

  function hear(frame: RelayFrame, origin: string): void {
    switch (frame.type) {
      case 'hello': {
        const { nonce, workBits, time: relayTime } = frame;
        const since = performance.now();
        at = {
          origin,
          nonce,
          workBits,
          relayTime,
          since,
          mailbox: 'none',
          cards: 0,
          sending: null,
        };
        return askTeam();
      }
      case 'team':
        return hearTeam(frame);
      case 'subscribed':
        return subscribed(frame.cards);
      case 'card':
        return hearCard(frame);
      case 'result':
        return hearResult(frame);
      case 'deliver':
        return receiver.envelope(frame.envelope);
      case 'ephemeral':
        return receiver.ephemeral(frame);
      case 'expired':
        desk.tell({ type: 'expired', eid: frame.eid });
        return void link.send({ type: 'ack', eid: frame.eid });
      case 'newer':
        return askTeam();
      case 'beacon':
        return hearBeacon(frame.beacon);
      case 'end':
        rest();
        return desk.tell({ type: 'link', link: 'taken' });
      case 'done':
        if (frame.ref !== ERASE_REF) return blobs.hear(frame);
        return answers.has('erase') ? forgotten() : undefined;
      case 'blob-state':
      case 'blob-chunk':
      case 'blob-refused':
        return blobs.hear(frame);
      case 'authed':
      case 'put-refused':
      case 'closing':
    }
  }

  function hearTeam(frame: Extract<RelayFrame, { type: 'team' }>): void {
    if (at === null || frame.ref !== ref) return;
    answered('team');
    const newest = store.known(pinText);
    const judged = judgeTeam(frame, { pin, newest, clock: clock(), seen });
    desk.tell({ type: 'link', link: 'online' });
    if ('refused' in judged) {
      const { refused: why, document } = judged;
      const ways = document ? faceOf(document.profile, desk.state().language).ways : store.ways();
      desk.tell({ type: 'refused', why, ways });
      return askLater();
    }
    store.saveKnown(pinText, judged.known);
    for (const { device, bundle } of judged.reachable) seen.set(device.id, bundle.issued);
    desk.tell({ type: 'team', team: judged });
    store.saveWays(desk.state().face.ways);
    hearBeacon(frame.beacon);
    receiver.teamChanged();
    heardCards();
    go();
  }

  function hearBeacon(beacon: Uint8Array): void {
    const { team } = desk.state();
    if (team.status !== 'verified') return;
    const until = beaconEnd(beacon, team.team.document, clock()) ?? 0;
    desk.tell({ type: 'here', until });
    clearTimeout(presence);
    if (until > 0) {
      presence = setTimeout(() => desk.tell({ type: 'here', until: 0 }), until - Date.now());
    }
  }

  function go(): void {
    if (at === null || !settings.mayGo() || desk.state().team.status !== 'verified') return;
    if (at.mailbox === 'subscribed') pump();
    else if (at.mailbox === 'none') void subscribe(at);
  }

  async function subscribe(mine: Connection): Promise<void> {
    const keys = desk.keys();
    if (keys === null) return;
    mine.mailbox = 'asked';
    const { mailbox, mailboxKeys } = keys.reporter;
    const work = await solveWork(mine.nonce, mailbox, mine.workBits, () => mine !== at);
    if (work === null || mine !== at) return;
    const clientNonce = platformRandom(NONCE_BYTES);
    const { origin, nonce: relayNonce } = mine;
    const input = mailboxInput({ team: pin.team, origin, relayNonce, clientNonce, mailbox });
    link.send({
      type: 'mailbox',
      team: pin.team,
      mailbox,
      key: mailboxKeys.publicKey,
      clientNonce,
      work,
      signature: sign(mailboxKeys, input),
    });
    expect('mailbox');
  }

  function subscribed(cards: number): void {
    if (at === null) return;
    at.mailbox = 'cards';
    at.cards = cards;
    heardCards();
  }

  function hearCard(card: Extract<RelayFrame, { type: 'card' }>): void {
    receiver.card(card);
    if (at !== null) at.cards -= 1;
    if (at?.mailbox === 'subscribed') pump();
    else heardCards();
  }

  /** All that were announced, and the document where a device unknown put one: from now on text may leave. */
  function heardCards(): void {
    if (at?.mailbox !== 'cards' || at.cards > 0 || receiver.isPuzzled()) return;
    answered('mailbox');
    at.mailbox = 'subscribed';
    pump();
    whisperer.say('alive');
    whisperer.say('receipt');
    blobs.up();
  }

  /** Seals and sends the oldest message that waits and has a reader, and only that one: order costs one round trip. */
  function pump(): void {
    const { tab, team } = desk.state();
    const keys = desk.keys();
    if (at === null || at.sending !== null || tab === null || keys === null) return;
    if (team.status !== 'verified') return;
    const { reachable, document } = team.team;
    const waiting = outboxOf(tab);
    const own = waiting.find((one) => recipientsOf(tab, one, reachable).length > 0);
    if (own === undefined) {
      const erase = lastSilent(tab, 'erase');
      if (waiting.length === 0 || (erase !== undefined && !waiting.includes(erase))) {
        return forgetMailbox(tab);
      }
      desk.tell({ type: 'unreachable', why: hasNoReader(tab, document) ? 'noReader' : 'stuck' });
      return askLater();
    }
    if (!link.send(sealOwn(tab, own, keys, recipientsOf(tab, own, reachable)))) return;
    at.sending = own.eid;
    expect('send');
  }

  /** Only when the team has the request: what it holds is not the relay's to erase (PROTOCOL §5, Being forgotten). */
  function forgetMailbox(tab: Tab): void {
    if (lastSilent(tab, 'erase') === undefined) return;
    if (link.send({ type: 'mailbox-erase', ref: ERASE_REF })) expect('erase');
  }

  function forgotten(): void {
    answered('erase');
    rest();
    desk.tell({ type: 'erased' });
  }

  function hearResult({ eid, results }: Extract<RelayFrame, { type: 'result' }>): void {
    if (at?.sending !== eid) return;
    answered('send');
    at.sending = null;
    const before = isLive(desk);
    desk.tell({ type: 'result', eid, results });
    if (!results.includes('accepted')) return askLater();
    if (!before) whisperer.say('alive');
    pump();
  }

  function hangUp(): void {
    at = null;
    blobs.down();
    for (const late of answers.values()) clearTimeout(late);
    answers.clear();
    clearTimeout(askAgain);
    clearTimeout(naming);
  }

  /** Once for whatever comes in one go: a mailbox may hold several replies to a tab that is gone. */
  function nameUnreadable(): void {
    clearTimeout(naming);
    naming = setTimeout(() => {
      const { tab, team } = desk.state();
      const keys = desk.keys();
      if (at === null || tab === null || keys === null || team.status !== 'verified') return;
      const { document } = team.team;
      const readers = readersOf(tab, team.team.reachable);
      if (tab.unreadable.length === 0 || readers.length === 0) return;
      const now = { now: Date.now(), docSeq: document.seq };
      link.send(sealUnreadable(tab, keys, readers, now));
    }, NAME_AFTER_MS);
  }

  function down(): void {
    hangUp();
    if (desk.state().link !== 'taken') {
      desk.tell({ type: 'link', link: networkUp ? 'connecting' : 'offline' });
    }
  }

  function rest(): void {
    hangUp();
    whisperer.stop();
    link.rest();
  }

  return {
    go,
    whisper: (whisper) => {
      if (at?.mailbox === 'subscribed') whisperer.say(whisper);
    },
    blob: blobs.ask,
    network: (up) => {
      networkUp = up;
      link.network(up);
      // The line may have fallen before the browser said that there is no network.
      if (at === null) down();
    },
    probe: () => {
      if (desk.state().link === 'taken') return;
      if (at === null) link.redial();
      else askTeam();
    },
    redial: () => {
      down();
      desk.tell({ type: 'link', link: 'connecting' });
      link.redial();
    },
    rest,
    stop: () => {
      clearInterval(heartbeat);
      clearInterval(daily);
      clearTimeout(presence);
      rest();
    },
  };
}

/** Whether heartbeats already mean something to the team. */
function isLive(desk: Desk): boolean {
  const { tab } = desk.state();
  return tab !== null && isOpened(tab);
}
