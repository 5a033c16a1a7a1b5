/**
 * Vault: the way in and out. Founding, unlocking and locking, one at a time; what is open, is here.
 *
 * Whoever locks while someone is on the way in is obeyed: what the way in then finds is thrown away.
 */
import type { Carrier, LinkState } from '../../contract/carrier.ts';
import type { DeskFact, DeskRequests, VaultState } from '../../contract/desk.ts';
import type { Strength, UnlockRefusal } from '../../contract/secrets.ts';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import { Doorstep } from './doorstep.ts';
import type { Env } from './env.ts';
import { dropRootCode, seen } from './founded.ts';
import { foundReader, foundTeam } from './founding.ts';
import { loadSodium, type Sodium } from './keys/passphrase.ts';
import { parseRecoveryCode } from './keys/slot-keys.ts';
import { strengthOf } from './keys/strength.ts';
import { Tries } from './keys/tries.ts';
import { openVault, type OpenVault } from './open-vault.ts';
import { orUndone } from './or-undone.ts';
import { recoverFiles } from './recovery.ts';
import { Secrets } from './secrets.ts';
import type { RowHash } from './store/entry.ts';
import type { Reader } from './team/found-team.ts';
import {
  isOlder,
  prefetch,
  standing,
  unlockByCode,
  unlockFiles,
  wipeOpened,
  type Migrate,
  type Opened,
  type Prefetched,
  type UnlockParts,
} from './unlock.ts';

export interface GateParts {
  readonly env: Env;
  readonly carrier: Carrier;
  /** Name of the IndexedDB copy, without its number. */
  readonly database: string;
  readonly link: () => LinkState;
  readonly tell: (fact: DeskFact) => void;
  readonly migrate: Migrate;
}

const HASH_BYTES = 32;
const WRONG: ReadonlySet<string> = new Set(['wrong-passphrase', 'wrong-code']);

/** What can be found wrong once the files are open. */
type OpenRefusal = Exclude<UnlockRefusal, 'wrong-passphrase'>;

/** Everything that exists while the vault is open. */
interface Inside {
  readonly vault: OpenVault;
  readonly secrets: Secrets;
}

export class Gate {
  readonly #parts: GateParts;
  readonly #tries: Tries;
  readonly #doorstep: Doorstep;
  #inside: Inside | null = null;
  #busy = false;
  /** Rises with every lock, so that a way in that began before can tell. */
  #locks = 0;
  /** True once it is done; a full disk is tried again with the next question. */
  #afterFounding: (() => Promise<boolean>) | null = null;

  constructor(parts: GateParts) {
    this.#parts = parts;
    this.#tries = new Tries(parts.env);
    this.#doorstep = new Doorstep(parts);
  }

  /** How often it was locked or wiped: who began before can tell. */
  get locks(): number {
    return this.#locks;
  }

  get vault(): OpenVault | null {
    return this.#inside?.vault ?? null;
  }

  /** The open vault; throws while locked. Whoever asks after a founding has seen its answer, root code and all. */
  opened(): OpenVault {
    const { vault } = this.#within();
    const finish = this.#afterFounding;
    this.#afterFounding = null;
    if (finish !== null) void this.#finishFounding(finish, vault);
    return vault;
  }

  /** What the person may do with passphrase, code and keychain; throws while locked. */
  secrets(): Secrets {
    this.opened();
    return this.#within().secrets;
  }

  /** Locked, it reads the sealed files already: the passphrase takes longer to type than they to read. */
  async state(): Promise<VaultState> {
    if (this.#inside !== null) return 'open';
    const files = await prefetch(this.#parts.carrier);
    if (!this.#busy && this.#inside === null) this.#doorstep.wait(files);
    return standing(files) === 'vault' ? 'locked' : 'none';
  }

  /** Asks for no secret; open, the team's own names count as known. */
  async strength(passphrase: string): Promise<Strength> {
    const settings = this.vault?.keys.current().settings;
    const known = settings === undefined ? [] : [settings.teamName, settings.alias];
    return await strengthOf(passphrase, known);
  }

  async unlock(passphrase: string): Promise<DeskRequests['unlock']['output']> {
    return await this.#entering(async (enter) => {
      const files = await this.#tried(enter, async (parts) => {
        const current = await this.#migrated(passphrase);
        return current.ok ? await unlockFiles(parts, passphrase, current.value) : current;
      });
      return files.ok ? await this.#settle(files.value, enter) : files;
    });
  }

  /** Opens by the printed code. The new passphrase is in force before anything of the vault is shown. */
  async recover(typed: string, passphrase: string): Promise<DeskRequests['recover']['output']> {
    const code = parseRecoveryCode(typed);
    if (code === null) return refuse('bad-code');
    return await this.#entering(async (enter) => {
      const files = await this.#tried(enter, async () => {
        const current = await this.#doorstep.files();
        return isOlder(current) ? refuse('no-recovery') : unlockByCode(code, current);
      }).finally(() => code.fill(0));
      if (!files.ok) return files;
      const own = await recoverFiles(await this.#tools(), files.value, passphrase);
      if (!own.ok) return own;
      const opened = await this.#settle(own.value, enter);
      if (opened.ok) this.vault?.audit.note('recovered');
      return opened;
    });
  }

  async found(
    input: DeskRequests['createTeam']['input'],
  ): Promise<DeskRequests['createTeam']['output']> {
    return await this.#entering(async (enter) => {
      const stands = standing(await this.#doorstep.files());
      if (stands === 'vault') throw new Error('there is a vault already');
      if (stands === 'unfinished') await this.#tries.wait();
      const files = await this.#migrated(input.passphrase);
      const founded = files.ok
        ? await foundTeam(await this.#tools(), input, files.value)
        : refuse('unfinished-team' as const);
      if (!founded.ok) {
        if (founded.refusal === 'unfinished-team') this.#tries.wrong();
        return founded;
      }
      const { rootCode } = founded.value;
      const opened = await this.#open(founded.value, enter);
      if (!opened.ok) throw new Error('a new vault does not open');
      opened.value.audit.note('vault-made');
      this.#afterFounding = async () => await seen(opened.value);
      return ok({ rootCode });
    });
  }

  /** A new vault, open, whose device is in no team; what a backup holds then goes into it. */
  async foundReader(
    input: Reader & { readonly passphrase: string },
  ): Promise<Outcome<OpenVault, 'weak-passphrase' | 'disk-full' | 'unfinished-team'>> {
    return await this.#entering(async (enter) => {
      const files = await prefetch(this.#parts.carrier);
      if (standing(files) === 'vault') throw new Error('there is a vault already');
      const founded = await foundReader(await this.#tools(), input, files);
      if (!founded.ok) return founded;
      const opened = await this.#open(founded.value, enter);
      if (!opened.ok) throw new Error('a new vault does not open');
      opened.value.audit.note('vault-made');
      return ok(opened.value);
    });
  }

  /**
   * Closes and overwrites every key. A root code that nobody has confirmed stays in the keyring: the
   * same passphrase at the next first run shows it again. Calling it while locked only turns away
   * whoever is on the way in.
   */
  async lock(): Promise<void> {
    this.#locks += 1;
    const closing = this.vault;
    this.#leave();
    if (closing === null && !this.#busy) return;
    // What the screen has sent before takes its place in the line that close waits for.
    await turn();
    closing?.audit.note('locked');
    try {
      await closing?.close();
    } finally {
      this.#parts.tell({ type: 'lock' });
    }
  }

  /** Keys in memory and on the disk first, then everything else; also while locked. */
  async wipe(): Promise<void> {
    this.#locks += 1;
    const { vault } = this;
    this.#leave();
    vault?.keys.zero();
    await this.#parts.carrier.wipe(null);
    // Nothing can be written any more; this only stops what still runs.
    await vault?.close().catch(() => undefined);
    this.#parts.tell({ type: 'lock' });
  }

  #leave(): void {
    this.#inside?.secrets.zero();
    this.#inside = null;
    this.#afterFounding = null;
    this.#doorstep.leave();
  }

  #within(): Inside {
    if (this.#inside === null) throw new Error('the vault is locked');
    return this.#inside;
  }

  async #finishFounding(finish: () => Promise<boolean>, vault: OpenVault): Promise<void> {
    const done = await finish().catch(() => false);
    if (!done && this.vault === vault) this.#afterFounding ??= finish;
  }

  /** Only one at a time may be on its way in. `enter` is the lock count it began with. */
  async #entering<T>(work: (enter: number) => Promise<T>): Promise<T> {
    if (this.#busy || this.#inside !== null) throw new Error('already open');
    this.#busy = true;
    try {
      return await work(this.#locks);
    } finally {
      this.#busy = false;
    }
  }

  /** What this secret opens. A wrong one slows down the next, and who locks meanwhile is obeyed. */
  async #tried<R extends string>(
    enter: number,
    open: (parts: UnlockParts) => Promise<Outcome<Opened, R>>,
  ): Promise<Outcome<Opened, R>> {
    await this.#tries.wait();
    const opened = await open(await this.#tools());
    if (!opened.ok) {
      if (WRONG.has(opened.refusal)) this.#tries.wrong();
      return opened;
    }
    // The derivation blocks: what main told meanwhile is heard only now.
    await turn();
    if (this.#locks === enter) return opened;
    wipeOpened(opened.value);
    throw new Error('locked meanwhile');
  }

  /** The files in this format: older ones are brought to it first, which takes the passphrase. */
  async #migrated(passphrase: string): Promise<Outcome<Prefetched, UnlockRefusal>> {
    const files = await this.#doorstep.files();
    if (!isOlder(files)) return ok(files);
    const migrated = await this.#parts.migrate(await this.#tools(), passphrase, files);
    return migrated.ok ? ok(await this.#doorstep.files()) : migrated;
  }

  async #settle(
    files: Opened,
    enter: number,
  ): Promise<Outcome<{ readonly rebuilt: number }, OpenRefusal>> {
    const { env } = this.#parts;
    const start = env.ticks();
    const opened = await this.#open(files, enter);
    env.measured('vault-open', env.ticks() - start);
    if (!opened.ok) return opened;
    const { audit, keys, rebuilt } = opened.value;
    const wrong = this.#tries.right();
    if (wrong > 0) audit.note('wrong-tries', { count: wrong });
    audit.note('unlocked');
    // A crash right after the founding may have left it behind, and T_1 follows from it.
    if (!keys.header().founding) await dropRootCode(opened.value);
    return ok({ rebuilt });
  }

  async #open(files: Opened, enter: number): Promise<Outcome<OpenVault, OpenRefusal>> {
    const { env, carrier, database, tell } = this.#parts;
    const { sodium } = await this.#tools();
    const hash: RowHash = (bytes) => sodium.crypto_hash_sha512(bytes).slice(0, HASH_BYTES);
    const ahead = await this.#doorstep.ahead();
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
      if (this.#locks !== enter) throw new Error('locked meanwhile');
      this.#inside = { vault, secrets };
      await vault.begin();
    } catch (error) {
      if (this.vault === vault) this.#leave();
      secrets.zero();
      // Whoever has locked meanwhile has closed it already.
      await vault.close().catch(() => undefined);
      throw error;
    }
    return opened;
  }

  #secretsOf({ keys, store, jobs, audit, trouble }: OpenVault, sodium: Sodium): Secrets {
    const { env, carrier } = this.#parts;
    const parts = { env, sodium, carrier, tries: this.#tries, keys, store, jobs, audit, trouble };
    return new Secrets(parts);
  }

  async #tools(): Promise<UnlockParts> {
    const { env, carrier, link } = this.#parts;
    return { env, carrier, sodium: await loadSodium(), link };
  }
}

const turn = async (): Promise<void> => {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 0);
  });
};
