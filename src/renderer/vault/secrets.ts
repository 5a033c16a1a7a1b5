/**
 * Vault: what the person does with its secrets while it is open. Each of them asks for the passphrase
 * anew, each goes through one line, and at every crash point exactly one passphrase opens.
 */
import type { Carrier } from '../../contract/carrier.ts';
import type { Trouble } from '../../contract/jobs.ts';
import type { KeepingRequests } from '../../contract/keeping.ts';
import type { SecurityView } from '../../contract/secrets.ts';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import type { Env } from './env.ts';
import type { Jobs } from './jobs.ts';
import type { Sodium } from './keys/passphrase.ts';
import { replacePassphrase, type HeaderHand } from './keys/replace-slot.ts';
import {
  formatRecoveryCode,
  keyFor,
  newPassphraseKey,
  newRecoveryKey,
  parseRecoveryCode,
  raised,
  recoveryKey,
} from './keys/slot-keys.ts';
import { passphraseSlot, recoverySlots, type Slot, type SlotKey } from './keys/slots.ts';
import { isStrong } from './keys/strength.ts';
import { SystemSecret } from './keys/system-secret.ts';
import type { Tries } from './keys/tries.ts';
import type { VaultKeys } from './keys/vault-keys.ts';
import { ARGON_FLOOR, IDLE_MINUTES } from './limits.ts';
import { serial } from './serial.ts';
import { rowIdOf } from './store/sealed-row.ts';
import type { VaultStore } from './store/vault-store.ts';

type Out<K extends keyof KeepingRequests> = Promise<KeepingRequests[K]['output']>;

export interface SecretsParts {
  readonly env: Env;
  readonly sodium: Sodium;
  readonly carrier: Pick<
    Carrier,
    'readHeader' | 'keychain' | 'makeSecret' | 'readSecret' | 'dropSecret' | 'watchIdle'
  >;
  readonly tries: Tries;
  readonly keys: VaultKeys;
  readonly store: Pick<VaultStore, 'has' | 'get' | 'commit' | 'rewrite' | 'mark'>;
  readonly jobs: Pick<Jobs, 'run'>;
  readonly audit: { readonly note: (act: SecretAct, more?: { readonly count?: number }) => void };
  readonly trouble: (trouble: Trouble) => void;
}

type SecretAct =
  | 'wrong-tries'
  | 'passphrase-changed'
  | 'recovery-made'
  | 'keychain-on'
  | 'keychain-off'
  | 'keys-rotated'
  | 'idle-changed';

const MIB = 1024 * 1024;

/** A slot that the passphrase has just opened. Its key is wiped by whoever asked. */
interface Proven {
  readonly slot: Slot;
  readonly passphrase: string;
}

export class Secrets {
  readonly #parts: SecretsParts;
  readonly #oneByOne = serial();
  readonly #hand: HeaderHand;
  readonly #system: SystemSecret;
  #idleMinutes = IDLE_MINUTES;

  constructor(parts: SecretsParts) {
    this.#parts = parts;
    const { keys } = parts;
    this.#system = new SystemSecret(parts.carrier);
    this.#hand = {
      state: keys.header,
      opens: keys.opens,
      seal: keys.seal,
      write: keys.writeHeader,
    };
  }

  /** Tells main how long nobody may touch the machine; to be awaited once after the unlock. */
  async begin(): Promise<void> {
    const { store, carrier, keys } = this.#parts;
    if (passphraseSlot(keys.header().slots)?.kind === 'keychain') await this.#system.hold();
    const id = this.#idleRow();
    const kept = store.has(id) ? await store.get('setting', id) : null;
    this.#idleMinutes = minutesOf(kept) ?? IDLE_MINUTES;
    await carrier.watchIdle({ minutes: this.#idleMinutes });
    if (this.#unseen() !== null) this.#parts.trouble({ kind: 'recovery-unseen', count: 1 });
  }

  /** Overwrites what is held of the system's secret. */
  zero(): void {
    this.#system.zero();
  }

  async changePassphrase(current: string, next: string): Out<'changePassphrase'> {
    return await this.#oneByOne(async () => {
      const { carrier, audit } = this.#parts;
      if (!(await isStrong(next, this.#names()))) return refuse('weak-passphrase');
      const proven = await this.#proven(current);
      if (!proven.ok) return proven;
      const secret = await this.#secretOf(proven.value.slot);
      if (!secret.ok) return secret;
      const { slot } = proven.value;
      const changed = await this.#replace(this.#keyLike(slot, next, secret.value), carrier);
      if (changed.ok) audit.note('passphrase-changed');
      return changed;
    });
  }

  /** The code opens from now on, and the one before it too until {@link confirmRecoveryCode}. */
  async makeRecoveryCode(passphrase: string): Out<'makeRecoveryCode'> {
    return await this.#oneByOne(async () => {
      const proven = await this.#proven(passphrase);
      if (!proven.ok) return proven;
      const { code, slot: fresh } = newRecoveryKey(this.#parts);
      const slot = this.#hand.seal(fresh, true);
      fresh.key.fill(0);
      const printed = formatRecoveryCode(code);
      code.fill(0);
      const written = await this.#hand.write(({ slots }) => ({
        slots: [...slots.filter(({ kind, pending }) => !(kind === 'recovery' && pending)), slot],
      }));
      if (!written.ok) return written;
      this.#parts.audit.note('recovery-made');
      return ok({ code: printed });
    });
  }

  /** The person keeps this code: it alone opens. `wrong-code`: another has been made since. */
  async confirmRecoveryCode(typed: string): Out<'confirmRecoveryCode'> {
    return await this.#oneByOne(async () => {
      const slot = this.#unseen();
      const code = slot === null ? null : parseRecoveryCode(typed);
      if (slot === null || code === null) return refuse('wrong-code');
      const key = recoveryKey(code);
      const isIt = this.#hand.opens(slot, key);
      key.fill(0);
      code.fill(0);
      if (!isIt) return refuse('wrong-code');
      return await this.#hand.write(({ slots }) => ({
        slots: [...slots.filter(({ kind }) => kind !== 'recovery'), { ...slot, pending: false }],
      }));
    });
  }

  /**
   * The system's secret is there before a slot needs it, and goes after none does. Turned off it can be
   * where the system has lost it meanwhile: the next unlock would need it.
   */
  async useKeychain(on: boolean, passphrase: string): Out<'useKeychain'> {
    return await this.#oneByOne(async () => {
      const { carrier } = this.#parts;
      if (on && (await carrier.keychain(null)) !== 'ready') return refuse('no-keychain');
      const proven = await this.#proven(passphrase);
      if (!proven.ok) return proven;
      const { slot } = proven.value;
      if (on) return slot.kind === 'keychain' ? ok(null) : await this.#keychainOn(slot, passphrase);
      if (slot.kind === 'keychain') {
        const off = await this.#replace(this.#keyLike(slot, passphrase, undefined), carrier);
        if (!off.ok) return off;
        this.#parts.audit.note('keychain-off');
      }
      this.#system.zero();
      await carrier.dropSecret(null);
      return ok(null);
    });
  }

  /** Answers once every row is sealed anew. Other changes of secrets wait that long. */
  async rotateKeys(passphrase: string): Out<'rotateKeys'> {
    return await this.#oneByOne(async () => {
      const { jobs, store, audit } = this.#parts;
      const proven = await this.#proven(passphrase);
      if (!proven.ok) return proven;
      const secret = await this.#secretOf(proven.value.slot);
      if (!secret.ok) return secret;
      const { slots, code } = this.#rotationSlots(proven.value, secret.value);
      const plan = { drop: new Set<never>(), rekey: true, slots };
      const rotated = await jobs.run('rotate', async (watch) => await store.rewrite(plan, watch));
      for (const { key } of slots) key.fill(0);
      if (!rotated.ok) return rotated;
      audit.note('keys-rotated');
      return ok({ code });
    });
  }

  /** Whether this is the passphrase, for what is done with the vault as a whole. */
  async proves(
    passphrase: string,
  ): Promise<Outcome<null, 'wrong-passphrase' | 'keychain-missing'>> {
    return await this.#oneByOne(async () => {
      const proven = await this.#proven(passphrase);
      return proven.ok ? ok(null) : proven;
    });
  }

  async security(): Promise<SecurityView> {
    const { keys, store } = this.#parts;
    const { slots, masterSince } = keys.header();
    const slot = passphraseSlot(slots);
    const work = slot?.work ?? ARGON_FLOOR;
    return {
      recoverySince: recoverySlots(slots).at(-1)?.made ?? null,
      recoveryUnseen: this.#unseen() !== null,
      keychain: await this.#keychain(slot),
      argonMiB: work.memory / MIB,
      argonPasses: work.passes,
      masterSince,
      prekeySince: keys.current().prekeys.at(-1)?.issued ?? 0,
      idleMinutes: this.#idleMinutes,
      snapshotAt: keys.current().generationSince,
      journalBytes: store.mark().end,
    };
  }

  async setIdle(minutes: number): Out<'setIdle'> {
    return await this.#oneByOne(async () => {
      const { audit, store, carrier } = this.#parts;
      const id = this.#idleRow();
      const bucket = this.#own();
      const written = await store.commit([
        { bucket, table: 'setting', id, seq: 0, value: { minutes } },
      ]);
      if (!written.ok) return written;
      if (minutes !== this.#idleMinutes) audit.note('idle-changed', { count: minutes });
      this.#idleMinutes = minutes;
      await carrier.watchIdle({ minutes });
      return ok(null);
    });
  }

  /** A code that was made and that nobody has said to keep. */
  #unseen(): Slot | null {
    const codes = recoverySlots(this.#parts.keys.header().slots);
    return codes.find(({ pending }) => pending) ?? null;
  }

  async #keychain(slot: Slot | null): Promise<SecurityView['keychain']> {
    if (slot?.kind === 'keychain') return (await this.#system.isThere()) ? 'on' : 'lost';
    return (await this.#parts.carrier.keychain(null)) === 'ready' ? 'off' : 'unavailable';
  }

  async #keychainOn(slot: Slot, passphrase: string): Out<'useKeychain'> {
    const { carrier, audit } = this.#parts;
    const made = await carrier.makeSecret(null);
    if (!made.ok) return made;
    const written = await this.#replace(this.#keyLike(slot, passphrase, made.value), carrier);
    if (!written.ok) return written;
    await this.#system.hold();
    audit.note('keychain-on');
    return written;
  }

  /**
   * Whether this is the passphrase; a wrong one slows down whatever is tried next. Nobody can tell
   * without the system's secret, if the slot has one: then the one held since the unlock does.
   */
  async #proven(
    passphrase: string,
  ): Promise<Outcome<Proven, 'wrong-passphrase' | 'keychain-missing'>> {
    const { tries, keys, audit } = this.#parts;
    await tries.wait();
    const slot = passphraseSlot(keys.header().slots);
    if (slot === null) throw new Error('a header has a passphrase');
    const carrier = { readSecret: this.#system.anyOfBoth };
    const key = await keyFor({ ...this.#parts, carrier }, slot, passphrase);
    if (!key.ok) return key;
    const right = keys.opens(slot, key.value);
    key.value.fill(0);
    if (!right) {
      await tries.wrong();
      return refuse('wrong-passphrase');
    }
    const count = tries.right();
    if (count > 0) audit.note('wrong-tries', { count });
    return ok({ slot, passphrase });
  }

  /** A new slot in place of this one. */
  #keyLike(slot: Slot, passphrase: string, secret: Uint8Array | undefined): SlotKey {
    const work = raised(this.#parts, slot);
    return newPassphraseKey(this.#parts, passphrase, { work, secret });
  }

  async #replace(
    key: SlotKey,
    carrier: Pick<Carrier, 'readHeader'>,
  ): Promise<Outcome<null, 'disk-full'>> {
    try {
      return await replacePassphrase(this.#hand, carrier, key);
    } finally {
      key.key.fill(0);
    }
  }

  /** The same passphrase, and a new printed code where there was one: the old would hold the old key. */
  #rotationSlots(
    { slot, passphrase }: Proven,
    secret: Uint8Array | undefined,
  ): { readonly slots: readonly SlotKey[]; readonly code: string | null } {
    const own = this.#keyLike(slot, passphrase, secret);
    const codes = recoverySlots(this.#parts.keys.header().slots);
    if (codes.length === 0) return { slots: [own], code: null };
    const { code, slot: recovery } = newRecoveryKey(this.#parts);
    const printed = formatRecoveryCode(code);
    code.fill(0);
    return { slots: [own, recovery], code: printed };
  }

  /** For a new slot of the same kind. What is held does not do: the next unlock asks the system. */
  async #secretOf({ kind }: Slot): Promise<Outcome<Uint8Array | undefined, 'keychain-missing'>> {
    if (kind !== 'keychain') return ok(undefined);
    const secret = await this.#parts.carrier.readSecret(null);
    return secret.ok ? secret : refuse('keychain-missing');
  }

  #names(): readonly string[] {
    const { teamName, alias } = this.#parts.keys.current().settings;
    return [teamName, alias];
  }

  #own() {
    const [own] = this.#parts.keys.current().buckets.keys();
    if (own === undefined) throw new Error('a keyring has its own bucket');
    return own;
  }

  #idleRow() {
    const nameKey = this.#parts.keys.nameKey(this.#own());
    if (nameKey === undefined) throw new Error('the own bucket has a key');
    return rowIdOf(nameKey, 'setting', 'idle');
  }
}

function minutesOf(value: unknown): number | null {
  if (typeof value !== 'object' || value === null || !('minutes' in value)) return null;
  return typeof value.minutes === 'number' ? value.minutes : null;
}
