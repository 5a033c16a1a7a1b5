/** Vault: what it takes from its surroundings, so that tests can set clock, chance and patience. */
import type { Random } from '../../../protocol/crypto/random.ts';
import type { Redraw } from './attachments/redraw.ts';
import type { Work } from './keys/passphrase.ts';

export interface Env {
  /** ms since the epoch, by this machine. */
  readonly now: () => number;
  /** Milliseconds that never jump, for durations. */
  readonly ticks: () => number;
  readonly random: Random;
  /** Runs once after `ms`; the function it returns takes that back. */
  readonly later: (ms: number, run: () => void) => () => void;
  /** How much Argon2id work a new vault asks for, given the milliseconds one try at the floor took. */
  readonly workFor: (floorMs: number) => Work;
  /** Keeps a named duration where the test bench can read it (`performance.measure`). Never content. */
  readonly measured: (name: 'vault-kdf' | 'vault-open' | 'vault-search', ms: number) => void;
  /** Decodes a picture and writes its pixels anew. */
  readonly redraw: Redraw;
  /** A mistake of ours in work that nobody waits for. What is told of it is its kind: its words may be somebody's. */
  readonly fault: (error: unknown) => void;
}

/** All that may be told of a mistake: what kind of error it is, and none of its words. */
export const kindOf = (error: unknown): Error =>
  new Error(error instanceof Error ? error.name : typeof error);
