/**
 * Vault, testing: a vault's books over records in memory, with a file dialog and a folder of sealed
 * chunks, for backups and restores. Rows are not sealed here; everything above them is real.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { DeviceId, BucketId, MessageId, SessionId } from '../../../../protocol/ids.ts';
import { newBoxKeys } from '../../../../protocol/crypto/keys.ts';
import { platformRandom } from '../../../../protocol/crypto/random.ts';
import { writeBody, type ConversationBody } from '../../../../protocol/talk/body.ts';
import { advance, newChain, nextHead, type ChainState } from '../../../../protocol/talk/chain.ts';
import { bodyHash, conversationOf, SenderKey } from '../../../../protocol/talk/names.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import type { CaseFile, Incident } from '../../../contract/case.ts';
import type { AuditAct } from '../../../contract/keeping.ts';
import { ok } from '../../../contract/outcome.ts';
import { openBackup, type Backup } from '../backup/open-backup.ts';
import type { BackupParts, Tombstones } from '../backup/parts.ts';
import { openCaseBook, type CaseBook } from '../cases/case-book.ts';
import { openEvidence, type Evidence } from '../evidence/open-evidence.ts';
import { withMessage } from '../inbox/apply.ts';
import { openBook, type Book } from '../inbox/book.ts';
import { newConversation } from '../inbox/conversation.ts';
import { messageRowId, readMessage, type KeptMessage } from '../inbox/message-row.ts';
import { Jobs } from '../jobs.ts';
import { serial } from '../serial.ts';
import type { Heads, HeadKind, VaultStore } from '../store/vault-store.ts';
import { chunks, FakeDisk } from './fake-disk.ts';
import { streams } from './fake-streams.ts';
import { MemoryStore } from './memory-store.ts';
import { testEnv, type TestEnv } from './test-env.ts';

/** Rows in memory, with the packed lines made anew at each opening. */
class RigStore extends MemoryStore {
  readonly used = (bucket: BucketId): boolean => this.count(bucket) > 0;

  readonly heads: VaultStore['heads'] = async <H extends object>(
    _: HeadKind,
    { read }: { readonly read: (bucket: BucketId) => Promise<H | null> },
  ): Promise<Heads<H>> => {
    const lines = new Map<BucketId, H>();
    for (const bucket of new Set([...this.records.values()].map((one) => one.bucket))) {
      const line = await read(bucket);
      if (line !== null) lines.set(bucket, line);
    }
    return {
      get: (bucket) => lines.get(bucket),
      set: (bucket, line) => void (line === null ? lines.delete(bucket) : lines.set(bucket, line)),
      entries: () => lines.entries(),
      size: () => lines.size,
    };
  };
}

export interface Rig {
  readonly env: TestEnv;
  readonly store: RigStore;
  readonly disk: FakeDisk;
  readonly book: Book;
  readonly cases: CaseBook;
  readonly evidence: Evidence;
  readonly parts: BackupParts;
  readonly backup: Backup;
  readonly jobs: Jobs;
  readonly facts: DeskFact[];
  readonly noted: AuditAct[];
  readonly stones: {
    readonly key: Uint8Array;
    readonly erased: Set<string>;
    readonly taken: object[];
  };
  /** Files that were kept, by name. */
  readonly saved: Map<string, Uint8Array>;
  /** What the open dialog gives; null: cancelled. */
  readonly dialog: { chosen: Uint8Array | null; cancels: boolean; full: boolean };
  /** A conversation in which these texts were written, by reporter and team in turn. */
  readonly talk: (texts: readonly string[]) => Promise<Talk>;
  readonly say: (talk: Talk, text: string) => Promise<void>;
  readonly messages: (talk: Pick<Talk, 'id'>) => Promise<readonly KeptMessage[]>;
  readonly newCase: (incident: Incident) => Promise<CaseFile>;
  readonly attach: (file: CaseFile, bytes: Uint8Array) => Promise<void>;
}

export interface Talk {
  readonly id: ReturnType<typeof conversationOf>;
  readonly reporter: SenderKey;
  chain: ChainState;
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

export async function rig(
  from: { readonly carrier?: Partial<BackupParts['carrier']>; readonly env?: TestEnv } = {},
): Promise<Rig> {
  const env = from.env ?? testEnv();
  const store = new RigStore();
  const disk = new FakeDisk();
  const facts: DeskFact[] = [];
  const noted: AuditAct[] = [];
  const tell = (fact: DeskFact): void => void facts.push(fact);
  const dialog: Rig['dialog'] = { chosen: null, cancels: false, full: false };
  const saved = new Map<string, Uint8Array>();
  const carrier = {
    ...chunks(disk, () => undefined),
    ...streams({
      chosen: () => (dialog.chosen === null ? null : { name: 'x.age', bytes: dialog.chosen }),
      cancels: () => dialog.cancels,
      full: () => dialog.full,
      saved: (name, bytes) => void saved.set(name, bytes),
    }),
    ...from.carrier,
  };
  const ring = new Map<BucketId, { readonly data: Uint8Array; readonly name: Uint8Array }>();
  const fresh = (): BucketId => {
    const bucket = BucketId.random();
    ring.set(bucket, { data: deviceSecrets.dataKey, name: platformRandom(32) });
    return bucket;
  };
  const own = fresh();
  const nameKey = (bucket: BucketId): Uint8Array => {
    const keys = ring.get(bucket);
    if (keys === undefined) throw new Error('no such bucket');
    return keys.name;
  };
  const buckets = { own, ensure: async () => ok(null), take: fresh, giveBack: () => undefined };
  const oneByOne = serial();
  const audit = { note: (act: AuditAct): void => void noted.push(act) };
  const book = await openBook({ store, nameKey });
  const cases = await openCaseBook({ env, store, buckets, nameKey, oneByOne });
  const evidence = await openEvidence({
    env,
    carrier,
    store,
    cases,
    nameKey,
    oneByOne,
    audit,
    tell,
  });
  const stones: Rig['stones'] = { key: platformRandom(32), erased: new Set(), taken: [] };
  const jobs = new Jobs(env, (state) => tell({ type: 'job', state }));
  const me = SenderKey.of(newBoxKeys().publicKey);
  const parts: BackupParts = {
    ...{ env, carrier, jobs, store, buckets, nameKey, oneByOne, book, cases, evidence, audit, me },
    keys: { current: () => ({ ...keyring, buckets: ring }) },
    tombstones: tombstonesOf(stones),
    language: 'de',
    device: DeviceId.random(),
    isStrong: (passphrase) => passphrase.length >= 12,
    changed: () => undefined,
    tell,
  };
  const backup = await openBackup(parts);
  const rest = { ...writing(parts, book), ...casework(cases, evidence, dialog) };
  return {
    env,
    store,
    disk,
    book,
    cases,
    evidence,
    parts,
    backup,
    jobs,
    facts,
    noted,
    stones,
    saved,
    dialog,
    ...rest,
  };
}

const keyring = {
  document: new TextEncoder().encode('the team document'),
  settings: {
    relay: 'wss://relay.example.org',
    teamName: 'Anlaufstelle',
    alias: 'Team Ahorn',
    language: 'de' as const,
    devices: [{ id: '01'.repeat(16), ik: '02'.repeat(32), roles: ['operator'] }],
  },
  ...deviceSecrets,
};

const tombstonesOf = (stones: Rig['stones']): Tombstones => ({
  key: () => stones.key,
  all: async function* all() {
    for (const name of stones.erased) yield { name };
  },
  has: (_, id) => stones.erased.has(id),
  take: async (_, taken) => {
    stones.taken.push(...taken);
    return ok(null);
  },
});

function writing(parts: BackupParts, book: Book): Pick<Rig, 'talk' | 'say' | 'messages'> {
  const { env, store, nameKey, buckets } = parts;
  const say = async (talk: Talk, text: string): Promise<void> => {
    const entry = await book.get(talk.id);
    if (entry === undefined) throw new Error('no such conversation');
    const head = nextHead(talk.chain);
    const { session, seq, prev, lamport } = head;
    const body = {
      ...{ mid: MessageId.random(), session, seq, prev, lamport, at: env.now(), docSeq: 1 },
      ...{
        conversation: talk.id,
        from: 'reporter',
        audience: 'talk',
        type: 'text',
        text,
        lang: 'de',
      },
      reporter: {
        token: platformRandom(16),
        ...(seq === 0 ? { mailboxKey: platformRandom(32), eph: newBoxKeys().publicKey } : {}),
      },
    } as ConversationBody;
    const bytes = writeBody(body);
    const sender = talk.reporter;
    const hash = bodyHash(bytes);
    const conversation = withMessage(
      entry.conversation,
      { sender, body, hash, copy: false },
      env.now(),
    );
    const next = { ...entry, conversation };
    const id = messageRowId(nameKey(entry.bucket), { sender, mid: body.mid });
    const value = { sender, body: new TextDecoder().decode(bytes), arrived: env.now() };
    await store.commit([
      { bucket: entry.bucket, table: 'message', id, seq: Math.max(1, lamport), value },
      book.change(next),
    ]);
    book.put(next);
    talk.chain = advance(head, bytes);
  };
  return {
    say,
    talk: async (texts) => {
      const reporter = SenderKey.of(newBoxKeys().publicKey);
      const id = conversationOf(reporter);
      const name = `Ahorn ${bytesToHex(platformRandom(2))}`;
      const conversation = newConversation({ id, reporter, created: env.now(), name, hue: 1 });
      const entry = { bucket: buckets.take(), conversation };
      await store.commit([book.change(entry)]);
      book.put(entry);
      const talk: Talk = { id, reporter, chain: newChain(SessionId.random()) };
      for (const text of texts) await say(talk, text);
      return talk;
    },
    messages: async ({ id }) => {
      const bucket = (await book.get(id))?.bucket;
      const kept: KeptMessage[] = [];
      if (bucket === undefined) return kept;
      for await (const one of store.each(bucket, 'message'))
        kept.push(readMessage(one.id, one.value));
      return kept.toSorted((a, b) => a.body.lamport - b.body.lamport);
    },
  };
}

const casework = (
  cases: CaseBook,
  evidence: Evidence,
  dialog: Rig['dialog'],
): Pick<Rig, 'newCase' | 'attach'> => ({
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
