/**
 * Vault: the way in. What a secret opens is brought to this format, put together and begun, for one person at a
 * time; whoever locks meanwhile is obeyed, and what the way in then finds is thrown away.
 */
import type { Carrier, LinkState } from '../../contract/carrier.ts';
import type { DeskFact } from '../../contract/desk.ts';
import { ok, type Outcome } from '../../contract/outcome.ts';
import type { UnlockRefusal } from '../../contract/secrets.ts';
import { Doorstep } from './doorstep.ts';
import type { Env } from './env.ts';
import { dropRootCode } from './founded.ts';
import { loadSodium, type Sodium } from './keys/passphrase.ts';
import { Tries } from './keys/tries.ts';
import { openVault, type OpenVault } from './open-vault.ts';
import { orUndone } from './or-undone.ts';
import { Secrets } from './secrets.ts';
import type { RowHash } from './store/entry.ts';
import { turn } from './turns.ts';
import {
  isOlder,
  wipeOpened,
  type Migrate,
  type Opened,
  type Prefetched,
  type UnlockParts,
} from './unlock.ts';

export interface WayInParts {
  readonly env: Env;
  readonly carrier: Carrier;
  /** Name of the IndexedDB copy, without its number. */
  readonly database: string;
  readonly link: () => LinkState;
  readonly tell: (fact: DeskFact) => void;
  readonly migrate: Migrate;
}

/** What can be found wrong once the files are open. */
type OpenRefusal = Exclude<UnlockRefusal, 'wrong-passphrase'>;

/** Everything that exists while the vault is open. */
export interface Inside {
  readonly vault: OpenVault;
  readonly secrets: Secrets;
}

/** The gate at the end of it. */
interface Threshold {
  readonly inside: () => OpenVault | null;
  /** How often it was locked or wiped. */
  readonly locks: () => number;
  readonly enter: (inside: Inside) => void;
  readonly leave: () => void;
}

const HASH_BYTES = 32;
const WRONG: ReadonlySet<string> = new Set(['wrong-passphrase', 'wrong-code']);

export class WayIn {
  readonly tries: Tries;
  readonly doorstep: Doorstep;
  readonly #parts: WayInParts;
  readonly #gate: Threshold;
  #busy = false;

  constructor(parts: WayInParts, gate: Threshold) {
    this.#parts = parts;
    this.#gate = gate;
    this.tries = new Tries(parts);
    this.doorstep = new Doorstep(parts);
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** Only one at a time may be on its way in. `enter` is the lock count it began with. */
  async entering<T>(work: (enter: number) => Promise<T>): Promise<T> {
    if (this.#busy || this.#gate.inside() !== null) throw new Error('already open');
    this.#busy = true;
    try {
      return await work(this.#gate.locks());
    } finally {
      this.#busy = false;
    }
  }

  /** What this secret opens. A wrong one slows down the next, and who locks meanwhile is obeyed. */
  async tried<R extends string>(
    enter: number,
    open: (parts: UnlockParts) => Promise<Outcome<Opened, R>>,
  ): Promise<Outcome<Opened, R>> {
    await this.tries.wait();
    const opened = await open(await this.tools());
    if (!opened.ok) {
      if (WRONG.has(opened.refusal)) await this.tries.wrong();
      return opened;
    }
    // The derivation blocks: what main told meanwhile is heard only now.
    await turn();
    if (this.#gate.locks() === enter) return opened;
    wipeOpened(opened.value);
    throw new Error('locked meanwhile');
  }

  /** The files in this format: older ones are brought to it first, which takes the passphrase. */
  async migrated(passphrase: string): Promise<Outcome<Prefetched, UnlockRefusal>> {
    const files = await this.doorstep.files();
    if (!isOlder(files)) return ok(files);
    const migrated = await this.#parts.migrate(await this.tools(), passphrase, files);
    return migrated.ok ? ok(await this.doorstep.files()) : migrated;
  }

  /** Opens it, and notes how it was come by. */
  async settle(
    files: Opened,
    enter: number,
  ): Promise<Outcome<{ readonly rebuilt: number }, OpenRefusal>> {
    const { env } = this.#parts;
    const start = env.ticks();
    const opened = await this.open(files, enter);
    env.measured('vault-open', env.ticks() - start);
    if (!opened.ok) return opened;
    const { audit, keys, rebuilt } = opened.value;
    const wrong = this.tries.right();
    if (wrong > 0) audit.note('wrong-tries', { count: wrong });
    audit.note('unlocked');
    if (rebuilt > 0) audit.note('copy-repaired', { count: rebuilt });
    // A crash right after the founding may have left it behind, and T_1 follows from it.
    if (!keys.header().founding) await dropRootCode(opened.value);
    return ok({ rebuilt });
  }

  /** Puts it together and begins; afterwards it is inside, or nothing of it is left. */
  async open(files: Opened, enter: number): Promise<Outcome<OpenVault, OpenRefusal>> {
    const { env, carrier, database, tell } = this.#parts;
    const { sodium } = await this.tools();
    const hash: RowHash = (bytes) => sodium.crypto_hash_sha512(bytes).slice(0, HASH_BYTES);
    const ahead = await this.doorstep.ahead();
    const parts = { env, carrier, database, hash, tell, ahead };
    const opened = await orUndone(
      async () => await openVault(parts, files),
      () => wipeOpened(files),
    );
    if (!opened.ok) return opened;
    const vault = opened.value;
    const secrets = this.#secretsOf(vault, sodium);
    try {
      await secrets.begin();
      if (this.#gate.locks() !== enter) throw new Error('locked meanwhile');
      this.#gate.enter({ vault, secrets });
      await vault.begin();
    } catch (error) {
      if (this.#gate.inside() === vault) this.#gate.leave();
      secrets.zero();
      // Whoever has locked meanwhile has closed it already.
      await vault.close().catch(() => undefined);
      throw error;
    }
    return opened;
  }

  #secretsOf({ keys, store, jobs, audit, trouble }: OpenVault, sodium: Sodium): Secrets {
    const { env, carrier } = this.#parts;
    const parts = { env, sodium, carrier, tries: this.tries, keys, store, jobs, audit, trouble };
    return new Secrets(parts);
  }

  /** What every way in works with. */
  async tools(): Promise<UnlockParts> {
    const { env, carrier, link } = this.#parts;
    return { env, carrier, sodium: await loadSodium(), link };
  }
}
