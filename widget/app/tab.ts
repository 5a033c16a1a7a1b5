import type { BoxKeys } from '../../protocol/crypto/keys.ts';
import type { ReporterKeys } from '../../protocol/crypto/return-code.ts';
import type {
  BlobId,
  EnvelopeId,
  MessageId,
  ReadCapability,
  SessionId,
  TeamId,
} from '../../protocol/ids.ts';
import type { ChainState } from '../../protocol/talk/chain.ts';
import type { BodyHash, SenderKey } from '../../protocol/talk/names.ts';
import type { Card } from '../../protocol/talk/restriction.ts';
import type { Contact } from './contact.ts';
import { parse } from './shelf.ts';

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
  /** What was shared last of how to be reached; null when it was taken back. */
  readonly contact?: Contact | null;
  /** Version of the consent text this session named last; '' before it did. */
  readonly consent?: string;
  /** Who may read, as it was said (PROTOCOL §4, Restriction); kept, so that nobody undoes it by withholding it. */
  readonly cards?: readonly Card[];
  /** Envelopes acknowledged though unreadable; the next message names them. */
  readonly unreadable: readonly EnvelopeId[];
}

/** The tab of this team as it was written down; another team's, or one we cannot read, counts as none. */
export function readTab(text: string | null, team: string): Tab | null {
  const tab = parse<Tab>(text);
  return tab?.v === 1 && tab.team === team ? tab : null;
}

interface ShownBase {
  readonly mid: MessageId;
  /** ms since the epoch, for display only. */
  readonly at: number;
  readonly lamport: number;
  readonly session: SessionId;
  readonly seq: number;
  /** Quoted by the team in a `history`: what came itself replaces it. */
  readonly repeated?: true;
}

/** A file as the conversation shows it; its name is the message's text. */
export interface ShownFile {
  readonly media: string;
  readonly bytes: number;
}

/** With all that is needed to fetch and open it (PROTOCOL §3); keys and hashes are hex. */
export interface TheirFile extends ShownFile {
  readonly id: BlobId;
  readonly read: ReadCapability;
  readonly key: string;
  readonly hash: string;
}

/** `sending` is the outbox: durable, not yet accepted by any queue. */
export type OwnState = 'sending' | 'sent' | 'delivered' | 'read' | 'expired';

/** What a reporter sends that is no word of the conversation. */
export type Silent = 'contact' | 'resume' | 'erase';

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
  /** Has its place in the chain and none in the conversation: the sheets speak of it. */
  readonly silent?: Silent;
  /** Of a repeated one only: hash of the body that was quoted. */
  readonly hash?: BodyHash;
  /** The numbers of the topics chosen with it, where there were any. */
  readonly topics?: readonly number[];
  readonly file?: ShownFile;
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
  readonly file?: TheirFile;
  /** Of a handover: the alias of who goes on; '' for whoever is there next. */
  readonly to?: string;
  /** A person has had it on screen here. */
  readonly seen?: boolean;
}

export type Shown = Own | Theirs;

/** The last of ours that was sent silently, of this kind. */
export const lastSilent = (tab: Tab, kind: Silent): Own | undefined =>
  tab.talk.findLast((shown): shown is Own => shown.by === 'me' && shown.silent === kind);

/** Whether the earlier conversation can be asked for, was asked for, or is here. */
export function earlierOf(tab: Tab): 'none' | 'offered' | 'asked' | 'here' {
  if (tab.talk.some(({ repeated }) => repeated)) return 'here';
  if (lastSilent(tab, 'resume') !== undefined) return 'asked';
  return tab.returned ? 'offered' : 'none';
}

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
