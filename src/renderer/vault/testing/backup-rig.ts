/**
 * Vault, testing: a vault's books over records in memory, with a file dialog and a folder of sealed
 * chunks, for backups and restores. Rows are not sealed here; everything above them is real.
 */
import { concatBytes } from '@noble/hashes/utils.js';
import { BucketId, DeviceId } from '../../../../protocol/ids.ts';
import { newBoxKeys } from '../../../../protocol/crypto/keys.ts';
import { platformRandom } from '../../../../protocol/crypto/random.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import { testTeam } from '../../../../protocol/testing/team.ts';
import type { CaseFile, Incident } from '../../../contract/case.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import type { AuditAct } from '../../../contract/audit.ts';
import { ok } from '../../../contract/outcome.ts';
import { openBackup, type Backup } from '../backup/open-backup.ts';
import type { BackupParts } from '../backup/parts.ts';
import { openCaseBook, type CaseBook } from '../cases/case-book.ts';
import { openTombstones, type Erased, type Tombstones } from '../erase/tombstones.ts';
import { openEvidence, type Evidence } from '../evidence/open-evidence.ts';
import { openGoing } from '../inbox/contacts-going.ts';
import { openBook } from '../inbox/book.ts';
import { Jobs } from '../jobs.ts';
import { serial } from '../serial.ts';
import { backupTalks, type Talks } from './backup-talks.ts';
import { chunks, FakeDisk } from './fake-disk.ts';
import { streams } from './fake-streams.ts';
import { MemoryStore } from './memory-store.ts';
import { testEnv, type TestEnv } from './test-env.ts';

/** What the person does in dialogs, and what came of it. */
export interface Dialog {
  /** The file that is chosen; null: cancelled. */
  chosen: Uint8Array | null;
  cancels: boolean;
  /** The disk that is saved to. */
  full: boolean;
  /** Files that were kept, by name. */
  readonly saved: Map<string, Uint8Array>;
}

export interface BackupRig extends Talks {
  readonly env: TestEnv;
  readonly store: MemoryStore;
  readonly disk: FakeDisk;
  readonly parts: BackupParts & { readonly cases: CaseBook; readonly evidence: Evidence };
  readonly backup: Backup;
  readonly jobs: Jobs;
  readonly facts: DeskFact[];
  readonly noted: AuditAct[];
  readonly dialog: Dialog;
  readonly newCase: (incident: Incident) => Promise<CaseFile>;
  readonly attach: (file: CaseFile, bytes: Uint8Array) => Promise<void>;
  readonly erase: (what: readonly Erased[]) => Promise<void>;
}

/** Secrets that must never stand in a backup, by name. */
export const deviceSecrets = {
  rootSeed: platformRandom(32),
  rootCode: platformRandom(16),
  loginSeed: platformRandom(32),
  signSeed: platformRandom(32),
  ikSecret: platformRandom(32),
  prekey: platformRandom(32),
  epochKey: platformRandom(32),
  dataKey: platformRandom(32),
};

const keyring = {
  document: testTeam('backup').bytes,
  settings: {
    relay: 'wss://relay.example.org',
    teamName: 'Anlaufstelle',
    alias: 'Team Ahorn',
    language: 'de' as const,
    devices: [{ id: '01'.repeat(16), ik: '02'.repeat(32), roles: ['operator'] }],
  },
  ...deviceSecrets,
};

export const BACKUP_PASSPHRASE = 'sieben Kraniche über dem Moor';

/** Writes a backup and answers what was told of it; throws when it is refused. */
export async function backedUp({ backup }: Pick<BackupRig, 'backup'>) {
  const outcome = await backup.backup(BACKUP_PASSPHRASE);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
}

/** The file kept last. */
export function newestFile({ dialog }: Pick<BackupRig, 'dialog'>): Uint8Array {
  const file = [...dialog.saved.values()].at(-1);
  if (file === undefined) throw new Error('no backup was kept');
  return file;
}

export async function restored(
  into: Pick<BackupRig, 'backup' | 'dialog'>,
  file: Uint8Array,
  secret: string = BACKUP_PASSPHRASE,
) {
  into.dialog.chosen = file;
  return await into.backup.restore(secret);
}

/** Every file of a case, whole. */
export async function evidenceOf(
  { parts }: Pick<BackupRig, 'parts'>,
  id: string,
): Promise<readonly Uint8Array[]> {
  const files: Uint8Array[] = [];
  for (const item of await parts.evidence.list(id)) {
    const pieces: Uint8Array[] = [];
    for await (const chunk of parts.evidence.read(id, item))
      if (chunk !== null) pieces.push(chunk.slice());
    files.push(concatBytes(...pieces));
  }
  return files;
}

/** An empty vault of a device of its own. */
export async function backupRig(): Promise<BackupRig> {
  const env = testEnv();
  const store = new MemoryStore();
  const disk = new FakeDisk();
  const facts: DeskFact[] = [];
  const noted: AuditAct[] = [];
  const tell = (fact: DeskFact): void => void facts.push(fact);
  const dialog: Dialog = { chosen: null, cancels: false, full: false, saved: new Map() };
  const carrier = { ...chunks(disk, () => undefined), ...streamsOf(dialog) };
  const { ring, buckets, nameKey } = bucketRing();
  const audit = { note: (act: AuditAct): void => void noted.push(act) };
  const shared = { env, carrier, store, buckets, nameKey, oneByOne: serial(), audit, tell };
  const book = await openBook(shared);
  const cases = await openCaseBook(shared);
  const stoneKey = platformRandom(32);
  const stones = { store, own: buckets.own, nameKey, key: () => stoneKey };
  const tombstones = await openTombstones(stones);
  const evidence = await openEvidence({ ...shared, cases, tombstones, others: () => new Set() });
  const going = await openGoing(shared);
  const jobs = new Jobs(env, (state) => tell({ type: 'job', state }));
  const parts = {
    ...shared,
    jobs,
    book,
    cases,
    evidence,
    tombstones,
    going,
    papers: { kept: async () => ({}), restore: async () => ok(null) },
    withdrawn: () => undefined,
    keys: { current: () => ({ ...keyring, buckets: ring }) },
    language: 'de' as const,
    me: SenderKey.of(newBoxKeys().publicKey),
    device: DeviceId.random(),
    isStrong: (passphrase: string) => passphrase.length >= 12,
    changed: () => undefined,
  };
  const backup = await openBackup(parts);
  const acts = {
    ...backupTalks(parts),
    ...casework(cases, evidence, dialog),
    ...erasing(tombstones),
  };
  return { env, store, disk, parts, backup, jobs, facts, noted, dialog, ...acts };
}

const streamsOf = (dialog: Dialog) =>
  streams({
    chosen: () => (dialog.chosen === null ? null : { name: 'x.age', bytes: dialog.chosen }),
    cancels: () => dialog.cancels,
    full: () => dialog.full,
    saved: (name, bytes) => void dialog.saved.set(name, bytes),
  });

function bucketRing() {
  const ring = new Map<BucketId, { readonly data: Uint8Array; readonly name: Uint8Array }>();
  const take = (): BucketId => {
    const bucket = BucketId.random();
    ring.set(bucket, { data: deviceSecrets.dataKey, name: platformRandom(32) });
    return bucket;
  };
  const buckets = { own: take(), ensure: async () => ok(null), take, giveBack: () => undefined };
  const nameKey = (bucket: BucketId): Uint8Array => {
    const keys = ring.get(bucket);
    if (keys === undefined) throw new Error('no such bucket');
    return keys.name;
  };
  return { ring, buckets, nameKey };
}

const casework = (
  cases: CaseBook,
  evidence: Evidence,
  dialog: Dialog,
): Pick<BackupRig, 'newCase' | 'attach'> => ({
  newCase: async (incident) => {
    await cases.addAll([incident]);
    const [line] = cases.list({ from: 0, limit: 1 }).cases;
    const file = line === undefined ? null : await cases.read(line.id);
    if (file === null) throw new Error('one case was added');
    return file;
  },
  attach: async (file, bytes) => {
    dialog.chosen = bytes;
    const added = await evidence.add(file.id);
    if (!added.ok) throw new Error(added.refusal);
  },
});

const erasing = (tombstones: Tombstones): Pick<BackupRig, 'erase'> => ({
  erase: async (what) => {
    const prepared = await tombstones.prepare(what, []);
    if (!prepared.ok) throw new Error(prepared.refusal);
    await prepared.value.settle();
  },
});
