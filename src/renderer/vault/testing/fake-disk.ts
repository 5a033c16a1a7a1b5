/** Vault, testing: what survives a crash, and main's file requests over it. */
import { platformRandom } from '../../../../protocol/crypto/random.ts';
import type { FileId } from '../../../../protocol/ids.ts';
import type { CarrierRequest, CarrierRequests, KeychainState } from '../../../contract/carrier.ts';
import type { Handlers } from '../../../contract/door.ts';
import { ok, refuse } from '../../../contract/outcome.ts';

type Some<K extends CarrierRequest> = Pick<Handlers<CarrierRequests>, K>;

/** A request to main, before or after it is carried out. */
export interface Step {
  readonly name: CarrierRequest;
  readonly input: unknown;
  readonly done: boolean;
}

/** What survives a crash. A journal position here counts entries, not bytes. */
export class FakeDisk {
  header: Uint8Array | null = null;
  readonly keyrings = new Map<number, Uint8Array>();
  readonly journals = new Map<number, Uint8Array[]>();
  readonly files = new Map<FileId, Map<number, Uint8Array>>();
  keychain: KeychainState = 'none';
  secret: Uint8Array | null = null;
  /** Wrong secrets since the last right one. */
  tries = 0;
  /** Writes are refused. */
  full = false;
  /** So many of the keyring's next writes are refused. */
  keyringsRefused = 0;
  /** Bytes of one append; main throws for more. */
  maxAppend = 32 * 1024 * 1024;
  /** Requests that throw without doing anything … */
  readonly broken = new Set<CarrierRequest>();
  /** … that throw so many times … */
  readonly flaky = new Map<CarrierRequest, number>();
  /** … that never answer … */
  readonly hanging = new Set<CarrierRequest>();
  /** … and those that are carried out and throw all the same, as when only the folder's sync fails. */
  readonly unsure = new Set<CarrierRequest>();
  /** The app dies right after this many more appends: the write is done, the answer never comes. */
  appendsUntilCrash = Infinity;
  /** The same for anything that is to be durable when it is answered. The crash itself resets both. */
  crashAfter = Infinity;
  /** The app dies at whatever step this says. */
  fate: (step: Step) => boolean = () => false;
  keyringWrites = 0;

  /** Entries of the newest generation, to be looked at and damaged. */
  get journal(): Uint8Array[] {
    return this.journals.get(Math.max(...this.journals.keys())) ?? [];
  }

  /** The newest keyring. */
  get keyring(): Uint8Array | null {
    return this.keyrings.get(Math.max(...this.keyrings.keys())) ?? null;
  }

  set keyring(bytes: Uint8Array | null) {
    const newest = Math.max(0, ...this.keyrings.keys());
    if (bytes === null) this.keyrings.delete(newest);
    else this.keyrings.set(newest, bytes);
  }

  /** Whether this request throws now. */
  failsAt(name: CarrierRequest): boolean {
    const times = this.flaky.get(name) ?? 0;
    this.flaky.set(name, Math.max(0, times - 1));
    return times > 0 || this.broken.has(name);
  }

  /** Counts a request that was carried out; true when the app dies of it. */
  diesAfter(name: string): boolean {
    if (!DURABLE.some((one) => one === name)) return false;
    this.crashAfter -= 1;
    if (name === 'append') this.appendsUntilCrash -= 1;
    if (this.crashAfter > 0 && this.appendsUntilCrash > 0) return false;
    this.crashAfter = Infinity;
    this.appendsUntilCrash = Infinity;
    return true;
  }

  empty(): void {
    this.header = null;
    this.secret = null;
    this.tries = 0;
    for (const one of [this.keyrings, this.journals, this.files]) one.clear();
  }
}

const DURABLE = [
  'writeHeader',
  'writeKeyring',
  'append',
  'keepOnly',
  'dropFiles',
  'endFile',
  'makeSecret',
  'dropSecret',
  'wipe',
] as const satisfies readonly CarrierRequest[];

type Log = (what: string) => void;

/** As main refuses what is more (src/main/limits.ts). */
const MAX_BATCH = 200;
/** Entries of one replayed page. */
const PAGE = 3;

/** Header and keyrings, and the end of everything. */
export const smallFiles = (
  disk: FakeDisk,
  log: Log,
): Some<
  | 'readHeader'
  | 'holdsJournal'
  | 'writeHeader'
  | 'readKeyring'
  | 'writeKeyring'
  | 'keepOnly'
  | 'tries'
  | 'keepTries'
  | 'wipe'
> => ({
  readHeader: async () => disk.header,
  holdsJournal: async () => [...disk.journals.values()].some(({ length }) => length > 0),
  writeHeader: async ({ bytes }) => {
    if (disk.full) return refuse('disk-full');
    disk.header = bytes;
    log('header');
    return ok(null);
  },
  readKeyring: async ({ number }) => disk.keyrings.get(number) ?? null,
  writeKeyring: async ({ number, bytes }) => {
    disk.keyringsRefused -= 1;
    if (disk.full || disk.keyringsRefused >= 0) return refuse('disk-full');
    disk.keyrings.set(number, bytes);
    disk.keyringWrites += 1;
    log('keyring');
    return ok(null);
  },
  keepOnly: async ({ generation, keyring }) => {
    for (const one of disk.journals.keys()) if (one !== generation) disk.journals.delete(one);
    for (const one of disk.keyrings.keys()) if (one !== keyring) disk.keyrings.delete(one);
    log('keep-only');
    return null;
  },
  tries: async () => disk.tries,
  keepTries: async ({ wrong }) => {
    if (!disk.full) disk.tries = wrong;
    return null;
  },
  wipe: async () => {
    disk.empty();
    log('wipe');
    return null;
  },
});

/** The operating system's keychain. */
export const secrets = (
  disk: FakeDisk,
  log: Log,
): Some<'keychain' | 'makeSecret' | 'readSecret' | 'dropSecret'> => ({
  keychain: async () => disk.keychain,
  makeSecret: async () => {
    if (disk.keychain !== 'ready') return refuse('no-keychain');
    if (disk.full) return refuse('disk-full');
    disk.secret = platformRandom(32);
    log('secret');
    return ok(disk.secret);
  },
  readSecret: async () => {
    if (disk.keychain !== 'ready') return refuse('no-keychain');
    return disk.secret === null ? refuse('missing') : ok(disk.secret);
  },
  dropSecret: async () => {
    disk.secret = null;
    log('drop-secret');
    return null;
  },
});

/** Journals by generation. One that this run of main has not opened takes and gives nothing. */
export function journals(disk: FakeDisk, log: Log): Some<'openJournal' | 'append' | 'replay'> {
  const open = new Set<number>();
  const entriesOf = (generation: number): Uint8Array[] => {
    const entries = disk.journals.get(generation);
    if (!open.has(generation) || entries === undefined) throw new Error('journal not open');
    return entries;
  };
  return {
    openJournal: async ({ generation, fresh }) => {
      const there = disk.journals.get(generation);
      if (there === undefined && disk.full) return refuse('disk-full');
      if (there === undefined || fresh) disk.journals.set(generation, []);
      open.add(generation);
      log('open-journal');
      return ok({ end: entriesOf(generation).length });
    },
    append: async ({ generation, entries }) => {
      const all = entriesOf(generation);
      const bytes = entries.reduce((sum, { length }) => sum + length, 0);
      if (entries.length > MAX_BATCH || bytes > disk.maxAppend) throw new Error('too large');
      if (disk.full) return refuse('disk-full');
      all.push(...entries);
      log('append');
      return ok({ end: all.length });
    },
    replay: async ({ generation, from }) => {
      const all = entriesOf(generation);
      if (from > all.length) throw new Error('position beyond the journal');
      const entries = all.slice(from, from + PAGE);
      const next = from + entries.length;
      return { entries, next, end: next >= all.length };
    },
  };
}

/** Chunks of evidence. */
export const chunks = (
  disk: FakeDisk,
  log: Log,
): Some<'putChunk' | 'endFile' | 'readChunk' | 'dropFiles' | 'listFiles'> => ({
  putChunk: async ({ file, index, bytes }) => {
    if (disk.full) return refuse('disk-full');
    const there = disk.files.get(file) ?? new Map<number, Uint8Array>();
    disk.files.set(file, there.set(index, bytes));
    return ok(null);
  },
  endFile: async () => {
    if (disk.full) return refuse('disk-full');
    log('end-file');
    return ok(null);
  },
  readChunk: async ({ file, index }) => disk.files.get(file)?.get(index) ?? null,
  dropFiles: async ({ files }) => {
    for (const file of files) disk.files.delete(file);
    log('drop-files');
    return null;
  },
  listFiles: async () => [...disk.files.keys()],
});
