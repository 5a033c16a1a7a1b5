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
  readonly ephemeral: (copy: SealedCopy) => void;
  /** A document arrived: look again at what came from devices unknown until now. */
  readonly teamChanged: () => void;
}

/** Envelopes from devices unknown until the next document; more than the relay ever has under way. */
const MAX_STRANGERS = 32;
/** How long "is writing" stands after the last sign of it. */
const TYPING_MS = 6000;

/** Opens what arrives, writes it down through the desk, and only then lets the relay forget it. */
export function makeReceiver(desk: Desk, out: ReceiverOut): Receiver {
  let strangers: Envelope[] = [];
  const heartbeats = new Map<SenderKey, Heartbeat>();
  let typing: ReturnType<typeof setTimeout> | undefined;

  const take = (envelope: Envelope, again: boolean): void => {
    const { tab, team } = desk.state();
    const keys = desk.keys();
    if (tab === null || keys === null || team.status !== 'verified') return;
    const opened = tryOpen(envelope, tab.team, keys);
    const filed =
      opened === null
        ? ({ kind: 'unreadable' } as const)
        : file(tab, keys, opened, team.team.devices);
    if (filed.kind === 'stranger' && !again && strangers.length < MAX_STRANGERS) {
      strangers.push(envelope);
      return out.refetchTeam();
    }
    if (filed.kind === 'message' || filed.kind === 'receipt') {
      desk.tell({ type: 'tab', tab: filed.tab });
    } else if (filed.kind !== 'repeat') {
      desk.tell({ type: 'tab', tab: noteUnreadable(tab, envelope.id) });
      out.unreadable();
    }
    out.ack(envelope.id);
    if (filed.kind === 'message') {
      desk.tell({ type: 'typing', who: null });
      out.arrived();
    }
  };

  const hearTyping = (
    tab: Tab,
    sender: SenderKey,
    heard: ReturnType<typeof readEphemeral>,
  ): void => {
    const last = tab.talk.findLast((shown) => shown.by === 'team' && shown.sender === sender);
    if (last?.by !== 'team') return;
    const known = heartbeats.get(sender);
    const heartbeat = known?.session === last.session ? known : newHeartbeat(last.session, null);
    const next = hear(heartbeat, heard, Date.now());
    if (next === null) return;
    heartbeats.set(sender, next);
    if (heard.type !== 'typing') return;
    clearTimeout(typing);
    typing = setTimeout(() => desk.tell({ type: 'typing', who: null }), TYPING_MS);
    desk.tell({ type: 'typing', who: last.alias });
  };

  return {
    envelope: (envelope) => take(envelope, false),
    teamChanged: () => {
      const waiting = strangers;
      strangers = [];
      for (const envelope of waiting) take(envelope, true);
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
      } else hearTyping(tab, sender, heard);
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
