import type {
  BlobId,
  BucketId,
  DeviceId,
  EnvelopeId,
  FileId,
  OwnCapability,
  ReadCapability,
  RowId,
  TeamId,
} from '../../protocol/ids.ts';
import type { DeviceTarget, Envelope, Target, Wake } from '../../protocol/wire/sealed.ts';
import type { BlobRefusal, PutRefusal, SendResult } from '../../protocol/wire/relay-frames.ts';
import type { Door } from './door.ts';
import { machineRequests, type MachineRequests } from './machine.ts';
import type { Outcome } from './outcome.ts';

/** A record at rest: an opaque name, an opaque bucket, its place in line, its version, and bytes only the vault can open. */
export interface SealedRow {
  readonly id: RowId;
  readonly bucket: BucketId;
  readonly seq: number;
  readonly version: number;
  readonly sealed: Uint8Array;
}

/** Whether the operating system keeps secrets for us. `basic`: it would keep them unprotected, which is none. */
export type KeychainState = 'ready' | 'basic' | 'none';

/** Who signs in to the relay for this device. The seed is the login key's and opens nothing. */
export interface Login {
  readonly team: TeamId;
  readonly device: DeviceId;
  readonly seed: Uint8Array;
  readonly documentSeq: number;
}

/** '' where the link brought none. The invite is text of the right shape and no more: the vault reads it. */
export interface SetupHint {
  readonly relay: string;
  readonly claim: string;
  readonly invite: string;
}

export interface TeamAnswer {
  /** Empty when the relay holds no document for the team. */
  readonly document: Uint8Array;
  readonly bundles: readonly Uint8Array[];
  readonly beacon: Uint8Array;
  /** The relay's clock, ms since the epoch. */
  readonly time: number;
}

export type LinkState = 'offline' | 'connecting' | 'online';

/** What the vault asks of main, which carries everything and can read none of it. */
export interface CarrierRequests extends MachineRequests {
  /** The header file, or null before the first run is finished. */
  readHeader: { input: null; output: Uint8Array | null };
  /** Whether some journal here holds something: without a header that is a vault which has lost its own. */
  holdsJournal: { input: null; output: boolean };
  /** Replaces the header: temporary file, fsync, rename, fsync of the folder. The vault's only commit point. */
  writeHeader: { input: { readonly bytes: Uint8Array }; output: Outcome<null, 'disk-full'> };
  /** One numbered keyring file, or null. Number 0 is the unnumbered one of format 1. */
  readKeyring: { input: { readonly number: number }; output: Uint8Array | null };
  /** Replaces that keyring file, durably like the header. */
  writeKeyring: {
    input: { readonly number: number; readonly bytes: Uint8Array };
    output: Outcome<null, 'disk-full'>;
  };
  /**
   * Opens a journal generation and cuts a torn tail; makes it where it is missing. `fresh` empties it
   * first: what an unfinished rewrite left behind. Generation 0 is the unnumbered file of format 1.
   */
  openJournal: {
    input: { readonly generation: number; readonly fresh: boolean };
    /** Bytes in the file. */
    output: Outcome<{ readonly end: number }, 'disk-full'>;
  };
  /** Appends opaque entries in order; answers once they are on the disk (fdatasync), with the file's new end. */
  append: {
    input: { readonly generation: number; readonly entries: readonly Uint8Array[] };
    output: Outcome<{ readonly end: number }, 'disk-full'>;
  };
  /** Entries of an opened generation from `from` (a position main gave, 0 = start). */
  replay: {
    input: { readonly generation: number; readonly from: number };
    output: {
      readonly entries: readonly Uint8Array[];
      readonly next: number;
      readonly end: boolean;
    };
  };
  /** Deletes every journal and keyring file but these two: what the header no longer names. */
  keepOnly: {
    input: { readonly generation: number; readonly keyring: number };
    output: null;
  };
  /** Writes one sealed chunk of a file of evidence at its place. Not yet synced. */
  putChunk: {
    input: { readonly file: FileId; readonly index: number; readonly bytes: Uint8Array };
    output: Outcome<null, 'disk-full'>;
  };
  /** Makes the file's chunks durable. */
  endFile: { input: { readonly file: FileId }; output: Outcome<null, 'disk-full'> };
  /** One sealed chunk, or null when it is not there. */
  readChunk: {
    input: { readonly file: FileId; readonly index: number };
    output: Uint8Array | null;
  };
  /** Deletes these files; those that are gone already count as deleted. */
  dropFiles: { input: { readonly files: readonly FileId[] }; output: null };
  listFiles: { input: null; output: readonly FileId[] };
  /** Destroys header and keyrings first, then everything else the app keeps, and starts the app anew. */
  wipe: { input: null; output: null };
  keychain: { input: null; output: KeychainState };
  /** 32 bytes kept by the operating system for this vault; `make` replaces what was there. */
  makeSecret: { input: null; output: Outcome<Uint8Array, 'no-keychain' | 'disk-full'> };
  readSecret: { input: null; output: Outcome<Uint8Array, 'no-keychain' | 'missing'> };
  dropSecret: { input: null; output: null };
  /** Wrong secrets typed since the last right one, over a restart. Whoever has the disk can change it: it slows down hands, not machines. */
  tries: { input: null; output: number };
  /** Answers also where it could not be kept. */
  keepTries: { input: { readonly wrong: number }; output: null };
  /** After this many minutes without keyboard or mouse anywhere main tells `idle`; 0: never. */
  watchIdle: { input: { readonly minutes: number }; output: null };
  /** The same for `left`, and `returned` once somebody is there again. */
  watchAway: { input: { readonly minutes: number }; output: null };
  /**
   * Whether main says by itself that something waits, when an envelope that may call comes; also while locked.
   * `help`: the same for a colleague's call for help, which an open vault judges itself.
   */
  heedWakes: { input: { readonly on: boolean; readonly help: boolean }; output: null };
  /** Says now, in fixed words without content, what a person should come for. */
  call: { input: { readonly what: 'waits' | 'waits-long' | 'help' }; output: null };
  /** Dials these relay origins in order, one at a time, and keeps trying; with a login it signs in too. */
  dial: {
    input: { readonly origins: readonly string[]; readonly login: Login | null };
    output: Outcome<null, 'bad-origin'>;
  };
  /** After `signed-in`: starts delivery. Held back so that a newer prekey is put first. */
  subscribe: { input: null; output: Outcome<null, 'offline'> };
  /** Tells the relay that these envelopes are safe here and may be forgotten there. */
  settle: {
    input: { readonly ids: readonly EnvelopeId[] };
    output: Outcome<null, 'offline'>;
  };
  /** One result per target, in order, once the relay's write is durable. */
  post: {
    input: {
      readonly eid: EnvelopeId;
      readonly wake: Wake;
      readonly targets: readonly Target[];
      readonly header: Uint8Array;
      readonly ct: Uint8Array;
    };
    output: Outcome<readonly SendResult[], 'offline'>;
  };
  ephemeral: {
    input: {
      readonly targets: readonly Target[];
      readonly header: Uint8Array;
      readonly ct: Uint8Array;
    };
    output: Outcome<null, 'offline'>;
  };
  /** Without a login: asks these coordinators to be let in. One result per target, in order. */
  join: {
    input: {
      readonly team: TeamId;
      readonly eid: EnvelopeId;
      readonly targets: readonly DeviceTarget[];
      readonly header: Uint8Array;
      readonly ct: Uint8Array;
    };
    output: Outcome<readonly SendResult[], 'offline'>;
  };
  /** One sealed chunk of a blob. `busy`: too many are on their way, here or at the relay; ask again. */
  fetchChunk: {
    input: { readonly blob: BlobId; readonly read: ReadCapability; readonly index: number };
    output: Outcome<Uint8Array, 'offline' | 'absent' | 'busy'>;
  };
  /** Begins an upload, or asks how far one has come: which chunks are missing, rising. */
  openBlob: {
    input: {
      readonly blob: BlobId;
      readonly own: OwnCapability;
      readonly readHash: Uint8Array;
      readonly chunks: number;
    };
    output: Outcome<readonly number[], 'offline' | BlobRefusal>;
  };
  /** Brings one sealed chunk of a blob that was opened; it is durable at the relay when this answers. */
  sendChunk: {
    input: {
      readonly blob: BlobId;
      readonly own: OwnCapability;
      readonly index: number;
      readonly chunk: Uint8Array;
    };
    output: Outcome<null, 'offline' | BlobRefusal>;
  };
  /** Takes a blob back, whole or not. What the relay does not know is gone too. */
  dropBlob: {
    input: { readonly blob: BlobId; readonly own: OwnCapability };
    output: Outcome<null, 'offline' | 'busy'>;
  };
  fetchTeam: { input: { readonly team: TeamId }; output: Outcome<TeamAnswer, 'offline'> };
  putTeam: {
    input: { readonly document: Uint8Array; readonly claim: string };
    output: Outcome<null, 'offline' | PutRefusal>;
  };
  putPrekey: {
    input: { readonly bundle: Uint8Array };
    output: Outcome<null, 'offline' | PutRefusal>;
  };
  putBeacon: {
    input: { readonly beacon: Uint8Array };
    output: Outcome<null, 'offline' | PutRefusal>;
  };
  /** A document the person has just confirmed for export, to a path chosen in a dialog. */
  save: {
    input: { readonly name: string; readonly bytes: Uint8Array };
    output: Outcome<{ readonly name: string }, 'cancelled' | 'cannot-write'>;
  };
  /** The same for a page, printed to PDF in a hidden sandboxed window without network. */
  print: {
    input: { readonly name: string; readonly html: string };
    output: Outcome<{ readonly name: string }, 'cancelled' | 'cannot-write'>;
  };
  /** One file the person chooses to read in. */
  open: {
    input: { readonly extensions: readonly string[] };
    output: Outcome<
      { readonly name: string; readonly bytes: Uint8Array },
      'cancelled' | 'too-large' | 'cannot-read'
    >;
  };
  /** A large sealed file, written piece by piece to a path chosen in a dialog; under its name only once ended. */
  beginSave: {
    input: { readonly name: string };
    output: Outcome<
      { readonly handle: number; readonly name: string },
      'cancelled' | 'cannot-write'
    >;
  };
  /** Appends. */
  writeSave: {
    input: { readonly handle: number; readonly bytes: Uint8Array };
    output: Outcome<null, 'cannot-write' | 'disk-full'>;
  };
  /** Reads back what was written; fewer bytes at the end. */
  readSave: {
    input: { readonly handle: number; readonly at: number; readonly length: number };
    output: Outcome<Uint8Array, 'cannot-read'>;
  };
  /** Syncs and gives it its name, or deletes it. */
  endSave: {
    input: { readonly handle: number; readonly keep: boolean };
    output: Outcome<null, 'cannot-write' | 'disk-full'>;
  };
  /** One large file the person chooses to read in, piece by piece. No extensions: any file. */
  beginOpen: {
    input: { readonly extensions: readonly string[] };
    output: Outcome<
      { readonly handle: number; readonly name: string; readonly size: number },
      'cancelled' | 'cannot-read'
    >;
  };
  readOpen: {
    input: { readonly handle: number; readonly at: number; readonly length: number };
    output: Outcome<Uint8Array, 'cannot-read'>;
  };
  endOpen: { input: { readonly handle: number }; output: null };
  /** Free bytes on the vault's disk. */
  space: { input: null; output: { readonly free: number } };
  /** What a `beistand://` link the app was started with brought: a relay and its claim code, or an invite. */
  setupHint: { input: null; output: SetupHint };
}

export type CarrierRequest = keyof CarrierRequests;

/** Every request by name. One left out does not compile. */
export const carrierRequests = Object.keys({
  readHeader: 0,
  holdsJournal: 0,
  writeHeader: 0,
  readKeyring: 0,
  writeKeyring: 0,
  openJournal: 0,
  append: 0,
  replay: 0,
  keepOnly: 0,
  putChunk: 0,
  endFile: 0,
  readChunk: 0,
  dropFiles: 0,
  listFiles: 0,
  wipe: 0,
  keychain: 0,
  makeSecret: 0,
  readSecret: 0,
  dropSecret: 0,
  tries: 0,
  keepTries: 0,
  watchIdle: 0,
  watchAway: 0,
  heedWakes: 0,
  call: 0,
  dial: 0,
  subscribe: 0,
  settle: 0,
  post: 0,
  ephemeral: 0,
  join: 0,
  fetchChunk: 0,
  openBlob: 0,
  sendChunk: 0,
  dropBlob: 0,
  fetchTeam: 0,
  putTeam: 0,
  putPrekey: 0,
  putBeacon: 0,
  save: 0,
  print: 0,
  open: 0,
  beginSave: 0,
  writeSave: 0,
  readSave: 0,
  endSave: 0,
  beginOpen: 0,
  readOpen: 0,
  endOpen: 0,
  space: 0,
  setupHint: 0,
  ...machineRequests,
} satisfies Record<CarrierRequest, 0>) as readonly CarrierRequest[];

/** What main tells the vault. */
export type CarrierFact =
  | { readonly type: 'envelopes-arrived'; readonly envelopes: readonly Envelope[] }
  | {
      readonly type: 'ephemeral-arrived';
      readonly header: Uint8Array;
      readonly wrap: Uint8Array;
      readonly ct: Uint8Array;
    }
  /** The reporter's or our envelope was never collected. Settle it like a delivery. */
  | { readonly type: 'envelope-expired'; readonly id: EnvelopeId; readonly day: number }
  /** `online` means signed in where a login was given, connected otherwise. */
  | { readonly type: 'link-changed'; readonly link: LinkState }
  /** The relay knows this device; `kid` is the newest prekey it holds (eight zero bytes: none). */
  | {
      readonly type: 'signed-in';
      readonly kid: Uint8Array;
      readonly documentSeq: number;
      readonly time: number;
    }
  /** The relay does not let this device in, or no longer: its newest document may not list it. */
  | { readonly type: 'not-let-in' }
  /** Another connection took this device's queue over. */
  | { readonly type: 'taken-over' }
  | { readonly type: 'team-newer'; readonly documentSeq: number }
  | { readonly type: 'beacon-changed'; readonly beacon: Uint8Array }
  | { readonly type: 'os-locked' }
  /** Nobody has touched keyboard or mouse for as long as `watchIdle` said. */
  | { readonly type: 'idle' }
  /** The same as `watchAway` said; and somebody is there again. */
  | { readonly type: 'left' }
  | { readonly type: 'returned' }
  | { readonly type: 'low-space'; readonly free: number }
  /** A person pressed the notice that somebody waits; the window is in front. */
  | { readonly type: 'notice-pressed' };

export type Carrier = Door<CarrierRequests, CarrierFact>;
