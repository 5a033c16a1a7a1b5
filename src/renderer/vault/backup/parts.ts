/** Vault, backup: what this room needs of the others, and no more. */
import type { BucketId, ConversationId, DeviceId } from '../../../../protocol/ids.ts';
import type { SenderKey } from '../../../../protocol/talk/names.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { Language } from '../../../contract/case.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import type { Audit } from '../audit/audit.ts';
import type { CaseBook } from '../cases/case-book.ts';
import type { Env } from '../env.ts';
import type { Tombstones } from '../erase/tombstones.ts';
import type { Evidence } from '../evidence/open-evidence.ts';
import type { Book } from '../inbox/book.ts';
import type { ContactsGoing } from '../inbox/contacts-going.ts';
import type { Jobs } from '../jobs.ts';
import type { Buckets } from '../keys/buckets.ts';
import type { Keyring } from '../keys/keyring.ts';
import type { Papers } from '../papers/open-papers.ts';
import type { VaultStore } from '../store/vault-store.ts';

export interface BackupParts {
  readonly env: Pick<Env, 'now' | 'ticks' | 'random' | 'later'>;
  readonly carrier: Pick<
    Carrier,
    'beginSave' | 'writeSave' | 'readSave' | 'endSave' | 'beginOpen' | 'readOpen' | 'endOpen'
  >;
  readonly jobs: Pick<Jobs, 'run' | 'busy'>;
  readonly store: Pick<VaultStore, 'has' | 'get' | 'each' | 'count' | 'used' | 'commit'>;
  readonly buckets: Pick<Buckets, 'own' | 'ensure' | 'take' | 'giveBack'>;
  readonly keys: { readonly current: () => Pick<Keyring, 'document' | 'settings' | 'buckets'> };
  readonly nameKey: (bucket: BucketId) => Uint8Array;
  readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
  readonly book: Pick<Book, 'get' | 'head' | 'put' | 'change' | 'nameTaken'>;
  readonly going: Pick<ContactsGoing, 'all' | 'going' | 'put'>;
  /** Contact details were replaced or taken back by what a backup knew. */
  readonly withdrawn: () => void;
  readonly cases: Pick<CaseBook, 'bucketOf' | 'read' | 'reread' | 'heads' | 'given' | 'keepGiven'>;
  readonly evidence: Pick<Evidence, 'list' | 'read' | 'take'>;
  readonly tombstones: Pick<
    Tombstones,
    | 'key'
    | 'all'
    | 'take'
    | 'erased'
    | 'caseErased'
    | 'fileErased'
    | 'conversationErased'
    | 'erasedUntil'
  >;
  readonly papers: Pick<Papers, 'kept' | 'restore'>;
  readonly audit: Pick<Audit, 'note'>;
  readonly language: Language;
  /** Our own ik and id. */
  readonly me: SenderKey;
  readonly device: DeviceId;
  /** The same rule as for the vault's own passphrase. */
  readonly isStrong: (passphrase: string) => boolean | Promise<boolean>;
  /** A line of the inbox is to be shown anew. */
  readonly changed: (id: ConversationId) => void;
  readonly tell: (fact: DeskFact) => void;
}
