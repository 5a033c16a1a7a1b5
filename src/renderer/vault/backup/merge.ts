/**
 * Vault, backup: a backup's records on their way into the open vault.
 *
 * Batches, each durable as a whole or not at all. A conversation that is new here is begun before its
 * messages and finished after them, so that a restore that was stopped leaves whole records, says
 * nothing that is not so, and is completed by running it again.
 */
import { KEY_BYTES } from '../../../../protocol/hash.ts';
import type { RowId } from '../../../../protocol/ids.ts';
import type { CaseFile } from '../../../contract/case.ts';
import type { Restored } from '../../../contract/backup.ts';
import type { EvidenceItem } from '../../../contract/evidence.ts';
import type { ContactDetails } from '../../../contract/talk.ts';
import type { Outcome } from '../../../contract/outcome.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import { joined } from '../annotations/coding.ts';
import { readGiven } from '../cases/references.ts';
import type { Conversation } from '../inbox/conversation.ts';
import { readKept } from '../inbox/contact.ts';
import { hashOf, messageRowId, placeInLine, readMessage } from '../inbox/message-row.ts';
import { nameOf } from '../inbox/names.ts';
import { quotesErased } from '../inbox/quoted.ts';
import type { Entry } from '../inbox/book.ts';
import type { Change } from '../store/vault-store.ts';
import {
  MAX_STONE_KEYS,
  MAX_STONE_RECORDS,
  MAX_TALK_BYTES,
  RESTORE_BATCH_CHARS,
  RESTORE_BATCH_RECORDS,
} from './limits.ts';
import { adopted, begun, mergeConversation, withoutWords } from './merge-conversation.ts';
import type { BackupParts } from './parts.ts';
import { DETAILS, type Item } from './records.ts';
import { BadBackup, DiskFull, OtherTeam, VaultFull } from './refusals.ts';
import { withAnnotations } from './merge-annotations.ts';
import { withContact, withoutFile } from './merge-contact.ts';
import { mergeCase } from './merge-case.ts';
import { historyChange } from './history.ts';
import { CODEBOOK, GIVEN, missingSettings, PAPERS } from './settings.ts';
import {
  readAnnotations,
  readFile,
  readItem,
  readLetter,
  readLog,
  readPapers,
  readTalk,
  teamOf,
  valid,
} from './trusted.ts';

type ItemOf<T extends Item['type']> = Extract<Item, { type: T }>;

/** The conversation whose messages are coming in. */
interface Talk {
  readonly there: Conversation;
  /** The contact details that counted there. */
  readonly details: ContactDetails | null;
  readonly rows: Map<RowId, RowId>;
  begun: boolean;
  /** Some of its messages were erased here: its line may be the words of one. */
  erased: boolean;
}

export class Merge {
  readonly #parts: BackupParts;
  readonly #result = { added: 0, same: 0, newer: 0, evidence: 0, marksLeft: 0 };
  #talk: Talk | null = null;
  #messages: ItemOf<'message'>[] = [];
  #chars = 0;
  #case: CaseFile | null = null;
  #stoneKey: Uint8Array = new Uint8Array(0);
  /** Taken over at the end: what lies beside them in the file was there in spite of them. */
  readonly #stones: object[] = [];
  readonly #references: Set<string>;

  constructor(parts: BackupParts) {
    this.#parts = parts;
    this.#references = new Set([...parts.cases.heads()].map(([, { reference }]) => reference));
  }

  get result(): Restored {
    return { ...this.#result };
  }

  /**
   * Takes one record; for a file of evidence, `rest` is where its chunks are. Throws {@link DiskFull},
   * {@link VaultFull} and {@link BadBackup}; what was taken before stays.
   */
  async take(item: Item, rest: AsyncIterator<Item>): Promise<void> {
    if (item.type === 'annotations') return await this.#annotations(item);
    if (item.type !== 'message') await this.#endTalk();
    switch (item.type) {
      case 'header':
        return this.#expectTeam(item);
      case 'end':
        return await this.#takeStones();
      case 'settings':
        return await this.#settings(item.value.kept);
      case 'tombstones':
      case 'tombstone':
        return this.#expectStones(item);
      case 'conversation':
        return this.#expect(item);
      case 'message':
        return await this.#message(item);
      case 'case':
        return await this.#takeCase(item);
      case 'evidence':
        return await this.#file(item, rest);
      case 'audit':
        return await this.#history(item);
      case 'chunk':
      case 'file-end':
        throw new BadBackup();
    }
  }

  #expectTeam({ bytes }: ItemOf<'header'>): void {
    if (teamOf(bytes) !== teamOf(this.#parts.keys.current().document)) throw new OtherTeam();
  }

  #expectStones(item: ItemOf<'tombstones' | 'tombstone'>): void {
    if (item.type === 'tombstone') this.#stones.push(item.value);
    else this.#stoneKey = item.bytes;
    if (this.#stoneKey.length !== KEY_BYTES || this.#stones.length > MAX_STONE_RECORDS)
      throw new BadBackup();
  }

  async #settings(kept: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#parts.oneByOne(async () => {
      const missing = await missingSettings(this.#parts, kept);
      await this.#commit(missing.map(({ change }) => change));
      if (missing.some(({ name }) => name === 'retention')) {
        this.#parts.audit.note('retention-changed');
      }
      if (missing.some(({ name }) => name !== 'retention')) {
        this.#parts.tell({ type: 'workplace-changed' });
      }
      const given = readGiven(kept[GIVEN]);
      if (given !== null) full(await this.#parts.cases.keepGiven(given));
      await this.#papers(kept[PAPERS]);
      if (kept[CODEBOOK] === undefined) return;
      const codes = await valid(async () => await joined(this.#parts, kept[CODEBOOK]));
      if (codes === null) return;
      await this.#commit([codes]);
      this.#parts.tell({ type: 'codebook-changed' });
    });
  }

  async #papers(there: unknown): Promise<void> {
    if (there === undefined) return;
    for (const [name, paper] of readPapers(there)) {
      full(await this.#parts.papers.restore(name, paper));
    }
  }

  /** Remembers whose messages follow. It is begun with the first that was not erased here. */
  #expect({ value }: ItemOf<'conversation'>): void {
    const details = readKept(value[DETAILS]);
    this.#talk = { there: readTalk(value), details, rows: new Map(), begun: false, erased: false };
  }

  async #begin(talk: Talk): Promise<void> {
    const { there } = talk;
    const { oneByOne, book, buckets, language } = this.#parts;
    await oneByOne(async () => {
      if ((await book.get(there.id)) !== undefined) return;
      room(await buckets.ensure(1));
      const look = book.nameTaken(there.name)
        ? nameOf(there.id, language, (name) => book.nameTaken(name))
        : { name: there.name, hue: there.hue };
      const entry = { bucket: buckets.take(), conversation: begun(there, look) };
      await this.#write([book.change(entry)], [entry]);
    });
    talk.begun = true;
  }

  async #message(item: ItemOf<'message'>): Promise<void> {
    const talk = this.#talk;
    if (talk === null) throw new BadBackup();
    const { sender, body } = readLetter(item, talk.there);
    const { tombstones, book, env } = this.#parts;
    const { erased } = tombstones;
    const { id } = talk.there;
    const until = tombstones.erasedUntil(id, book.head(id)?.created, env.now());
    const isBefore = readMessage(item.row, item.value).arrived < until;
    if (isBefore || erased(sender, body.mid) || quotesErased(body, erased)) {
      talk.erased = true;
      return;
    }
    if (!talk.begun) await this.#begin(talk);
    this.#messages.push({ ...item, value: withoutFile(item.value) });
    this.#chars += String(item.value['body']).length;
    const isFull =
      this.#messages.length >= RESTORE_BATCH_RECORDS || this.#chars >= RESTORE_BATCH_CHARS;
    if (isFull) await this.#keepMessages(talk);
  }

  async #keepMessages(talk: Talk): Promise<void> {
    const { oneByOne, book } = this.#parts;
    const messages = this.#messages;
    this.#messages = [];
    this.#chars = 0;
    await oneByOne(async () => {
      const entry = await book.get(talk.there.id);
      if (entry === undefined) throw new Error('a conversation being restored is gone');
      const changes = new Map<RowId, Change>();
      for (const message of messages) {
        const change = await this.#place(entry, message, talk, changes);
        if (change !== null) changes.set(change.id, change);
      }
      await this.#commit([...changes.values()]);
      this.#result.added += changes.size;
      this.#result.same += messages.length - changes.size;
    });
  }

  /** Behind their conversation's messages, on those that are here. */
  async #annotations({ value }: ItemOf<'annotations'>): Promise<void> {
    const talk = this.#talk;
    if (talk === null) throw new BadBackup();
    const there = readAnnotations(value);
    if (!talk.begun) return;
    if (this.#messages.length > 0) await this.#keepMessages(talk);
    const { oneByOne, book, tell } = this.#parts;
    await oneByOne(async () => {
      const entry = await book.get(talk.there.id);
      if (entry === undefined) throw new Error('a conversation being restored is gone');
      const kept = await withAnnotations(this.#parts, entry.bucket, there, talk.rows);
      const { changes, left } = kept;
      this.#result.marksLeft += left;
      if (changes.length === 0) return;
      await this.#commit(changes);
      tell({ type: 'annotations-changed', conversation: talk.there.id });
    });
  }

  /** Where it goes here, by sender and mid as if it had just arrived; null when the very same is here. */
  async #place(
    { bucket }: Entry,
    { row: old, value }: ItemOf<'message'>,
    { rows }: Talk,
    drafted: ReadonlyMap<RowId, Change>,
  ): Promise<Change | null> {
    const { store, nameKey } = this.#parts;
    const { sender, body } = readMessage(old, value);
    const hash = hashOf(readMessage(old, value));
    const seq = placeInLine(body);
    const name = { sender, mid: body.mid };
    for (const about of [name, { ...name, hash }]) {
      const id = messageRowId(nameKey(bucket), about);
      const kept =
        drafted.get(id)?.value ?? (store.has(id) ? await store.get('message', id) : null);
      rows.set(old, id);
      if (kept === null) return { bucket, table: 'message', id, seq, value };
      if (hashOf(readMessage(id, kept)) === hash) return null;
    }
    return null;
  }

  /** Its messages are all here: now it may say so. */
  async #endTalk(): Promise<void> {
    const talk = this.#talk;
    if (talk === null) return;
    if (this.#messages.length > 0) await this.#keepMessages(talk);
    this.#talk = null;
    if (!talk.begun) return;
    const { oneByOne, book, me } = this.#parts;
    await oneByOne(async () => {
      const entry = await book.get(talk.there.id);
      if (entry === undefined) throw new Error('a conversation being restored is gone');
      const there = adopted(talk.there, { me, rows: talk.rows });
      const isErased = this.#parts.tombstones.conversationErased(there.id);
      const { created } = isErased ? entry.conversation : there;
      const united = mergeConversation(entry.conversation, { ...there, created });
      const lined = talk.erased ? withoutWords(united, talk.there) : united;
      room(await this.#parts.buckets.ensure(1));
      const { conversation, changes } = withContact(this.#parts, lined, talk);
      if (JSON.stringify(conversation).length > MAX_TALK_BYTES) throw new BadBackup();
      if (JSON.stringify(conversation) === JSON.stringify(entry.conversation)) return;
      const next = { ...entry, conversation };
      await this.#write([...changes, book.change(next)], [next]);
      for (const change of changes) this.#parts.going.put(change);
      if (this.#parts.going.all().length > 0) this.#parts.withdrawn();
      this.#parts.changed(conversation.id);
    });
  }

  async #takeCase({ value }: ItemOf<'case'>): Promise<void> {
    this.#case = null;
    const there = readFile(value);
    const { cases, tombstones, oneByOne } = this.#parts;
    if (tombstones.caseErased(there.id)) return;
    await oneByOne(async () => {
      const here = await cases.read(there.id);
      const verdict = mergeCase(here, there, (reference) => this.#references.has(reference));
      if (verdict.changed) await this.#keepCase(verdict.file);
      this.#result[verdict.counts] += 1;
      this.#case = verdict.file;
    });
  }

  async #keepCase(file: CaseFile): Promise<void> {
    const { cases, buckets, nameKey } = this.#parts;
    const known = cases.bucketOf(file.id);
    if (known === undefined) room(await buckets.ensure(1));
    const bucket = known ?? buckets.take();
    const id = rowIdOf(nameKey(bucket), 'case', 'head');
    await this.#commit([{ bucket, table: 'case', id, seq: 0, value: file }]);
    this.#references.add(file.reference);
    await cases.reread(bucket);
    this.#parts.tell({ type: 'case-changed', case: file });
  }

  /** A file that is here already, or belongs to a case that is passed over, is read past. */
  async #file({ value }: ItemOf<'evidence'>, rest: AsyncIterator<Item>): Promise<void> {
    const item = readItem(value);
    const file = this.#case;
    const chunks = new Chunks(rest);
    const erased = this.#parts.tombstones.fileErased(item.id);
    const wanted = file !== null && !erased && !(await this.#hasFile(file, item));
    if (wanted) {
      const taken = await this.#parts.evidence.take(file.id, item, chunks.all());
      if (!taken.ok && taken.refusal === 'disk-full') throw new DiskFull();
      if (taken.ok) this.#result.evidence += 1;
    }
    await chunks.drain();
  }

  async #hasFile(file: CaseFile, { id }: EvidenceItem): Promise<boolean> {
    return (await this.#parts.evidence.list(file.id)).some((one) => one.id === id);
  }

  async #takeStones(): Promise<void> {
    const { tombstones } = this.#parts;
    const keys = new Set(this.#stones.map((one) => Reflect.get(one, 'key')));
    if (keys.size > MAX_STONE_KEYS) throw new BadBackup();
    full(await valid(async () => await tombstones.take(this.#stoneKey, this.#stones)));
  }

  /** Another device's log is kept as it was, apart from our own chain; our own is here. */
  async #history({ value }: ItemOf<'audit'>): Promise<void> {
    const { device, oneByOne } = this.#parts;
    const page = readLog(value);
    if (page.by === device) return;
    await oneByOne(async () => {
      const change = await historyChange(this.#parts, page, value);
      if (change !== null) await this.#commit([change]);
    });
  }

  async #write(changes: readonly Change[], entries: readonly Entry[]): Promise<void> {
    await this.#commit(changes);
    for (const entry of entries) this.#parts.book.put(entry);
  }

  async #commit(changes: readonly Change[]): Promise<void> {
    if (changes.length > 0) full(await this.#parts.store.commit(changes));
  }
}

/** The chunks of one file, up to its end. */
class Chunks {
  readonly #rest: AsyncIterator<Item>;
  #ended = false;

  constructor(rest: AsyncIterator<Item>) {
    this.#rest = rest;
  }

  async *all(): AsyncGenerator<Uint8Array> {
    while (!this.#ended) {
      const item = await this.#next();
      if (item.type === 'chunk') yield item.bytes;
    }
  }

  async drain(): Promise<void> {
    while (!this.#ended) await this.#next();
  }

  async #next(): Promise<Item> {
    const { done, value } = await this.#rest.next();
    if (done === true) throw new BadBackup();
    if (value.type === 'file-end') this.#ended = true;
    return value;
  }
}

function room(outcome: Outcome<null, 'disk-full' | 'vault-full'>): void {
  if (!outcome.ok && outcome.refusal === 'vault-full') throw new VaultFull();
  full(outcome);
}

function full(outcome: { readonly ok: boolean }): void {
  if (!outcome.ok) throw new DiskFull();
}
