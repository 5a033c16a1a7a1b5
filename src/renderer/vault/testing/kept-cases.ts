/** Vault, testing: conversations, cases and evidence with what erases them, over records in memory. */
import {
  newReturnCode,
  reporterKeys,
  type ReporterKeys,
} from '../../../../protocol/crypto/return-code.ts';
import {
  BucketId,
  FileId,
  MessageId,
  SessionId,
  TeamId,
  type ConversationId,
} from '../../../../protocol/ids.ts';
import { writeBody } from '../../../../protocol/talk/body.ts';
import { BodyHash, SenderKey } from '../../../../protocol/talk/names.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import { ok } from '../../../contract/outcome.ts';
import { openCaseBook, type CaseBook } from '../cases/case-book.ts';
import { openErase, type Erase } from '../erase/open-erase.ts';
import type { Wish } from '../erase/parts.ts';
import { openTombstones, type Tombstones } from '../erase/tombstones.ts';
import { openEvidence, type Evidence } from '../evidence/open-evidence.ts';
import { openBook, type Book } from '../inbox/book.ts';
import { keepChange } from '../inbox/contact.ts';
import { openGoing, type ContactsGoing } from '../inbox/contacts-going.ts';
import { newConversation, type Conversation } from '../inbox/conversation.ts';
import { messageRowId } from '../inbox/message-row.ts';
import { Jobs } from '../jobs.ts';
import { openRetention, type Retention, type RetentionParts } from '../retention/open-retention.ts';
import { serial } from '../serial.ts';
import { keptLog, OWN, testDevice, type KeptLog } from './kept-log.ts';
import { paperTeam, type PaperDevice } from './paper-team.ts';

const TEAM = TeamId('7'.repeat(32));
const PREV = BodyHash('1'.repeat(64));

export interface Chat {
  readonly id: ConversationId;
  readonly code: Uint8Array;
  readonly keys: ReporterKeys;
  readonly mids: readonly MessageId[];
}

export interface KeptCases extends KeptLog {
  readonly book: Book;
  readonly cases: CaseBook;
  readonly evidence: Evidence;
  readonly tombstones: Tombstones;
  readonly going: ContactsGoing;
  readonly erase: Erase;
  readonly retention: Retention;
  readonly facts: DeskFact[];
  /** Chunks on the disk, by file. */
  readonly files: Map<FileId, Uint8Array[]>;
  readonly forgotten: BucketId[];
  /** Wishes that colleagues are told have been followed. */
  readonly followed: Wish[];
  readonly jobs: Jobs;
  readonly oneByOne: ReturnType<typeof serial>;
  /** A conversation of these texts, last written to now; `again`: by whoever had that one. */
  readonly chat: (
    texts: readonly string[],
    more?: Partial<Conversation>,
    again?: Chat,
  ) => Promise<Chat>;
  /** How the reporter of this conversation wants to be reached. */
  readonly contactOf: (id: ConversationId, phone: string) => Promise<BucketId>;
  /** A case of this conversation with so many files. */
  readonly caseOf: (id: ConversationId, files?: number) => Promise<string>;
}

/** Of this device, else of one that is a team of its own and coordinates it. */
export async function keptCases(of?: PaperDevice): Promise<KeptCases> {
  const paper = of ?? (await paperTeam([['operator', 'coordinator']])).devices[0];
  if (paper === undefined) throw new Error('no device');
  const log = await keptLog({ store: paper.store, device: testDevice(paper.keys) });
  const { env, store, audit, device } = log;
  const nameKey = (bucket: BucketId): Uint8Array => new TextEncoder().encode(`name ${bucket}`);
  const oneByOne = serial();
  const facts: DeskFact[] = [];
  const forgotten: BucketId[] = [];
  const followed: Wish[] = [];
  const tell = (fact: DeskFact): void => void facts.push(fact);
  const buckets = {
    own: OWN,
    ensure: async () => ok(null),
    take: () => BucketId.random(),
    giveBack: () => undefined,
  };
  const { files, carrier } = disk(log);
  const book = await openBook({ store, nameKey });
  const cases = await openCaseBook({ env, store, buckets, nameKey, oneByOne });
  const records = { env, store, nameKey, oneByOne, audit, tell, carrier, cases, book };
  const tombstones = await openTombstones({
    store,
    nameKey,
    own: OWN,
    key: () => new Uint8Array(32).fill(4),
  });
  const evidence = await openEvidence({ ...records, tombstones, others: () => new Set() });
  const going = await openGoing({ store, buckets, nameKey });
  const jobs = new Jobs(env, (state) => tell({ type: 'job', state }));
  const parts: RetentionParts = {
    ...records,
    own: OWN,
    team: TEAM,
    tombstones,
    evidence,
    device,
    jobs,
    quarantine: {
      about: async () => [],
      put: () => undefined,
      move: async () => ok([]),
      moved: () => undefined,
    },
    search: {
      forget: async (gone) => {
        forgotten.push(...gone);
      },
    },
    going,
    operators: () => new Set(),
    followed: (wish) => void followed.push(wish),
    changed: () => undefined,
    formerKeys: () => null,
    papers: paper.papers,
  };
  const retention = openRetention(parts);
  paper.hearing.add((fact) => {
    if (fact.type === 'paper-changed') retention.reminder.look();
  });
  return {
    ...log,
    book,
    cases,
    evidence,
    tombstones,
    jobs,
    oneByOne,
    going,
    erase: openErase(parts),
    retention,
    facts,
    files,
    forgotten,
    followed,
    chat: async (texts, more = {}, again) => {
      const code = again?.code ?? newReturnCode();
      const keys = reporterKeys(code.slice(), TEAM);
      return {
        id: keys.conversation,
        code,
        keys,
        mids: await talk({ book, store, nameKey }, keys, { texts, more, now: env.now() }),
      };
    },
    contactOf: async (id, phone) => await addContact({ book, store, nameKey }, id, phone),
    caseOf: async (id, count = 0) => {
      const opened = await cases.open(id);
      if (!opened.ok) throw new Error(opened.refusal);
      for (let n = 0; n < count; n += 1) await addFile(evidence, opened.value.id);
      return opened.value.id;
    },
  };
}

/** As much of main as evidence and exports need. */
function disk({ saved }: Pick<KeptLog, 'saved'>) {
  const files = new Map<FileId, Uint8Array[]>();
  const none = async (): Promise<never> => await Promise.reject(new Error('not here'));
  const carrier = {
    putChunk: async ({ file, bytes }: { readonly file: FileId; readonly bytes: Uint8Array }) => {
      files.set(file, [...(files.get(file) ?? []), bytes]);
      return ok(null);
    },
    endFile: async () => ok(null),
    readChunk: async ({ file, index }: { readonly file: FileId; readonly index: number }) =>
      files.get(file)?.[index] ?? null,
    dropFiles: async ({ files: gone }: { readonly files: readonly FileId[] }) => {
      for (const file of gone) files.delete(file);
      return null;
    },
    listFiles: async () => [...files.keys()],
    save: async ({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }) => {
      saved.push({ name, text: new TextDecoder().decode(bytes) });
      return ok({ name });
    },
    beginOpen: none,
    readOpen: none,
    endOpen: none,
    beginSave: none,
    writeSave: none,
    endSave: none,
  };
  return { files, carrier };
}

type Records = Pick<KeptCases, 'book' | 'store'> & {
  readonly nameKey: (bucket: BucketId) => Uint8Array;
};

/** One message per text, and the conversation's record. */
async function talk(
  { book, store, nameKey }: Records,
  { box, conversation: id }: ReporterKeys,
  {
    texts,
    more,
    now,
  }: {
    readonly texts: readonly string[];
    readonly more: Partial<Conversation>;
    readonly now: number;
  },
): Promise<readonly MessageId[]> {
  const bucket = BucketId.random();
  const sender = SenderKey.of(box.publicKey);
  const session = SessionId.random();
  const bodies = texts.map((text, seq) => ({
    mid: MessageId.random(),
    session,
    seq: seq + 1,
    prev: PREV,
    lamport: seq + 1,
    at: now,
    docSeq: 1,
    conversation: id,
    from: 'reporter' as const,
    audience: 'talk' as const,
    reporter: { token: new Uint8Array(16) },
    type: 'text' as const,
    text,
    lang: 'de',
  }));
  const name = `Ahorn ${book.size + 1}`;
  const begun = newConversation({ id, reporter: sender, created: now, name, hue: 1 });
  const entry = { bucket, conversation: { ...begun, lastAt: now, ...more } };
  await store.commit([
    book.change(entry),
    ...bodies.map((body) => ({
      bucket,
      table: 'message' as const,
      id: messageRowId(nameKey(bucket), { sender, mid: body.mid }),
      seq: body.lamport,
      value: { sender, body: new TextDecoder().decode(writeBody(body)), arrived: now },
    })),
  ]);
  book.put(entry);
  return bodies.map(({ mid }) => mid);
}

async function addContact(
  { book, store, nameKey }: Records,
  id: ConversationId,
  phone: string,
): Promise<BucketId> {
  const entry = await book.get(id);
  if (entry === undefined) throw new Error('no such conversation');
  const [bucket, session] = [BucketId.random(), SessionId.random()];
  const { reporter: sender } = entry.conversation;
  const row = messageRowId(nameKey(entry.bucket), { sender, mid: MessageId.random() });
  const contact = { row, bucket, lamport: 9, session, seq: 9 };
  const next = { ...entry, conversation: { ...entry.conversation, contact } };
  const details = { name: '', phone, email: '', when: '', purpose: '' };
  await store.commit([book.change(next), keepChange(nameKey, bucket, details)]);
  book.put(next);
  return bucket;
}

async function addFile(evidence: Evidence, caseId: string): Promise<void> {
  const bytes = new TextEncoder().encode('Beleg');
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const item = {
    id: FileId.random(),
    name: 'beleg.txt',
    bytes: bytes.length,
    sha256,
    caption: '',
    added: 1,
  };
  const taken = await evidence.take(
    caseId,
    item,
    (async function* () {
      yield bytes;
    })(),
  );
  if (!taken.ok) throw new Error(taken.refusal);
}
