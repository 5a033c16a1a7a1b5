/**
 * Vault, keys: the operating system's secret, held while the vault is open.
 *
 * A keychain can be lost at any time. Whoever is inside then must be able to prove the passphrase
 * all the same, and to turn the keychain off before the next unlock asks for it.
 */
import type { Carrier } from '../../../contract/carrier.ts';
import { ok } from '../../../contract/outcome.ts';

export class SystemSecret {
  readonly #carrier: Pick<Carrier, 'readSecret'>;
  #held: Uint8Array | null = null;

  constructor(carrier: Pick<Carrier, 'readSecret'>) {
    this.#carrier = carrier;
  }

  /** Asks the system, and keeps what it gives. */
  async hold(): Promise<void> {
    const secret = await this.#carrier.readSecret(null);
    if (!secret.ok) return;
    this.zero();
    this.#held = secret.value;
  }

  /** Whether the system still gives it. */
  async isThere(): Promise<boolean> {
    const secret = await this.#carrier.readSecret(null);
    if (secret.ok) secret.value.fill(0);
    return secret.ok;
  }

  /** The system's, else the one that is held. The bytes are the caller's to wipe. */
  readonly anyOfBoth: Carrier['readSecret'] = async () => {
    const secret = await this.#carrier.readSecret(null);
    return secret.ok || this.#held === null ? secret : ok(this.#held.slice());
  };

  zero(): void {
    this.#held?.fill(0);
    this.#held = null;
  }
}
