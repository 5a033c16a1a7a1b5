import type { BucketId, DeviceId, EnvelopeId, RowId, TeamId } from '../../protocol/ids.ts';
import type { Envelope, Target } from '../../protocol/wire/sealed.ts';
import type { PutRefusal, SendResult } from '../../protocol/wire/relay-frames.ts';
import type { Door } from './door.ts';
import type { Outcome } from './outcome.ts';

/** A record at rest: an opaque name, an opaque bucket, its place in line, its version, and bytes only the vault can open. */
export interface SealedRow {
  readonly id: RowId;
  readonly bucket: BucketId;
  readonly seq: number;
  readonly version: number;
  readonly sealed: Uint8Array;
}

/** The vault's two small files outside IndexedDB. Both are sealed or authenticated by the vault. */
export interface VaultFiles {
  readonly header: Uint8Array | null;
  readonly keyring: Uint8Array | null;
}

/** Who signs in to the relay for this device. The seed is the login key's and opens nothing. */
export interface Login {
  readonly team: TeamId;
  readonly device: DeviceId;
  readonly seed: Uint8Array;
  readonly documentSeq: number;
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
export interface CarrierRequests {
  /** Reads header and keyring; both null before the first run is finished. */
  readVault: { input: null; output: VaultFiles };
  /** Writes whichever is given: temporary file, fsync, rename, fsync of the folder. */
  writeVault: { input: Partial<VaultFiles>; output: Outcome<null, 'disk-full'> };
  /** Appends opaque journal entries in order; answers once they are on the disk (fdatasync). */
  append: {
    input: { readonly entries: readonly Uint8Array[] };
    output: Outcome<null, 'disk-full'>;
  };
  /** Journal entries from `from` (a position main gave, 0 = start). A torn last entry was cut at start. */
  replay: {
    input: { readonly from: number };
    output: {
      readonly entries: readonly Uint8Array[];
      readonly next: number;
      readonly end: boolean;
    };
  };
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
      readonly wake: boolean;
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
  /** Free bytes on the vault's disk. */
  space: { input: null; output: { readonly free: number } };
  /** Relay address and claim code from a `beistand://setup` link the app was started with. */
  setupHint: { input: null; output: { readonly relay: string; readonly claim: string } };
}

export type CarrierRequest = keyof CarrierRequests;

/** Every request by name. One left out does not compile. */
export const carrierRequests = Object.keys({
  readVault: 0,
  writeVault: 0,
  append: 0,
  replay: 0,
  dial: 0,
  subscribe: 0,
  settle: 0,
  post: 0,
  ephemeral: 0,
  fetchTeam: 0,
  putTeam: 0,
  putPrekey: 0,
  putBeacon: 0,
  save: 0,
  print: 0,
  open: 0,
  space: 0,
  setupHint: 0,
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
  /** Another connection took this device's queue over. */
  | { readonly type: 'taken-over' }
  | { readonly type: 'team-newer'; readonly documentSeq: number }
  | { readonly type: 'beacon-changed'; readonly beacon: Uint8Array }
  | { readonly type: 'os-locked' }
  | { readonly type: 'low-space'; readonly free: number };

export type Carrier = Door<CarrierRequests, CarrierFact>;
