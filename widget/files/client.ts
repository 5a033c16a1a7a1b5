import type { BlobId } from '../../protocol/ids.ts';
import type { BlobLine } from '../app/blob-line.ts';
import { fromHex } from '../app/hex.ts';
import type { TheirFile } from '../app/tab.ts';
import type { FromWorker, Got, Sent, Taken, ToWorker, Which } from './messages.ts';
import type { KeptUpload } from './send/kept.ts';
import type { UploadEnd } from './send/upload.ts';

/** Why nothing came of it, in words that lead on. */
export type Failure = 'share-full' | 'full' | 'changed';

/** Where one file stands, from the pick to the message. */
export type FileState =
  | { readonly step: 'none' }
  | { readonly step: 'reading' }
  | { readonly step: 'refused'; readonly why: 'too-large' | 'empty' | 'unreadable' }
  | {
      readonly step: 'choice';
      readonly taken: Taken;
      readonly name: string;
      readonly goesOn: boolean;
    }
  | {
      readonly step: 'sending';
      readonly bytes: number;
      readonly of: number;
      readonly paused: boolean;
      readonly goesOn: boolean;
    }
  | { readonly step: 'cancelling' }
  | { readonly step: 'cancelled' }
  | { readonly step: 'failed'; readonly why: Failure }
  | { readonly step: 'sent' };

/** One file at a time, from the screen's side. It outlives the sheet: sending goes on while somebody writes. */
export interface FilesClient {
  readonly state: () => FileState;
  readonly onChange: (listener: () => void) => () => void;
  /** Looks a file through. Whatever was chosen before and not sent is forgotten. */
  readonly take: (file: File) => void;
  /** `name` is what the message will call it. */
  readonly send: (which: Which, name: string) => void;
  readonly pause: () => void;
  readonly goOn: () => void;
  /** Stops, and deletes at the relay what was there already. */
  readonly cancel: () => void;
  readonly again: () => void;
  readonly forget: () => void;
  /** Fetches a file from the team, once. */
  readonly receive: (file: TheirFile) => void;
  /** What has become of it; null before anybody asked for it. */
  readonly received: (file: TheirFile) => Got | 'coming' | null;
  /** Nothing goes on after this. */
  readonly stop: () => void;
}

export interface FilesPort {
  /** A worker of ours, started once. */
  readonly worker: Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>;
  readonly line: BlobLine;
  readonly maxBytes: () => number;
  readonly kept: () => KeptUpload | null;
  readonly keep: (kept: KeptUpload | null) => void;
  /** Writes the message; it is durable when this resolves. */
  readonly attach: (sent: Sent, name: string) => Promise<void>;
}

export function openFiles(port: FilesPort): FilesClient {
  const { worker } = port;
  const listeners = new Set<() => void>();
  const received = new Map<BlobId, Got | 'coming'>();
  let state: FileState = { step: 'none' };
  let picked: { readonly file: File; readonly taken: Taken } | null = null;
  let reading: File | null = null;
  let asked: { readonly which: Which; readonly name: string } | null = null;

  const say = (message: ToWorker): void => worker.postMessage(message);
  const tell = (next: FileState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const waiting = (): KeptUpload | null => {
    const kept = port.kept();
    return kept?.original === picked?.taken.original ? kept : null;
  };

  function hear(message: FromWorker): void {
    switch (message.type) {
      case 'taken':
        return taken(message.taken);
      case 'ask':
        return void port.line
          .ask(message.ask)
          .then((answer) => say({ type: 'answer', n: message.n, answer }));
      case 'draw':
        return void drawHere(message).then((picture) =>
          say({ type: 'drawn', n: message.n, picture }),
        );
      case 'began':
        return port.keep(message.kept);
      case 'progress':
        if (state.step === 'sending') tell({ ...state, bytes: message.bytes });
        return;
      case 'ended':
        return void ended(message.end);
      case 'got':
        received.set(message.id, message.got);
        return tell(state);
    }
  }

  function taken(found: Taken | null): void {
    if (reading === null) return;
    if (found === null) return tell({ step: 'refused', why: 'unreadable' });
    picked = { file: reading, taken: found };
    reading = null;
    const { name } = picked.file;
    tell({ step: 'choice', taken: found, name, goesOn: waiting() !== null });
  }

  async function ended(end: Extract<FromWorker, { readonly type: 'ended' }>['end']): Promise<void> {
    if (end.end === 'whole') {
      await port.attach(end.sent, asked?.name ?? '');
      port.keep(null);
      picked = null;
      return tell({ step: 'sent' });
    }
    if (end.end === 'stopped') {
      port.keep(null);
      return tell({ step: 'cancelled' });
    }
    if (end.end === 'changed') port.keep(null);
    tell({ step: 'failed', why: failureOf(end) });
  }

  function send(which: Which, name: string): void {
    if (picked === null) return;
    asked = { which, name };
    const { taken: about } = picked;
    const { cleaning } = about;
    const of = which === 'cleaned' && cleaning.kind === 'cleaned' ? cleaning.bytes : about.bytes;
    const kept = port.kept();
    tell({ step: 'sending', bytes: 0, of, paused: false, goesOn: waiting() !== null });
    say({ type: 'send', which, kept });
  }

  worker.addEventListener('message', (event) => hear((event as MessageEvent<FromWorker>).data));
  return {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    take: (file) => {
      if (state.step === 'sending' || state.step === 'cancelling') return;
      picked = null;
      const maxBytes = port.maxBytes();
      const why = file.size > maxBytes ? 'too-large' : file.size === 0 ? 'empty' : null;
      reading = why === null ? file : null;
      tell(why === null ? { step: 'reading' } : { step: 'refused', why });
      if (why === null) say({ type: 'take', file, maxBytes });
    },
    send,
    pause: () => {
      if (state.step !== 'sending') return;
      say({ type: 'pause' });
      tell({ ...state, paused: true });
    },
    goOn: () => {
      if (state.step !== 'sending') return;
      say({ type: 'go-on' });
      tell({ ...state, paused: false });
    },
    cancel: () => {
      if (state.step !== 'sending') return;
      say({ type: 'cancel' });
      tell({ step: 'cancelling' });
    },
    again: () => {
      if (asked !== null) send(asked.which, asked.name);
    },
    forget: () => {
      picked = null;
      reading = null;
      tell({ step: 'none' });
    },
    receive: (file) => {
      const before = received.get(file.id);
      if (before !== undefined && !(before !== 'coming' && before.kind === 'gone')) return;
      const { id, read, bytes } = file;
      received.set(id, 'coming');
      say({
        type: 'get',
        file: { id, read, bytes, key: fromHex(file.key), hash: fromHex(file.hash) },
      });
      tell(state);
    },
    received: ({ id }) => received.get(id) ?? null,
    stop: () => worker.terminate(),
  };
}

function failureOf(end: Exclude<UploadEnd, { readonly end: 'whole' | 'stopped' }>): Failure {
  if (end.end === 'changed') return 'changed';
  return end.end === 'refused' && end.why === 'share-full' ? 'share-full' : 'full';
}

/** For browsers whose workers cannot draw. */
async function drawHere({
  picture,
  media,
  quality,
}: Extract<FromWorker, { readonly type: 'draw' }>): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  if (media === 'image/jpeg') {
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.drawImage(picture, 0, 0);
  picture.close();
  return new Promise((resolve) => canvas.toBlob(resolve, media, quality));
}
