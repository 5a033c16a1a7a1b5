import { equalBytes } from '../../protocol/hash.ts';
import { open, type Opened, type SealedCopy } from '../../protocol/crypto/envelope.ts';
import type { BoxKeys } from '../../protocol/crypto/keys.ts';
import { ProtocolError } from '../../protocol/errors.ts';
import type { EnvelopeId, TeamId } from '../../protocol/ids.ts';
import {
  hear,
  newHeartbeat,
  readEphemeral,
  type Heartbeat,
} from '../../protocol/talk/ephemeral.ts';
import { SenderKey } from '../../protocol/talk/names.ts';
import { kidOf } from '../../protocol/team/derived-ids.ts';
import type { Envelope } from '../../protocol/wire/sealed.ts';
import type { Desk } from './desk.ts';
import { deliver, file, noteUnreadable } from './inbox.ts';
import type { Tab, TabKeys } from './tab.ts';

/** What the receiver asks of the connection. */
export interface ReceiverOut {
  /** The envelope is written down here, or can never be: the relay may forget it. */
  readonly ack: (eid: EnvelopeId) => void;
  /** Something new stands on the screen. */
  readonly arrived: () => void;
  /** Something could not be opened here: the team should seal it again. */
  readonly unreadable: () => void;
  readonly refetchTeam: () => void;
}

export interface Receiver {
  readonly envelope: (envelope: Envelope) => void;
  /** Who may read: never acknowledged, and what cannot be believed counts as none. */
  readonly card: (card: SealedCopy) => void;
  /** A card came from a device unknown until now, and the document has not been heard yet. */
  readonly isPuzzled: () => boolean;
  readonly ephemeral: (copy: SealedCopy) => void;
  /** A document arrived: look again at what came from devices unknown until now. */
  readonly teamChanged: () => void;
}

/** An envelope, or without a name a card. */
type Copy = SealedCopy & Partial<Pick<Envelope, 'id'>>;

/** Envelopes from devices unknown until the next document; more than the relay ever has under way. */
const MAX_STRANGERS = 32;
/** How long "is writing" stands after the last sign of it. */
const TYPING_MS = 6000;

/** Opens what arrives, writes it down through the desk, and only then lets the relay forget it. */
export function makeReceiver(desk: Desk, out: ReceiverOut): Receiver {
  let strangers: Copy[] = [];
  const heartbeats = new Map<SenderKey, Heartbeat>();
  let typing: ReturnType<typeof setTimeout> | undefined;

  const take = (copy: Copy, again: boolean): void => {
    const { tab, team } = desk.state();
    const keys = desk.keys();
    if (tab === null || keys === null || team.status !== 'verified') return;
    const { id } = copy;
    const opened = tryOpen(copy, tab.team, keys);
    const filed =
      opened === null
        ? ({ kind: 'unreadable' } as const)
        : file(tab, keys, opened, team.team.devices, id === undefined);
    if (filed.kind === 'stranger' && !again && strangers.length < MAX_STRANGERS) {
      strangers.push(copy);
      return out.refetchTeam();
    }
    if (filed.kind === 'message' || filed.kind === 'receipt') {
      desk.tell({ type: 'tab', tab: filed.tab });
    } else if (filed.kind !== 'repeat' && id !== undefined) {
      desk.tell({ type: 'tab', tab: noteUnreadable(tab, id) });
      out.unreadable();
    }
    if (id !== undefined) out.ack(id);
    if (filed.kind === 'message') {
      desk.tell({ type: 'typing', who: null });
      out.arrived();
    }
  };

  /** Typing, and a place in the line: each counted, so that nothing old is heard again (PROTOCOL §4). */
  const hearSign = (tab: Tab, sender: SenderKey, heard: ReturnType<typeof readEphemeral>): void => {
    const last = tab.talk.findLast((shown) => shown.by === 'team' && shown.sender === sender);
    const known = heartbeats.get(sender);
    if (last === undefined && heard.type !== 'place') return;
    const session = last?.session ?? heard.session;
    const heartbeat = known?.session === session ? known : newHeartbeat(session, null);
    const next = hear(heartbeat, heard, Date.now());
    if (next === null) return;
    heartbeats.set(sender, next);
    if (heard.type === 'place') return desk.tell({ type: 'place', place: heard.place });
    if (heard.type !== 'typing' || last?.by !== 'team') return;
    clearTimeout(typing);
    typing = setTimeout(() => desk.tell({ type: 'typing', who: null }), TYPING_MS);
    desk.tell({ type: 'typing', who: last.alias });
  };

  return {
    envelope: (envelope) => take(envelope, false),
    card: ({ header, wrap, ct }) => take({ header, wrap, ct }, false),
    isPuzzled: () => strangers.some(({ id }) => id === undefined),
    teamChanged: () => {
      const waiting = strangers;
      strangers = [];
      for (const copy of waiting) take(copy, true);
    },
    ephemeral: (copy) => {
      const { tab, team } = desk.state();
      const keys = desk.keys();
      if (tab === null || keys === null || team.status !== 'verified') return;
      const opened = tryOpen(copy, tab.team, keys);
      if (opened === null) return;
      const sender = SenderKey.of(opened.senderPk);
      const device = team.team.devices.get(sender);
      const heard = tryRead(opened.body);
      if (heard === null || heard.conversation !== keys.reporter.conversation) return;
      if (heard.from !== 'device' || device?.roles.includes('operator') !== true) return;
      // A receipt only ever adds, so an old one repeated changes nothing and needs no counter.
      if (heard.type === 'receipt') {
        desk.tell({ type: 'tab', tab: deliver(tab, keys, heard.receipts) });
      } else hearSign(tab, sender, heard);
    },
  };
}

function tryOpen(copy: SealedCopy, team: TeamId, keys: TabKeys): Opened | null {
  const mine = [keys.eph, keys.reporter.box];
  const keyFor = (kid: Uint8Array): BoxKeys | undefined =>
    mine.find((pair) => equalBytes(kidOf(pair.publicKey), kid));
  return orNull(() => open(copy, { team, ik: keys.reporter.box, keyFor }));
}

const tryRead = (body: Uint8Array) => orNull(() => readEphemeral(body));

function orNull<T>(act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}
