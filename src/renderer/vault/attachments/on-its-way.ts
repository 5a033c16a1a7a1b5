/**
 * Vault, attachments: files on their way to the relay, one in each conversation and one after the other.
 *
 * Order: the row that names the sealed file, then the chunks at the relay, then in one commit the message and the end
 * of the row. A crash in between costs a repeat and never half a message: what a row names goes on at the next
 * sign-in (ADR 0040).
 */
import type { ConversationId } from '../../../../protocol/ids.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import { ok, type Outcome } from '../../../contract/outcome.ts';
import type { OutgoingFile } from '../../../contract/talk.ts';
import type { Env } from '../env.ts';
import { readFile, type FileParts } from '../evidence/file-bytes.ts';
import type { Sender } from '../inbox/send.ts';
import { BLOB_AGAIN_MS, BLOB_TRIES } from '../limits.ts';
import { serial } from '../serial.ts';
import { brought, type Brought } from './brought.ts';
import { contentOf, newBlob, referenceOf, type OutgoingRow } from './outgoing-row.ts';
import { OutgoingRows, type NotBegun, type Place, type RowParts } from './outgoing-rows.ts';

export interface WayParts extends RowParts {
  readonly env: Pick<Env, 'later' | 'random' | 'fault'>;
  readonly carrier: Pick<
    Carrier,
    'openBlob' | 'sendChunk' | 'dropBlob' | 'readChunk' | 'dropFiles'
  >;
  /** Says the message; in the line of `oneByOne` by itself. */
  readonly attach: Sender['attach'];
  readonly tell: (fact: DeskFact) => void;
}

interface Job {
  readonly place: Place;
  row: OutgoingRow;
  state: OutgoingFile['state'];
  done: number;
  total: number;
  stopped: boolean;
  /** It waits for its turn, or has it. */
  asked: boolean;
  running: Promise<void> | null;
  /** Takes back that it is tried again after a pause. */
  notAgain: () => void;
}

export class OnItsWay {
  readonly #parts: WayParts;
  readonly #rows: OutgoingRows;
  readonly #files: Pick<FileParts, 'lib' | 'carrier'>;
  readonly #jobs = new Map<ConversationId, Job>();
  readonly #inLine = serial();
  #online = false;
  #signIns = 0;
  #closed = false;

  constructor(parts: WayParts, files: Pick<FileParts, 'lib' | 'carrier'>) {
    this.#parts = parts;
    this.#rows = new OutgoingRows(parts);
    this.#files = files;
  }

  /** Takes up what was on its way before the lock. */
  async begin(): Promise<void> {
    for (const { id, place, row } of await this.#rows.all()) this.#jobs.set(id, jobOf(place, row));
  }

  /** The file's bytes are durable; once this answers it is also said what they are and where they go. */
  async setOut(id: ConversationId, row: OutgoingRow): Promise<Outcome<null, NotBegun>> {
    const begun = await this.#rows.begin(id, row);
    if (!begun.ok) return begun;
    this.#jobs.set(id, jobOf(begun.value, row));
    this.go(id);
    return ok(null);
  }

  /** What waits is tried again. */
  go(id: ConversationId): void {
    const job = this.#jobs.get(id);
    if (job === undefined || job.asked) return;
    if (!this.#online || this.#closed) return this.#show(id, job, 'waits');
    this.#show(id, job, 'going');
    job.asked = true;
    void this.#inLine(async () => {
      // Taken back before its turn came.
      if (this.#jobs.get(id) !== job) return;
      job.running = this.#run(id, job).catch((error: unknown) => this.#failed(id, job, error));
      await job.running;
      Object.assign(job, { asked: false, running: null });
    });
  }

  /** Takes back what is on its way; what is a message already stays one. */
  async stop(id: ConversationId): Promise<void> {
    const job = this.#jobs.get(id);
    if (job === undefined) return;
    job.stopped = true;
    await job.running;
    if (this.#jobs.get(id) === job) await this.#drop(id, job);
  }

  /** Its conversation was erased. One that has its turn is dropped again at its end: a frame of it may still have been out. */
  gone(id: ConversationId): void {
    const job = this.#jobs.get(id);
    if (job !== undefined) this.#forget(id, job);
  }

  view(id: ConversationId): OutgoingFile | null {
    const job = this.#jobs.get(id);
    return job === undefined ? null : shownOf(job);
  }

  online(online: boolean): void {
    this.#online = online;
    if (!online) return;
    this.#signIns += 1;
    for (const id of this.#jobs.keys()) this.go(id);
  }

  /** At lock: it goes on at the next unlock. */
  close(): void {
    this.#closed = true;
    for (const { notAgain } of this.#jobs.values()) notAgain();
  }

  #failed(id: ConversationId, job: Job, error: unknown): void {
    this.#parts.env.fault(error);
    if (!this.#closed) this.#show(id, job, 'failed');
  }

  async #run(id: ConversationId, job: Job): Promise<void> {
    for (let renamed = 0; ;) {
      const signIns = this.#signIns;
      const end = await this.#bring(id, job);
      if (this.#closed) return;
      if (!this.#rows.has(job.place)) return this.#forget(id, job);
      if (end === 'whole') return await this.#attach(id, job);
      if (end === 'stopped') return;
      // The line was back before it was noticed here that it had gone.
      if (end === 'offline' && this.#online && signIns !== this.#signIns) continue;
      renamed += 1;
      const goesOn = end === 'gone' && renamed < BLOB_TRIES && (await this.#rename(job));
      if (!goesOn) return this.#rest(id, job, end);
    }
  }

  /** Where only an answer was missing no sign-in follows, so it is tried again after a pause. */
  #rest(id: ConversationId, job: Job, end: keyof typeof waiting): void {
    this.#show(id, job, waiting[end]);
    if (end !== 'offline' || !this.#online) return;
    job.notAgain = this.#parts.env.later(BLOB_AGAIN_MS, () => this.go(id));
  }

  async #bring(id: ConversationId, job: Job): Promise<Brought> {
    const { carrier, env } = this.#parts;
    return await brought(
      {
        carrier,
        env,
        stopped: () => job.stopped || this.#closed || !this.#rows.has(job.place),
        progress: (done, total) => {
          Object.assign(job, { done, total });
          this.#show(id, job, 'going');
        },
        read: () => this.#plain(job.row),
      },
      { ...referenceOf(job.row), own: job.row.blob.own },
    );
  }

  /** Its bytes as they lie here, up to the first that cannot be read. */
  async *#plain({ file }: OutgoingRow): AsyncGenerator<Uint8Array> {
    for await (const piece of readFile(this.#files, file)) {
      if (piece === null) return;
      yield piece;
    }
  }

  /** The relay has forgotten the upload: it begins anew under names and a key that were never there. */
  async #rename(job: Job): Promise<boolean> {
    const row = { ...job.row, blob: newBlob(this.#parts.env.random) };
    const isWritten = await this.#rows.replace(job.place, row);
    if (isWritten) job.row = row;
    return isWritten;
  }

  async #attach(id: ConversationId, job: Job): Promise<void> {
    const said = await this.#parts.attach(id, () =>
      job.stopped || !this.#rows.has(job.place)
        ? null
        : {
            content: contentOf(job.row),
            file: job.row.file,
            also: [this.#rows.end(job.place)],
          },
    );
    if (said.ok) this.#end(id, job);
    else if (said.refusal === 'disk-full') this.#show(id, job, 'failed');
    else if (said.refusal === 'restricted') await this.#drop(id, job);
    else if (!this.#rows.has(job.place)) this.#forget(id, job);
  }

  async #drop(id: ConversationId, job: Job): Promise<void> {
    const { file } = job.row.file;
    const dropped = await this.#rows.takeOut(id, job.place, file);
    job.stopped = false;
    if (!dropped.ok) return this.#show(id, job, 'failed');
    await this.#parts.carrier.dropFiles({ files: [file] });
    this.#forget(id, job);
  }

  /** No longer wanted here, nor at the relay; where that cannot be reached, it gives up by itself what is not whole. */
  #forget(id: ConversationId, job: Job): void {
    const { id: blob, own } = job.row.blob;
    this.#end(id, job);
    void this.#parts.carrier.dropBlob({ blob, own }).catch(this.#parts.env.fault);
  }

  #end(id: ConversationId, job: Job): void {
    // The next one may have set out already.
    if (this.#jobs.get(id) !== job) return;
    job.notAgain();
    this.#jobs.delete(id);
    this.#parts.tell({ type: 'outgoing-file', conversation: id, file: null });
  }

  #show(id: ConversationId, job: Job, state: Job['state']): void {
    // Forgotten meanwhile: its name is told no more.
    if (this.#jobs.get(id) !== job) return;
    job.notAgain();
    job.state = state;
    this.#parts.tell({ type: 'outgoing-file', conversation: id, file: shownOf(job) });
  }
}

const jobOf = (place: Place, row: OutgoingRow): Job => ({
  place,
  row,
  state: 'waits',
  done: 0,
  total: 0,
  stopped: false,
  asked: false,
  running: null,
  notAgain: () => undefined,
});

const shownOf = ({ row: { name, file }, state, done, total }: Job): OutgoingFile => ({
  name,
  bytes: file.bytes,
  state,
  done,
  total,
});

/** What a person is told of an end that is none. */
const waiting = {
  offline: 'waits',
  'no-room': 'no-room',
  gone: 'failed',
  changed: 'failed',
  astray: 'failed',
} as const satisfies Record<Exclude<Brought, 'whole' | 'stopped'>, OutgoingFile['state']>;
