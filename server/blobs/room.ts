import { timingSafeEqual } from 'node:crypto';
import type { BlobId, TeamId } from '../../protocol/ids.ts';
import { CAPABILITY_HASH_BYTES, ownHashOf, readHashOf } from '../../protocol/wire/blob.ts';
import type { BlobRefusal } from '../../protocol/wire/relay-frames.ts';
import { queueKey, type Owner } from '../mailbox/contract.ts';
import { dayOf } from '../mailbox/days.ts';
import { lastDay, type About } from './about.ts';
import type { Blobs, UploadState } from './contract.ts';
import { openBlobDisk, refusalFor, type BlobDisk, type Found } from './disk.ts';
import { Shares } from './shares.ts';

/**
 * Blobs in a folder of their own. Throws BlobsError when the folder cannot be used.
 *
 * What stands on the disk is the truth; what is in memory is counted anew at every start.
 */
export async function openBlobs(
  folder: string,
  maxBytes: number,
  clock: () => number,
): Promise<Blobs> {
  const { disk, found } = await openBlobDisk(folder);
  const room = new Room(disk, new Shares(maxBytes), clock);
  for (const blob of found) room.add(blob);
  return {
    open: (by, { blob, own, readHash, chunks }) => {
      const ownHash = ownHashOf(blob, own);
      return room.open(blob, { by, ownHash, readHash, chunks, day: dayOf(clock()) });
    },
    put: (team, chunk) => room.put(room.owned(team, chunk.blob, chunk.own), chunk),
    get: (team, chunk) => room.get(room.readable(team, chunk.blob, chunk.read), chunk.index),
    remove: async (team, { blob, own }) => {
      const entry = room.owned(team, blob, own);
      return entry === null ? 'absent' : await room.remove(entry);
    },
    removeAll: (by) => room.removeAll(by),
    sweep: () => room.sweep(),
    fullness: () => room.fullness(),
  };
}

interface Entry {
  readonly id: BlobId;
  readonly about: About;
  readonly held: Set<number>;
  /** Out of sight, and not yet off the disk: nothing of it is given out, its room is not free, and its name not either. */
  isGoing: boolean;
  /** Writing, finishing and removing one blob happen one after the other. */
  tail: Promise<unknown>;
}

class Room {
  readonly #disk: BlobDisk;
  readonly #shares: Shares;
  readonly #clock: () => number;
  readonly #entries = new Map<BlobId, Entry>();

  constructor(disk: BlobDisk, shares: Shares, clock: () => number) {
    this.#disk = disk;
    this.#shares = shares;
    this.#clock = clock;
  }

  /** Counts what was found at the start. */
  add({ id, about, held }: Found): void {
    this.#enter(id, about, held);
    this.#shares.add(about.by, 1 + held.size);
  }

  /** The blob that this own capability is for. Unknown, past its time, another team's and wrong are one answer. */
  owned(team: TeamId, id: BlobId, own: Parameters<typeof ownHashOf>[1]): Entry | null {
    return this.#proven(team, id, { kind: 'ownHash', hash: ownHashOf(id, own) });
  }

  /** The whole blob that this read capability is for. */
  readable(team: TeamId, id: BlobId, read: Parameters<typeof readHashOf>[1]): Entry | null {
    const entry = this.#proven(team, id, { kind: 'readHash', hash: readHashOf(id, read) });
    return entry !== null && isWhole(entry) ? entry : null;
  }

  async open(id: BlobId, about: About): Promise<UploadState | BlobRefusal> {
    const before = this.#entries.get(id);
    if (before === undefined) return await this.#create(id, about);
    return await this.#inTurn(before, async () =>
      this.#isThere(before) && isSame(before.about, about) && !this.#isPast(before)
        ? stateOf(before)
        : 'absent',
    );
  }

  async put(
    entry: Entry | null,
    { index, chunk }: { readonly index: number; readonly chunk: Uint8Array },
  ): Promise<'done' | BlobRefusal> {
    if (entry === null || index >= entry.about.chunks) return 'absent';
    return await this.#inTurn(entry, async () => {
      if (!this.#isThere(entry)) return 'absent';
      if (entry.held.has(index)) return 'done';
      const refusal = this.#shares.take(entry.about.by);
      if (refusal !== null) return refusal;
      try {
        await this.#disk.write(entry.id, index, chunk);
      } catch (error) {
        this.#shares.give(entry.about.by, 1);
        return refusalFor(error);
      }
      entry.held.add(index);
      return 'done';
    });
  }

  async get(entry: Entry | null, index: number): Promise<Uint8Array | BlobRefusal> {
    if (entry === null || index >= entry.about.chunks) return 'absent';
    try {
      return (await this.#disk.read(entry.id, index)) ?? 'absent';
    } catch (error) {
      return refusalFor(error);
    }
  }

  async remove(entry: Entry, still = (): boolean => true): Promise<'done' | BlobRefusal> {
    return await this.#inTurn(entry, async () => {
      if (this.#entries.get(entry.id) !== entry || !still()) return 'absent';
      try {
        if (!entry.isGoing) await this.#disk.hide(entry.id);
        entry.isGoing = true;
        await this.#disk.clear(entry.id);
        this.#forget(entry);
        return 'done';
      } catch (error) {
        return refusalFor(error);
      }
    });
  }

  async removeAll(by: Owner): Promise<'done' | BlobRefusal> {
    const key = queueKey(by);
    const theirs = [...this.#entries.values()].filter(({ about }) => queueKey(about.by) === key);
    for (const entry of theirs) {
      const said = await this.remove(entry);
      if (said !== 'done' && said !== 'absent') return said;
    }
    return 'done';
  }

  async sweep(): Promise<number> {
    let removed = 0;
    for (const entry of this.#entries.values()) {
      const isPast = (): boolean => entry.isGoing || this.#isPast(entry);
      if (isPast() && (await this.remove(entry, isPast)) === 'done') removed += 1;
    }
    return removed;
  }

  fullness(): number {
    return this.#shares.fullness();
  }

  async #create(id: BlobId, about: About): Promise<UploadState | BlobRefusal> {
    const refusal = this.#shares.take(about.by);
    if (refusal !== null) return refusal;
    const entry = this.#enter(id, about, new Set());
    return await this.#inTurn(entry, async () => {
      try {
        await this.#disk.create(id, about);
        return stateOf(entry);
      } catch (error) {
        this.#forget(entry);
        return refusalFor(error);
      }
    });
  }

  #enter(id: BlobId, about: About, held: ReadonlySet<number>): Entry {
    const entry = { id, about, held: new Set(held), isGoing: false, tail: Promise.resolve() };
    this.#entries.set(id, entry);
    return entry;
  }

  #proven(
    team: TeamId,
    id: BlobId,
    shown: { readonly kind: 'ownHash' | 'readHash'; readonly hash: Uint8Array },
  ): Entry | null {
    const entry = this.#entries.get(id);
    const isRight = timingSafeEqual(entry?.about[shown.kind] ?? NOBODY, shown.hash);
    if (entry === undefined || !isRight || entry.about.by.team !== team) return null;
    return this.#isPast(entry) ? null : entry;
  }

  #isPast(entry: Entry): boolean {
    return dayOf(this.#clock()) > lastDay(entry.about, isWhole(entry));
  }

  #isThere(entry: Entry): boolean {
    return this.#entries.get(entry.id) === entry && !entry.isGoing;
  }

  #forget(entry: Entry): void {
    this.#entries.delete(entry.id);
    this.#shares.give(entry.about.by, 1 + entry.held.size);
  }

  #inTurn<T>(entry: Entry, work: () => Promise<T>): Promise<T> {
    const done = entry.tail.then(work);
    entry.tail = done.catch(() => undefined);
    return done;
  }
}

const NOBODY: Uint8Array = new Uint8Array(CAPABILITY_HASH_BYTES);

const isWhole = ({ held, about }: Entry): boolean => held.size === about.chunks;

const stateOf = ({ about, held }: Entry): UploadState => ({
  missing: Array.from({ length: about.chunks }, (_, index) => index).filter((i) => !held.has(i)),
  day: lastDay(about, true),
});

/** Whether this asks for the very upload that is there. Hashes of random values: nothing is learned from how long it takes. */
const isSame = (there: About, asked: About): boolean =>
  timingSafeEqual(there.ownHash, asked.ownHash) &&
  timingSafeEqual(there.readHash, asked.readHash) &&
  there.chunks === asked.chunks &&
  there.by.team === asked.by.team;
