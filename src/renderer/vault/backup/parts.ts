/** Vault, backup: what this room needs of the others, and no more. */
import type { BucketId, ConversationId, DeviceId } from '../../../../protocol/ids.ts';
import type { SenderKey } from '../../../../protocol/talk/names.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { Language } from '../../../contract/case.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import type { EvidenceItem } from '../../../contract/keeping.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import type { Audit } from '../audit/audit.ts';
import type { CaseBook } from '../cases/case-book.ts';
import type { Env } from '../env.ts';
import type { Book } from '../inbox/book.ts';
import type { Jobs } from '../jobs.ts';
import type { Buckets } from '../keys/buckets.ts';
import type { Keyring } from '../keys/keyring.ts';
import type { VaultStore } from '../store/vault-store.ts';

/** The files of cases, plain on this side. */
export interface EvidenceFiles {
  readonly list: (caseId: string) => Promise<readonly EvidenceItem[]>;
  /** The file's bytes in order; null, and nothing after it, where it cannot be read on. */
  readonly read: (caseId: string, item: EvidenceItem) => AsyncIterable<Uint8Array | null>;
  /**
   * Takes a whole file in: durable when it answers. Keeps nothing when `chunks` throws, or when what
   * came is not the file the item describes (`damaged`).
   */
  readonly take: (
    caseId: string,
    item: EvidenceItem,
    chunks: AsyncIterable<Uint8Array>,
  ) => Promise<Outcome<null, 'disk-full' | 'damaged'>>;
}

/** What was erased, by name only (PROTOCOL §4). */
export interface Tombstones {
  /** Key and names, to be carried along. */
  readonly key: () => Uint8Array;
  readonly all: () => AsyncIterable<object>;
  /** Whether this was erased here. */
  readonly has: (kind: 'conversation' | 'case', id: string) => boolean;
  /** Takes those of a backup over, with their key: what was erased there does not come back here. */
  readonly take: (
    key: Uint8Array,
    stones: readonly object[],
  ) => Promise<Outcome<null, 'disk-full'>>;
}

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
  readonly book: Pick<Book, 'get' | 'put' | 'change' | 'nameTaken'>;
  readonly cases: Pick<CaseBook, 'bucketOf' | 'read' | 'reread' | 'heads'>;
  readonly evidence: EvidenceFiles;
  readonly tombstones: Tombstones;
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
