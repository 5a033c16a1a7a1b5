import type { BlobReference } from '../../protocol/crypto/blob.ts';
import type { BlobAnswer, BlobLine } from '../app/blob-line.ts';
import { clean, type Cleaning } from './clean/clean.ts';
import type { Draw } from './clean/reencode.ts';
import { removedKinds } from './clean/removed.ts';
import { isDrawn, mediaOf, SNIFF_BYTES } from './clean/sniff.ts';
import { sha256Of } from './lazy/sha256.ts';
import type { FromWorker, Got, SendEnd, Taken, ToWorker, Which } from './messages.ts';
import { download } from './send/download.ts';
import { newGate } from './send/gate.ts';
import { keep, keptBlob, type KeptUpload } from './send/kept.ts';
import { piecesOf } from './send/pieces.ts';
import { blobHashOf, newOwnBlob, takeBack, upload, type OwnBlob } from './send/upload.ts';

export type Say = (message: FromWorker, transfer?: readonly Transferable[]) => void;

interface Job {
  readonly file: Blob;
  readonly original: string;
  readonly media: string;
  readonly cleaning: Cleaning;
}

/**
 * widget/files: what the worker does with one file: look it through, clean it, seal it, bring it to the relay.
 *
 * It speaks to the page in messages only, and knows neither keys of the conversation nor the connection.
 */
export function openWorkshop(say: Say): (message: ToWorker) => void {
  const answers = new Map<number, (answer: BlobAnswer) => void>();
  const drawings = new Map<number, (picture: Blob | null) => void>();
  const gate = newGate();
  let job: Job | null = null;
  let stop = new AbortController();
  let n = 0;

  const line: BlobLine = {
    ask: (ask) =>
      new Promise((resolve) => {
        n += 1;
        answers.set(n, resolve);
        say({ type: 'ask', n, ask }, 'chunk' in ask ? [ask.chunk.buffer as ArrayBuffer] : []);
      }),
  };
  const drawThere: Draw = (picture, media, quality) =>
    new Promise((resolve) => {
      n += 1;
      drawings.set(n, resolve);
      say({ type: 'draw', n, picture, media, quality }, [picture]);
    });
  const draw = typeof OffscreenCanvas === 'undefined' ? drawThere : drawHere;

  async function take(file: Blob, maxBytes: number): Promise<void> {
    job = null;
    try {
      const head = new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer());
      const original = await sha256Of(piecesOf(file));
      const cleaning = await clean(file, { draw, maxBytes });
      job = { file, original, media: mediaOf(head), cleaning };
      say({ type: 'taken', taken: takenOf(job) });
    } catch (error) {
      // A file that the system does not hand out, or no longer.
      if (!(error instanceof DOMException)) throw error;
      say({ type: 'taken', taken: null });
    }
  }

  async function send(which: Which, kept: KeptUpload | null): Promise<void> {
    const { source, media } = sourceOf(job, which);
    stop = new AbortController();
    gate.open();
    const end = await bring(source, kept);
    if (end.end !== 'whole') return say({ type: 'ended', end });
    const removed = which === 'cleaned' ? removedFrom(job) : [];
    // The own capability stays here.
    const { id, read, key, bytes } = end.blob;
    const file = { id, read, key, bytes, hash: end.hash };
    say({ type: 'ended', end: { end: 'whole', sent: { file, media, prepared: which, removed } } });
  }

  type Brought =
    | { readonly end: 'whole'; readonly blob: OwnBlob; readonly hash: Uint8Array }
    | Exclude<SendEnd, { readonly end: 'whole' }>;

  async function bring(source: Blob, kept: KeptUpload | null): Promise<Brought> {
    const { signal } = stop;
    const read = () => piecesOf(source);
    let blob = newOwnBlob(source.size);
    const hash = await blobHashOf(blob, read());
    const mine = keep(blob, { original: job?.original ?? '', hash });
    const before = kept === null ? null : keptBlob(kept);
    // What waits there goes on only if it is the same to the last byte; else it is taken away.
    const isSame = before?.bytes === source.size && kept?.hash === mine.hash;
    if (before !== null && isSame) blob = before;
    else if (before !== null) void takeBack(line, before);
    for (let tries = 0; ; tries += 1) {
      say({ type: 'began', kept: keep(blob, { original: mine.original, hash }) });
      const progress = (bytes: number): void => say({ type: 'progress', bytes });
      const end = await upload(blob, { line, read, hash, progress, pause: gate.pass, signal });
      if (end.end === 'gone' && tries < MAX_TRIES) {
        blob = newOwnBlob(source.size);
        continue;
      }
      if (end.end === 'stopped' || end.end === 'changed') await takeBack(line, blob);
      return end.end === 'whole' ? { end: 'whole', blob, hash } : end;
    }
  }

  async function get(file: BlobReference): Promise<void> {
    const pieces = await download(file, line);
    const got: Got = typeof pieces === 'string' ? { kind: pieces } : await shownSafely(pieces);
    say({ type: 'got', id: file.id, got });
  }

  /** A picture is drawn anew before it is shown; what cannot be drawn is no picture. */
  async function shownSafely(pieces: readonly Uint8Array<ArrayBuffer>[]): Promise<Got> {
    const whole = new Blob([...pieces]);
    const bytes = new Uint8Array(await whole.arrayBuffer());
    const media = mediaOf(bytes.subarray(0, SNIFF_BYTES));
    const cleaned = isDrawn(bytes) ? await clean(whole, { draw, maxBytes: Infinity }) : null;
    if (cleaned?.kind !== 'cleaned')
      return { kind: 'file', file: new Blob([whole], { type: media }) };
    return { kind: 'picture', file: new Blob([cleaned.bytes], { type: cleaned.media }) };
  }

  return (message) => {
    switch (message.type) {
      case 'get':
        return void get(message.file);
      case 'take':
        return void take(message.file, message.maxBytes);
      case 'send':
        return void send(message.which, message.kept);
      case 'answer':
        answers.get(message.n)?.(message.answer);
        return void answers.delete(message.n);
      case 'drawn':
        drawings.get(message.n)?.(message.picture);
        return void drawings.delete(message.n);
      case 'pause':
        return gate.shut();
      case 'go-on':
        return gate.open();
      case 'cancel':
        stop.abort();
        return gate.open();
    }
  };
}

/** A relay that forgets an upload again and again is asked so often. */
const MAX_TRIES = 3;

const drawHere: Draw = async (picture, type, quality) => {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext('2d');
  if (context === null) return null;
  // JPEG knows no transparency: what was clear becomes white, as on paper.
  if (type === 'image/jpeg') {
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.drawImage(picture, 0, 0);
  return canvas.convertToBlob({ type, quality });
};

function takenOf({ file, original, media, cleaning }: Job): Taken {
  const about = { original, bytes: file.size, media };
  if (cleaning.kind === 'cannot') return { ...about, cleaning };
  const { bytes, removed, changed } = cleaning;
  const preview = shown.has(cleaning.media) ? new Blob([bytes], { type: cleaning.media }) : null;
  return {
    ...about,
    cleaning: {
      kind: 'cleaned',
      media: cleaning.media,
      bytes: bytes.length,
      removed,
      changed,
      preview,
    },
  };
}

/** Written by the browser's own hand a moment ago: nothing else is shown. */
const shown = new Set(['image/jpeg', 'image/png', 'image/webp']);

function sourceOf(
  job: Job | null,
  which: Which,
): { readonly source: Blob; readonly media: string } {
  if (job === null) throw new Error('no file was taken');
  if (which === 'original') return { source: job.file, media: job.media };
  if (job.cleaning.kind === 'cannot') throw new Error('this file was not cleaned');
  return { source: new Blob([job.cleaning.bytes]), media: job.cleaning.media };
}

function removedFrom(job: Job | null): readonly string[] {
  const cleaning = job?.cleaning;
  if (cleaning?.kind !== 'cleaned') return [];
  return removedKinds.filter((kind) => cleaning.removed[kind] !== undefined);
}
