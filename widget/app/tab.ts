import { fromHex, toHex } from './hex.ts';
import { newBoxKeys, type BoxKeys, boxKeysFrom } from '../../protocol/crypto/keys.ts';
import { platformRandom } from '../../protocol/crypto/random.ts';
import {
  newReturnCode,
  reporterKeys,
  type ReporterKeys,
} from '../../protocol/crypto/return-code.ts';
import { SessionId, type EnvelopeId, type MessageId, type TeamId } from '../../protocol/ids.ts';
import { newChain, type ChainState } from '../../protocol/talk/chain.ts';
import type { BodyHash, SenderKey } from '../../protocol/talk/names.ts';
import { TOKEN_BYTES } from '../../protocol/wire/sealed.ts';

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

/** A conversation that begins with the next message. */
export const newTab = (team: TeamId, lamport = 0): Tab => ({
  v: 1,
  team,
  code: toHex(newReturnCode()),
  ...freshSession(lamport),
  resumes: null,
  codeStep: 'none',
  returned: false,
  talk: [],
  unreadable: [],
});

/** Coming back with a code, to a conversation whose past is not in this browser. */
export const returnedTab = (team: TeamId, code: Uint8Array): Tab => ({
  ...newTab(team),
  code: toHex(code),
  codeStep: 'kept',
  returned: true,
});

/**
 * A duplicated tab: it keeps the code and what was said, drops session, chain and R.eph, and leaves
 * unsent messages to the tab they were written in (PROTOCOL §1).
 */
export const duplicatedTab = (tab: Tab): Tab => ({
  ...tab,
  ...freshSession(tab.chain.lamport),
  talk: tab.talk.filter((shown) => shown.by === 'team' || shown.state !== 'sending'),
  resumes: lastMid(tab),
  unreadable: [],
});

const freshSession = (lamport: number): Pick<Tab, 'eph' | 'token' | 'chain'> => ({
  eph: toHex(newBoxKeys().secretKey),
  token: toHex(platformRandom(TOKEN_BYTES)),
  chain: newChain(SessionId.random(), lamport),
});

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

/** The pairs a tab's secrets stand for; about 10 ms, so keep the result. */
export const keysOf = (tab: Tab): TabKeys => ({
  reporter: reporterKeys(fromHex(tab.code), tab.team),
  eph: boxKeysFrom(fromHex(tab.eph)),
});
