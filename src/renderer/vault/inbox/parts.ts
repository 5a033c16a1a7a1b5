/** Vault, inbox: what receiving, sending and signs share while the vault is open. */
import type { SealedCopy } from '../../../../protocol/crypto/envelope.ts';
import type { BucketId, ConversationId, DeviceId, MessageId } from '../../../../protocol/ids.ts';
import type { SenderKey } from '../../../../protocol/talk/names.ts';
import type { KnownDevice } from '../../../../protocol/talk/rights.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { Language } from '../../../contract/case.ts';
import type { ConversationSummary, DeskFact, SendState } from '../../../contract/desk.ts';
import type { Env } from '../env.ts';
import type { Buckets } from '../keys/buckets.ts';
import type { VaultStore } from '../store/vault-store.ts';
import type { Book } from './book.ts';
import type { ContactsGoing } from './contacts-going.ts';
import type { Held } from './judge.ts';
import type { PresenceBook } from './presence.ts';
import type { Quarantine } from './quarantine.ts';

/** What the team's rooms made of something; null: it is not about the team. */
export type TeamTaken = 'known' | 'later' | 'unreadable' | null;

export interface InboxParts {
  readonly env: Env;
  readonly carrier: Carrier;
  readonly store: VaultStore;
  readonly book: Book;
  readonly buckets: Buckets;
  readonly quarantine: Quarantine;
  /** Contact details that were replaced or taken back, until they are destroyed. */
  readonly going: ContactsGoing;
  readonly presence: PresenceBook;
  readonly language: Language;
  /** Our own ik. */
  readonly me: SenderKey;
  /** Names rows; throws for a bucket this vault has no key of. */
  readonly nameKey: (bucket: BucketId) => Uint8Array;
  /** Whether a message was erased here: it is settled and dropped, whoever sends it again (PROTOCOL §4). */
  readonly erased?: (sender: SenderKey, mid: MessageId) => boolean;
  /** Whether a conversation was erased here at its reporter's wish: only its reporter begins it anew. */
  readonly conversationErased?: (conversation: ConversationId) => boolean;
  /** What came to anybody before this is not taken from colleagues; Infinity until its reporter has begun it anew, at `begun`. */
  readonly erasedUntil?: (conversation: ConversationId, begun: number | undefined) => number;
  /** Whether it went from here last at its reporter's own wish. */
  readonly wishFollowed?: (conversation: ConversationId) => boolean;
  /** Opens one copy with this device's keys; null counts as unreadable. */
  readonly open: (copy: SealedCopy) => Held | null;
  /** What is about the team and not about a conversation, durable when it answers; null: none of that. */
  readonly forTeam?: (held: Held) => Promise<TeamTaken>;
  /** Our own device id. */
  readonly own: DeviceId;
  /** The name a device says it writes under since it was changed; '' where it never was. */
  readonly saysOf?: (device: DeviceId) => string;
  /** Operators' devices of the newest document, ours among them. */
  readonly operators: () => ReadonlySet<DeviceId>;
  /** Devices of every team document seen, by ik. */
  readonly devices: () => ReadonlyMap<SenderKey, KnownDevice>;
  /** Fetches the team document once; resolves when it is known whether there was a newer one. */
  readonly refetch: () => Promise<void>;
  /** Everything that changes a conversation goes through this, one at a time. Never wait for the network in it. */
  readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
  /** The team's words for the topics a reporter chose; '' for none. */
  readonly topicOf: (topics: readonly number[]) => string;
  readonly caseOf: (id: ConversationId) => ConversationSummary['case'];
  readonly tell: (fact: DeskFact) => void;
}

export const stateFact = (
  conversation: ConversationId,
  message: MessageId,
  state: SendState,
): DeskFact => ({ type: 'state-changed', conversation, message, state });
