/**
 * Vault: what is read and walked while it is locked, so that nobody who has typed the passphrase waits
 * for it. Sealed bytes, and nothing that could open them (ADR 0018).
 */
import type { Carrier } from '../../contract/carrier.ts';
import type { Env } from './env.ts';
import type { Work } from './keys/passphrase.ts';
import { rehearse } from './rehearsal.ts';
import { readAhead, type Ahead } from './store/ahead.ts';
import { copyName } from './store/db.ts';
import { placesIn, prefetch, type Prefetched } from './unlock.ts';

export interface DoorstepParts {
  readonly env: Env;
  readonly carrier: Carrier;
  /** Name of the IndexedDB copy, without its number. */
  readonly database: string;
}

export class Doorstep {
  readonly #parts: DoorstepParts;
  #prefetched: Prefetched | null = null;
  /** The copy's first pages, sealed; on their way. */
  #ahead: Promise<Ahead | null> | null = null;

  constructor(parts: DoorstepParts) {
    this.#parts = parts;
  }

  /** Keeps the files, and looks into the copy: the first time only, for nobody but us writes to it. */
  wait(files: Prefetched): void {
    this.#prefetched = files;
    const places = placesIn(files);
    if (places === null || this.#ahead !== null) return;
    const name = copyName(this.#parts.database, places.copy);
    this.#ahead = this.#rehearsed(readAhead(name), places.work);
  }

  /** Header and keyring, read ahead or now. Given out once. */
  async files(): Promise<Prefetched> {
    const files = this.#prefetched ?? (await prefetch(this.#parts.carrier));
    this.#prefetched = null;
    return files;
  }

  /** The copy's first pages. Given out once, and whoever takes them closes them. */
  async ahead(): Promise<Ahead | null> {
    const ahead = this.#ahead;
    this.#ahead = null;
    return await ahead;
  }

  leave(): void {
    this.#prefetched = null;
    void this.ahead().then((ahead) => ahead?.db.close());
  }

  /** What comes with the key has been walked once by then. */
  async #rehearsed(reading: Promise<Ahead | null>, work: Work): Promise<Ahead | null> {
    const { env } = this.#parts;
    const ahead = await reading;
    const waiting = (): boolean => this.#prefetched !== null;
    if (ahead !== null) void rehearse({ env, ahead, work }, waiting).catch(() => undefined);
    return ahead;
  }
}
