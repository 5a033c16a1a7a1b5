/** Free space on the vault's disk: warn below one bound, receive nothing below the other. */
import { statfs } from 'node:fs/promises';
import {
  LOW_SPACE_BYTES,
  NO_SPACE_BYTES,
  SPACE_EVERY_MS,
  SPACE_FRESH_MS,
  SPACE_REFUSED_MS,
} from '../limits.ts';

export type SpaceLevel = 'plenty' | 'low' | 'none';

export const levelOf = (free: number): SpaceLevel => {
  if (free < NO_SPACE_BYTES) return 'none';
  return free < LOW_SPACE_BYTES ? 'low' : 'plenty';
};

/** Bytes a user may still write in the folder's file system. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

export interface Space {
  readonly free: () => Promise<number>;
  /** From a look at most {@link SPACE_FRESH_MS} old: a delivery must not cost a system call each. */
  readonly level: () => Promise<SpaceLevel>;
  /** What was free at the last look, if that was too little; a page that comes later wants to know too. */
  readonly low: () => number | null;
  /**
   * A write was just refused for want of space: nothing is received from this moment on, however
   * recent the last look. After {@link SPACE_REFUSED_MS} looks are believed again.
   */
  readonly refused: () => void;
  readonly stop: () => void;
}

export interface SpaceOptions {
  readonly look: () => Promise<number>;
  /** Told when the level changes, and at the first look unless there is plenty. */
  readonly onLevel: (level: SpaceLevel, free: number) => void;
  readonly now: () => number;
}

/** Looks now and every minute. */
export function watchSpace({ look, onLevel, now }: SpaceOptions): Space {
  let level: SpaceLevel = 'plenty';
  let seen = Number.POSITIVE_INFINITY;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let refusedUntil = Number.NEGATIVE_INFINITY;

  const enter = (next: SpaceLevel): void => {
    if (next === level) return;
    level = next;
    onLevel(level, seen);
  };
  const free = async (): Promise<number> => {
    const bytes = await look();
    lookedAt = now();
    seen = bytes;
    enter(now() < refusedUntil ? 'none' : levelOf(bytes));
    return bytes;
  };
  const lookAgain = (): void => void free().catch(() => null);
  const timer = setInterval(lookAgain, SPACE_EVERY_MS);
  timer.unref();
  lookAgain();

  return {
    free,
    level: async () => {
      if (now() - lookedAt > SPACE_FRESH_MS) await free().catch(() => null);
      return level;
    },
    refused: () => {
      refusedUntil = now() + SPACE_REFUSED_MS;
      if (level === 'none') return;
      seen = Math.min(seen, NO_SPACE_BYTES);
      enter('none');
      lookAgain();
    },
    low: () => (level === 'plenty' ? null : seen),
    stop: () => clearInterval(timer),
  };
}
