import type { BoxKeys } from '../../protocol/crypto/keys.ts';
import type { ReporterKeys } from '../../protocol/crypto/return-code.ts';
import type { EnvelopeId, MessageId, SessionId, TeamId } from '../../protocol/ids.ts';
import type { ChainState } from '../../protocol/talk/chain.ts';
import type { BodyHash, SenderKey } from '../../protocol/talk/names.ts';

/**
 * widget/app: everything one tab knows of its conversation (PROTOCOL §1, Return code).
 *
 * It is plain JSON, is written to sessionStorage as one piece before anything is sent or acknowledged,
 * and stands nowhere else.
 */
export interface Tab {
  readonly v: 1;
  readonly team: TeamId;
  /** R, hex. */
  readonly code: string;
  /** Secret half of R.eph, hex. */
  readonly eph: string;
  /** Write token of the mailbox, hex. */
  readonly token: string;
  /** Our own chain: what the next message will carry. */
  readonly chain: ChainState;
  /** The last message known when this session began; the first message names it. */
  readonly resumes: MessageId | null;
  /** `offered`: the code is on screen and waits for "I have kept it". */
  readonly codeStep: 'none' | 'offered' | 'kept';
  /** Came back by code: what was read before is not here. */
  readonly returned: boolean;
  readonly talk: readonly Shown[];
  /** Envelopes acknowledged though unreadable; the next message names them. */
  readonly unreadable: readonly EnvelopeId[];
}

interface ShownBase {
  readonly mid: MessageId;
  /** ms since the epoch, for display only. */
  readonly at: number;
  readonly lamport: number;
  readonly session: SessionId;
  readonly seq: number;
}

/** `sending` is the outbox: durable, not yet accepted by any queue. */
export type OwnState = 'sending' | 'sent' | 'delivered' | 'expired';

/** A message of ours. */
export interface Own extends ShownBase {
  readonly by: 'me';
  readonly state: OwnState;
  readonly eid: EnvelopeId;
  /** The exact JSON that is sealed, kept until it has been delivered. */
  readonly body: string | null;
  readonly text: string;
  /** 0 for an ordinary text. */
  readonly stars: number;
}

/** A message from a device of the team. */
export interface Theirs extends ShownBase {
  readonly by: 'team';
  readonly sender: SenderKey;
  readonly prev: BodyHash;
  readonly hash: BodyHash;
  readonly alias: string;
  /** Null for what this version cannot show; it still has its place in the chain. */
  readonly text: string | null;
}

export type Shown = Own | Theirs;

/** The newest message of the conversation, ours or theirs. */
export const lastMid = (tab: Tab): MessageId | null => tab.talk.at(-1)?.mid ?? null;

/** What waits to be sealed and sent, oldest first. */
export const outboxOf = (tab: Tab): readonly Own[] =>
  tab.talk.filter((shown): shown is Own => shown.by === 'me' && shown.state === 'sending');

/** Whether a message of this session is stored with the team: from then on heartbeats mean something. */
export const isOpened = (tab: Tab): boolean =>
  tab.talk.some(
    (s) => s.by === 'me' && s.session === tab.chain.session && s.seq === 0 && s.state !== 'sending',
  );

/** The pairs of one tab. */
export interface TabKeys {
  readonly reporter: ReporterKeys;
  readonly eph: BoxKeys;
}
