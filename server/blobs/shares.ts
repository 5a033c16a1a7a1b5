import {
  BLOB_CHUNK_BYTES,
  DEVICE_BLOB_BYTES,
  DEVICE_RESERVE,
  MAILBOX_BLOB_BYTES,
  TEAM_BLOB_BYTES,
} from '../../protocol/limits.ts';
import type { TeamId } from '../../protocol/ids.ts';
import type { BlobRefusal } from '../../protocol/wire/relay-frames.ts';
import { queueKey, type Owner } from '../mailbox/contract.ts';

/** Who has how much of the room. Everything is counted in chunks of one size; opening a blob costs one, too. */
export class Shares {
  readonly #maxBytes: number;
  readonly #used = new Map<string, number>();
  readonly #teams = new Set<TeamId>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Takes one chunk's room, or says which bound has none left. */
  take(by: Owner): BlobRefusal | null {
    const bounds = this.#bounds(by);
    const over = bounds.find(({ key, most }) => this.#of(key) + BLOB_CHUNK_BYTES > most);
    if (over !== undefined) return over.why;
    this.add(by, 1);
    return null;
  }

  /** Counts what is there already, whatever the bounds say now. */
  add(by: Owner, chunks: number): void {
    this.#teams.add(by.team);
    for (const { key } of this.#bounds(by)) {
      this.#used.set(key, this.#of(key) + chunks * BLOB_CHUNK_BYTES);
    }
  }

  give(by: Owner, chunks: number): void {
    for (const { key } of this.#bounds(by)) {
      const left = this.#of(key) - chunks * BLOB_CHUNK_BYTES;
      if (left > 0) this.#used.set(key, left);
      else this.#used.delete(key);
    }
  }

  fullness(): number {
    const teams = [...this.#teams].map((team) => this.#of(teamKey(team)) / TEAM_BLOB_BYTES);
    return Math.max(this.#of(ALL) / this.#maxBytes, ...teams);
  }

  #of(key: string): number {
    return this.#used.get(key) ?? 0;
  }

  /** Reporters have bounds of their own inside the team's and the relay's: the rest is for devices. */
  #bounds(by: Owner): readonly Bound[] {
    const team = teamKey(by.team);
    const most = by.kind === 'device' ? DEVICE_BLOB_BYTES : MAILBOX_BLOB_BYTES;
    const bounds: readonly Bound[] = [
      { key: queueKey(by), most, why: 'share-full' },
      { key: team, most: TEAM_BLOB_BYTES, why: 'team-full' },
      { key: ALL, most: this.#maxBytes, why: 'full' },
    ];
    if (by.kind === 'device') return bounds;
    const open = 1 - DEVICE_RESERVE;
    return [
      ...bounds,
      { key: `${team}:reporters`, most: TEAM_BLOB_BYTES * open, why: 'team-full' },
      { key: `${ALL}:reporters`, most: this.#maxBytes * open, why: 'full' },
    ];
  }
}

interface Bound {
  readonly key: string;
  readonly most: number;
  readonly why: BlobRefusal;
}

const ALL = 'all';
const teamKey = (team: TeamId): string => `team:${team}`;
