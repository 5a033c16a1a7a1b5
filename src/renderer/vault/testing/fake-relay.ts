/** Vault, testing: a relay in memory. It keeps what a relay keeps and checks what a relay can check. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { verify } from '../../../../protocol/crypto/keys.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import type { EnvelopeId, MailboxId } from '../../../../protocol/ids.ts';
import { checkPrekeyPut } from '../../../../protocol/team/prekey.ts';
import { checkFirst, checkSuccessor, readDocument } from '../../../../protocol/team/document.ts';
import type {
  BlobRefusal,
  PutRefusal,
  SendResult,
} from '../../../../protocol/wire/relay-frames.ts';
import type { Envelope, Target, Wake } from '../../../../protocol/wire/sealed.ts';
import type { TeamAnswer } from '../../../contract/carrier.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';

export const CLAIM = 'ABCD-EFGH';

interface Queue {
  readonly waiting: Map<EnvelopeId, Envelope>;
  deliver: ((envelopes: readonly Envelope[]) => void) | null;
  sign: ((copy: Omit<Envelope, 'id' | 'wake'>) => void) | null;
}

interface Upload {
  readonly own: string;
  readonly chunks: (Uint8Array | null)[];
}

export interface Post {
  readonly eid: EnvelopeId;
  readonly wake: Wake;
  readonly targets: readonly Target[];
  readonly header: Uint8Array;
  readonly ct: Uint8Array;
}

export class FakeRelay {
  document: Uint8Array = new Uint8Array(0);
  beacon: Uint8Array = new Uint8Array(0);
  /** What a mailbox answers to everybody, for tests of full queues. */
  mailboxAnswer: SendResult | null = null;
  /** Devices whose queue has no room. */
  readonly full = new Set<string>();
  /** The line ends while a document is put: it arrives, and does not count. */
  losesDocuments = false;
  readonly lost: Uint8Array[] = [];
  readonly bundles = new Map<string, Uint8Array>();
  readonly tokens = new Map<MailboxId, string>();
  readonly posts: Post[] = [];
  /** Sealed chunks by blob id. */
  readonly blobs = new Map<string, readonly Uint8Array[]>();
  /** Uploads that were begun: the own capability, and what is there so far. */
  readonly uploads = new Map<string, Upload>();
  /** What no upload is told anything else but, while it is set. */
  blobsRefused: BlobRefusal | null = null;
  readonly #queues = new Map<string, Queue>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  queue(id: string): Queue {
    const known = this.#queues.get(id);
    if (known !== undefined) return known;
    const queue: Queue = { waiting: new Map(), deliver: null, sign: null };
    this.#queues.set(id, queue);
    return queue;
  }

  /** Starts delivery with everything that was not acknowledged. */
  subscribe(id: string, to: Pick<Queue, 'deliver' | 'sign'>): void {
    const queue = this.queue(id);
    Object.assign(queue, to);
    if (queue.waiting.size > 0) queue.deliver?.([...queue.waiting.values()]);
  }

  leave(id: string): void {
    Object.assign(this.queue(id), { deliver: null, sign: null });
  }

  post(post: Post): readonly SendResult[] {
    this.posts.push(post);
    const { eid, wake, header, ct } = post;
    return post.targets.map((target): SendResult => {
      if (target.kind !== 'device') {
        if (this.tokens.get(target.mailbox) !== bytesToHex(target.token)) return 'refused';
        if (this.mailboxAnswer !== null) return this.mailboxAnswer;
      } else if (this.full.has(target.device)) return 'full';
      const queue = this.queue(target.kind === 'device' ? target.device : target.mailbox);
      const envelope = { id: eid, wake, header, wrap: target.wrap, ct };
      queue.waiting.set(eid, envelope);
      queue.deliver?.([envelope]);
      return 'accepted';
    });
  }

  ephemeral({ targets, header, ct }: Omit<Post, 'eid' | 'wake'>): void {
    for (const target of targets) {
      const id = target.kind === 'device' ? target.device : target.mailbox;
      this.queue(id).sign?.({ header, wrap: target.wrap, ct });
    }
  }

  openBlob(blob: string, own: string, count: number): Outcome<readonly number[], BlobRefusal> {
    if (this.blobsRefused !== null) return refuse(this.blobsRefused);
    const upload = this.uploads.get(blob) ?? {
      own,
      chunks: Array<Uint8Array | null>(count).fill(null),
    };
    if (upload.own !== own || upload.chunks.length !== count) return refuse('absent');
    this.uploads.set(blob, upload);
    return ok(upload.chunks.flatMap((chunk, index) => (chunk === null ? [index] : [])));
  }

  /** The blob can be read once nothing of it is missing. */
  putChunk(
    blob: string,
    own: string,
    index: number,
    chunk: Uint8Array,
  ): Outcome<null, BlobRefusal> {
    if (this.blobsRefused !== null) return refuse(this.blobsRefused);
    const upload = this.uploads.get(blob);
    if (upload?.own !== own || index >= upload.chunks.length) return refuse('absent');
    upload.chunks[index] ??= chunk;
    const there = upload.chunks.filter((one) => one !== null);
    if (there.length === upload.chunks.length) this.blobs.set(blob, there);
    return ok(null);
  }

  dropBlob(blob: string, own: string): void {
    if (this.uploads.get(blob)?.own !== own) return;
    this.uploads.delete(blob);
    this.blobs.delete(blob);
  }

  team(): TeamAnswer {
    const { document, beacon } = this;
    return { document, beacon, bundles: [...this.bundles.values()], time: this.#now() };
  }

  putTeam(document: Uint8Array, claim: string): Outcome<null, PutRefusal | 'offline'> {
    if (this.losesDocuments) {
      this.lost.push(document);
      return refuse('offline');
    }
    return this.#checked(() => {
      if (this.document.length > 0) checkSuccessor(document, this.document, verify, this.#now());
      else if (claim !== CLAIM) return refuse('bad-claim');
      else checkFirst(document, readDocument(document).team, verify, this.#now());
      this.document = document;
      return ok(null);
    });
  }

  putPrekey(bundle: Uint8Array): Outcome<null, PutRefusal> {
    return this.#checked(() => {
      const document = readDocument(this.document);
      const { device } = checkPrekeyPut(bundle, { document, now: this.#now() }, verify);
      this.bundles.set(device, bundle);
      return ok(null);
    });
  }

  #checked(put: () => Outcome<null, PutRefusal>): Outcome<null, PutRefusal> {
    try {
      return put();
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      const isBehind = error.code === 'older' || error.code === 'forked';
      return refuse(isBehind ? 'not-newest' : 'bad-document');
    }
  }
}
