/** Vault, attachments: a file for a reporter, from the look at it to the moment it sets out (ADR 0040). */
import { bytesToHex } from '@noble/hashes/utils.js';
import { sealBlob, type BlobKey } from '../../../../protocol/crypto/blob.ts';
import { FileId, type ConversationId } from '../../../../protocol/ids.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import type { OutgoingFile, TalkRequests } from '../../../contract/talk.ts';
import type { Env } from '../env.ts';
import { loadBox, type BoxSodium } from '../evidence/chunk-box.ts';
import { writeFile, type FileParts, type Written } from '../evidence/file-bytes.ts';
import { shownName } from '../evidence/shown-name.ts';
import { OnItsWay, type WayParts } from './on-its-way.ts';
import { newBlob, referenceOf, type OutgoingRow } from './outgoing-row.ts';
import { prepared, type Prepared, type Version } from './prepared.ts';

export interface OutgoingParts extends WayParts {
  readonly env: WayParts['env'] & Pick<Env, 'redraw'>;
  readonly carrier: WayParts['carrier'] & Pick<Carrier, 'putChunk' | 'endFile'>;
  /** The largest file this team sends, bytes. */
  readonly limit: () => number;
}

type Answer<K extends keyof TalkRequests> = Promise<TalkRequests[K]['output']>;
type Asked<K extends keyof TalkRequests> = TalkRequests[K]['input'];

/** What somebody looks at before it is sent. In memory only. */
type Looked = Prepared & { readonly conversation: ConversationId; readonly look: number };

export async function openOutgoing(parts: OutgoingParts): Promise<Outgoing> {
  return new Outgoing(parts, await loadBox());
}

export class Outgoing {
  readonly #parts: OutgoingParts;
  readonly #files: FileParts;
  readonly #way: OnItsWay;
  /** Being sealed: no row names them yet, and they are not to be swept away. */
  readonly #arriving = new Set<FileId>();
  #looked: Looked | null = null;
  /** Counts what was asked for, so that only the newest is looked at. */
  #asked = 0;

  constructor(parts: OutgoingParts, lib: BoxSodium) {
    this.#parts = parts;
    this.#files = { lib, random: parts.env.random, carrier: parts.carrier };
    this.#way = new OnItsWay(parts, this.#files);
  }

  /** Takes up what was on its way before the lock. */
  async begin(): Promise<void> {
    await this.#way.begin();
  }

  limit(): number {
    return this.#parts.limit();
  }

  async prepare({ conversation, bytes }: Asked<'prepareFile'>): Answer<'prepareFile'> {
    const look = this.#anew();
    const most = this.#parts.limit();
    if (bytes.length === 0) return refuse('empty');
    if (bytes.length > most) return refuse('too-large');
    const looked = await prepared(bytes, { redraw: this.#parts.env.redraw, most });
    if (look !== this.#asked) return refuse('put-away');
    this.#looked = { conversation, look, ...looked };
    const { original, cleaned } = looked;
    return ok({
      look,
      media: original.media,
      bytes: original.bytes.length,
      cleaned: cleaned === null ? null : shownOf(cleaned),
    });
  }

  /** Nobody looks at it any more. */
  putAway(): null {
    this.#anew();
    return null;
  }

  /** Durable when it answers; it goes out by itself from then on. Put away while it is sealed, it does not go. */
  async send({ conversation, look, as, name }: Asked<'sendFile'>): Answer<'sendFile'> {
    const looked = this.#looked;
    const isMeant = looked?.conversation === conversation && looked.look === look;
    const version = isMeant ? looked[as] : null;
    if (version === null) return refuse('put-away');
    const file = FileId.random();
    this.#arriving.add(file);
    try {
      const written = await writeFile(this.#files, file, whole(version.bytes));
      if (!written.ok) return refuse('disk-full');
      const row = await this.#rowOf(written.value, { ...version, name: shownName(name), as });
      const begun =
        looked === this.#looked ? await this.#way.setOut(conversation, row) : refuse('put-away');
      if (!begun.ok) await this.#parts.carrier.dropFiles({ files: [file] });
      else if (looked === this.#looked) this.#anew();
      return begun;
    } finally {
      this.#arriving.delete(file);
    }
  }

  resume({ conversation }: Asked<'resumeFile'>): null {
    this.#way.go(conversation);
    return null;
  }

  async stop({ conversation }: Asked<'stopFile'>): Answer<'stopFile'> {
    await this.#way.stop(conversation);
    return null;
  }

  /** Its conversation was erased. */
  gone(conversation: ConversationId): void {
    this.#way.gone(conversation);
  }

  view({ conversation }: Asked<'outgoingFile'>): OutgoingFile | null {
    return this.#way.view(conversation);
  }

  online(online: boolean): void {
    this.#way.online(online);
  }

  /** Files that no conversation names yet. */
  arriving(): ReadonlySet<FileId> {
    return this.#arriving;
  }

  /** At lock: what was only looked at is forgotten. */
  close(): void {
    this.#way.close();
    this.#anew();
  }

  #anew(): number {
    this.#looked = null;
    this.#asked += 1;
    return this.#asked;
  }

  async #rowOf(
    file: Written,
    { bytes, media, name, as }: Version & Pick<Asked<'sendFile'>, 'name' | 'as'>,
  ): Promise<OutgoingRow> {
    const blob = newBlob(this.#parts.env.random);
    const draft = { file, blob, hash: '0'.repeat(64), name, media, prepared: as };
    return { ...draft, hash: await hashOf(referenceOf(draft), bytes) };
  }
}

const shownOf = ({ media, bytes, scaled }: NonNullable<Prepared['cleaned']>) => ({
  picture: { media, bytes },
  scaled,
});

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Of the whole, as its message says it; nothing is sealed for it. */
async function hashOf(blob: BlobKey, bytes: Uint8Array): Promise<string> {
  const { value } = await sealBlob(blob, [bytes], { missing: new Set() }).next();
  if (!(value instanceof Uint8Array)) throw new Error('nothing was to be sealed');
  return bytesToHex(value);
}
