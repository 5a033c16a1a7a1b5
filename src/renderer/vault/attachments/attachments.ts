/**
 * Vault, attachments: files that came with a message, fetched when somebody asks for them.
 *
 * The chunks are opened and sealed again under a key of ours on their way to the disk; nothing of the file
 * counts, is shown or can be saved before the hash of the whole was right (PROTOCOL §4). Nothing of it is
 * ever written in clear but by a save that a person has confirmed.
 */
import { concatBytes } from '@noble/hashes/utils.js';
import { openBlob } from '../../../../protocol/crypto/blob.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import {
  FileId,
  idBytes,
  RowId,
  type ConversationId,
  type MessageId,
} from '../../../../protocol/ids.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { FetchRefusal, TalkRequests } from '../../../contract/talk.ts';
import type { Env } from '../env.ts';
import { loadBox, type BoxSodium } from '../evidence/chunk-box.ts';
import { readFile, writeFile, type FileParts } from '../evidence/file-bytes.ts';
import { saveFile } from '../evidence/save-file.ts';
import type { Book } from '../inbox/book.ts';
import { placeInLine, readMessage, rowOf } from '../inbox/message-row.ts';
import type { VaultStore } from '../store/vault-store.ts';
import { fetched, NotFetched } from './fetched.ts';
import type { AttachmentBody, KeptFile } from './kept-file.ts';
import { drawable, isPdf, pictureType } from './picture.ts';

export interface AttachmentParts {
  readonly env: Pick<Env, 'now' | 'later' | 'random'>;
  readonly carrier: Pick<
    Carrier,
    | 'fetchChunk'
    | 'putChunk'
    | 'endFile'
    | 'readChunk'
    | 'dropFiles'
    | 'beginSave'
    | 'writeSave'
    | 'endSave'
  >;
  readonly store: Pick<VaultStore, 'commit' | 'get' | 'has'>;
  readonly book: Pick<Book, 'get' | 'heads' | 'change' | 'put'>;
  readonly oneByOne: <T>(work: () => Promise<T>) => Promise<T>;
  readonly tell: (fact: DeskFact) => void;
}

type Answer<K extends keyof TalkRequests> = Promise<TalkRequests[K]['output']>;
type About = TalkRequests['openAttachment']['input'];
interface Named {
  readonly row: RowId;
  readonly body: AttachmentBody;
  readonly file: KeptFile | undefined;
}

export async function openAttachments(parts: AttachmentParts): Promise<Attachments> {
  return new Attachments(parts, await loadBox());
}

export class Attachments {
  readonly #parts: AttachmentParts;
  readonly #files: FileParts;
  /** On their way in: one fetch per message, however many ask. */
  readonly #coming = new Map<
    RowId,
    {
      readonly file: FileId;
      stopped: boolean;
      readonly done: Promise<Outcome<KeptFile, FetchRefusal>>;
    }
  >();
  #closed = false;

  constructor(parts: AttachmentParts, lib: BoxSodium) {
    this.#parts = parts;
    this.#files = { lib, random: parts.env.random, carrier: parts.carrier };
  }

  async open(about: About): Answer<'openAttachment'> {
    const named = await this.#named(about);
    if (named === null) return refuse('unknown');
    const kept = await this.#here(about, named);
    if (!kept.ok) return kept;
    const [first] = await this.#pieces(kept.value, 1);
    if (first === undefined) return refuse('damaged');
    if (pictureType(first) === null) return ok({ picture: null });
    const pieces = await this.#pieces(kept.value, kept.value.chunks);
    if (pieces.length < kept.value.chunks) return refuse('damaged');
    const bytes = concatBytes(...pieces);
    const media = drawable(bytes);
    return ok({ picture: media === null ? null : { media, bytes } });
  }

  /** Only fetched and kept, for whoever looks at it later. */
  async fetch(about: About): Promise<Outcome<null, FetchRefusal>> {
    const named = await this.#named(about);
    if (named === null) return refuse('unknown');
    const kept = await this.#here(about, named);
    return kept.ok ? ok(null) : kept;
  }

  async save(about: About): Answer<'saveAttachment'> {
    const named = await this.#named(about);
    if (named === null) return refuse('unknown');
    const kept = await this.#here(about, named);
    if (!kept.ok) return kept;
    const [first] = await this.#pieces(kept.value, 1);
    if (first === undefined) return refuse('damaged');
    const name = neutralName(named.body, first);
    return await saveFile(
      this.#parts.carrier,
      { name, sha256: kept.value.sha256 },
      readFile(this.#files, kept.value),
    );
  }

  stop({ message }: About): null {
    const coming = this.#coming.get(rowOfMessage(message));
    if (coming !== undefined) coming.stopped = true;
    return null;
  }

  /** At lock: what is on its way is given up. */
  close(): void {
    this.#closed = true;
  }

  /** Files that some message names, and those on their way in: not to be swept away. */
  named(): ReadonlySet<FileId> {
    const all = new Set<FileId>([...this.#coming.values()].map(({ file }) => file));
    for (const [, { files }] of this.#parts.book.heads()) for (const file of files) all.add(file);
    return all;
  }

  async #named({ conversation, message }: About): Promise<Named | null> {
    const { store } = this.#parts;
    const row = rowOfMessage(message);
    const value = store.has(row) ? await store.get('message', row) : null;
    if (value === null) return null;
    const { body, file } = readMessage(row, value);
    return body.type === 'attachment' && body.conversation === conversation
      ? { row, body, file }
      : null;
  }

  async #here(about: About, named: Named): Promise<Outcome<KeptFile, FetchRefusal>> {
    if (named.file !== undefined) return ok(named.file);
    const known = this.#coming.get(named.row);
    if (known !== undefined) return await known.done;
    const file = FileId.random();
    const {
      promise: done,
      resolve,
      reject,
    } = Promise.withResolvers<Outcome<KeptFile, FetchRefusal>>();
    const coming = { file, stopped: false, done };
    this.#coming.set(named.row, coming);
    const stopped = (): boolean => coming.stopped || this.#closed;
    void this.#fetch(about, named, { file, stopped })
      .finally(() => this.#coming.delete(named.row))
      .then(resolve, reject);
    return await done;
  }

  async #fetch(
    about: About,
    named: Named,
    { file, stopped }: { readonly file: FileId; readonly stopped: () => boolean },
  ): Promise<Outcome<KeptFile, FetchRefusal>> {
    const { carrier, env, tell } = this.#parts;
    const progress = (done: number, total: number): void =>
      tell({ type: 'attachment-progress', ...about, done, total });
    const chunks = fetched({ carrier, env, stopped, progress }, named.body.file);
    try {
      // Throws at a wrong chunk and at a wrong hash, and then nothing of the file stays.
      const written = await writeFile(this.#files, file, openBlob(named.body.file, chunks));
      if (!written.ok) return refuse(written.refusal === 'disk-full' ? 'disk-full' : 'damaged');
      const kept = await this.#keep(about.conversation, named, written.value);
      if (!kept.ok) await carrier.dropFiles({ files: [file] });
      return kept;
    } catch (error) {
      if (error instanceof NotFetched) return refuse(error.why);
      if (error instanceof ProtocolError) return refuse('damaged');
      throw error;
    }
  }

  /** The bytes are durable: now the message says where they are. It may have been erased meanwhile. */
  async #keep(
    id: ConversationId,
    { row }: Named,
    file: KeptFile,
  ): Promise<Outcome<KeptFile, 'unknown' | 'disk-full'>> {
    const { store, book, oneByOne } = this.#parts;
    return await oneByOne<Outcome<KeptFile, 'unknown' | 'disk-full'>>(async () => {
      const entry = await book.get(id);
      const value = store.has(row) ? await store.get('message', row) : null;
      if (entry === undefined || value === null) return refuse('unknown');
      const message = { ...readMessage(row, value), file };
      const { bucket, conversation } = entry;
      const next = {
        bucket,
        conversation: { ...conversation, files: [...conversation.files, file.file] },
      };
      const seq = placeInLine(message.body);
      const committed = await store.commit([
        { bucket, table: 'message', id: row, seq, value: rowOf(message) },
        book.change(next),
      ]);
      if (!committed.ok) return committed;
      book.put(next);
      return ok(file);
    });
  }

  /** Up to so many pieces from the beginning; fewer where one cannot be read. */
  async #pieces(file: KeptFile, count: number): Promise<readonly Uint8Array[]> {
    const pieces: Uint8Array[] = [];
    for await (const piece of readFile(this.#files, file)) {
      if (piece === null) break;
      pieces.push(piece.slice());
      if (pieces.length === count) break;
    }
    return pieces;
  }
}

const rowOfMessage = (message: MessageId): RowId => RowId.of(idBytes(message));

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};

/** Nothing of the sender's own name: it may say who, where or when, or end in something that runs. */
function neutralName({ media }: AttachmentBody, first: Uint8Array): string {
  const pdf = media === 'application/pdf' && isPdf(first);
  const ending = endings[pictureType(first) ?? (pdf ? media : '')] ?? 'bin';
  return `attachment.${ending}`;
}
