/** Vault, erase: what this room needs of the others, and no more. */
import type {
  BucketId,
  ConversationId,
  DeviceId,
  MessageId,
  TeamId,
} from '../../../../protocol/ids.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import type { Audit } from '../audit/audit.ts';
import type { CaseBook } from '../cases/case-book.ts';
import type { Env } from '../env.ts';
import type { Book } from '../inbox/book.ts';
import type { ContactsGoing } from '../inbox/contacts-going.ts';
import type { Quarantine } from '../inbox/quarantine.ts';
import type { Jobs } from '../jobs.ts';
import type { Search } from '../search/open-search.ts';
import type { VaultStore } from '../store/vault-store.ts';
import type { Tombstones } from './tombstones.ts';

/** A reporter's wish that has been followed here. */
export interface Wish {
  readonly erased: ConversationId;
  /** The `erase`. */
  readonly asked: MessageId;
}

export interface EraseParts {
  readonly env: Pick<Env, 'ticks' | 'now'>;
  readonly team: TeamId;
  readonly store: Pick<VaultStore, 'rewrite' | 'count' | 'names' | 'commit' | 'has' | 'get'>;
  readonly carrier: Pick<Carrier, 'dropFiles'>;
  readonly jobs: Pick<Jobs, 'run'>;
  /** What receives and writes goes through it too: nothing joins a bucket while it is being destroyed. */
  readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
  readonly book: Pick<
    Book,
    | 'get'
    | 'head'
    | 'heads'
    | 'bucketOf'
    | 'messageNames'
    | 'forget'
    | 'remember'
    | 'change'
    | 'put'
  >;
  /** Contact details that are about to be destroyed. */
  readonly going: Pick<ContactsGoing, 'going' | 'gone' | 'put'>;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
  readonly quarantine: Pick<Quarantine, 'about' | 'put' | 'move' | 'moved'>;
  readonly cases: Pick<
    CaseBook,
    'head' | 'heads' | 'bucketOf' | 'read' | 'keepFingerprints' | 'forget'
  >;
  readonly search: Pick<Search, 'forget'>;
  readonly tombstones: Tombstones;
  readonly audit: Pick<Audit, 'note'>;
  /** Operators' devices of the newest document. */
  readonly operators: () => ReadonlySet<DeviceId>;
  /** Colleagues hear of it, as far as they can be reached. */
  readonly followed: (wish: Wish) => void;
  readonly tell: (fact: DeskFact) => void;
  /** A conversation's line shows something else now. */
  readonly changed: (id: ConversationId) => void;
}
