/**
 * Vault: the way in and out. Founding, unlocking and locking, one at a time; what is open, is here.
 *
 * Wrong passphrases slow down: three are answered at once, then each waits twice as long as the last.
 */
import type { Carrier, LinkState } from '../../contract/carrier.ts';
import type { DeskFact, DeskRequests, VaultState } from '../../contract/desk.ts';
import { ok, type Outcome } from '../../contract/outcome.ts';
import type { Env } from './env.ts';
import { loadSodium } from './keys/passphrase.ts';
import { FIRST_TRY_WAIT_MS, FREE_TRIES, MAX_TRY_WAIT_MS } from './limits.ts';
import { openVault, type OpenVault } from './open-vault.ts';
import type { RowHash } from './store/entry.ts';
import { foundTeam, unlockFiles, vaultExists, type Opened, type UnlockParts } from './unlock.ts';

interface Parts {
  readonly env: Env;
  readonly carrier: Carrier;
  /** Name of the IndexedDB copy. */
  readonly database: string;
  readonly link: () => LinkState;
  readonly tell: (fact: DeskFact) => void;
}

const HASH_BYTES = 32;

export class Gate {
  readonly #parts: Parts;
  #vault: OpenVault | null = null;
  #busy = false;
  #tries = 0;
  /** True once it is done; a full disk is tried again with the next question. */
  #afterFounding: (() => Promise<boolean>) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get vault(): OpenVault | null {
    return this.#vault;
  }

  /** The open vault; throws while locked. Whoever asks after a founding has seen its answer, root code and all. */
  opened(): OpenVault {
    if (this.#vault === null) throw new Error('the vault is locked');
    const finish = this.#afterFounding;
    this.#afterFounding = null;
    if (finish !== null) void this.#finishFounding(finish, this.#vault);
    return this.#vault;
  }

  async state(): Promise<VaultState> {
    if (this.#vault !== null) return 'open';
    return (await vaultExists(this.#parts.carrier)) ? 'locked' : 'none';
  }

  async unlock(passphrase: string): Promise<DeskRequests['unlock']['output']> {
    return await this.#entering(async () => {
      await this.#slowDown();
      const { parts, hash } = await this.#tools();
      const files = await unlockFiles(parts, passphrase);
      if (!files.ok) {
        if (files.refusal === 'wrong-passphrase') this.#tries += 1;
        return files;
      }
      this.#tries = 0;
      const { env } = this.#parts;
      const start = env.ticks();
      const opened = await this.#open(files.value, hash);
      env.measured('vault-open', env.ticks() - start);
      if (!opened.ok) return opened;
      // A crash right after the founding may have left it behind, and T_1 follows from it.
      if (await vaultExists(this.#parts.carrier)) await dropRootCode(opened.value);
      return ok({ rebuilt: opened.value.rebuilt });
    });
  }

  async found(
    input: DeskRequests['createTeam']['input'],
  ): Promise<DeskRequests['createTeam']['output']> {
    return await this.#entering(async () => {
      if (await vaultExists(this.#parts.carrier)) throw new Error('there is a vault already');
      const { parts, hash } = await this.#tools();
      const founded = await foundTeam(parts, input);
      if (!founded.ok) return founded;
      const opened = await this.#open(founded.value, hash);
      if (!opened.ok) throw new Error('a new vault does not open');
      const { finish, rootCode } = founded.value;
      this.#afterFounding = async () => (await finish()) && (await dropRootCode(opened.value));
      return ok({ rootCode });
    });
  }

  /** Calling it while locked does nothing. */
  async lock(): Promise<void> {
    const closing = this.#vault;
    this.#vault = null;
    this.#afterFounding = null;
    if (closing === null) return;
    await closing.close();
    this.#parts.tell({ type: 'lock' });
  }

  async #finishFounding(finish: () => Promise<boolean>, vault: OpenVault): Promise<void> {
    if (!(await finish()) && this.#vault === vault) this.#afterFounding ??= finish;
  }

  /** Only one at a time may be on its way in. */
  async #entering<T>(work: () => Promise<T>): Promise<T> {
    if (this.#busy || this.#vault !== null) throw new Error('already open');
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  }

  async #open(
    files: Opened,
    hash: RowHash,
  ): Promise<Outcome<OpenVault, 'damaged' | 'rolled-back'>> {
    const { env, carrier, database, tell } = this.#parts;
    const opened = await openVault({ env, carrier, database, hash, tell }, files);
    if (!opened.ok) return opened;
    this.#vault = opened.value;
    await opened.value.begin();
    return opened;
  }

  async #slowDown(): Promise<void> {
    const over = this.#tries - FREE_TRIES;
    if (over < 0) return;
    const ms = Math.min(MAX_TRY_WAIT_MS, FIRST_TRY_WAIT_MS * 2 ** over);
    await new Promise<void>((resolve) => {
      this.#parts.env.later(ms, resolve);
    });
  }

  async #tools(): Promise<{ readonly parts: UnlockParts; readonly hash: RowHash }> {
    const sodium = await loadSodium();
    const { env, carrier, link } = this.#parts;
    return {
      parts: { env, carrier, sodium, link },
      hash: (bytes) => sodium.crypto_hash_sha512(bytes).slice(0, HASH_BYTES),
    };
  }
}

/** From the code follow T_0 and T_1: a vault keeps the current seed only (PROTOCOL §1). */
async function dropRootCode({ keys }: OpenVault): Promise<boolean> {
  const written = await keys.write(({ rootCode }) =>
    rootCode === null ? null : { rootCode: null },
  );
  return written.ok;
}
