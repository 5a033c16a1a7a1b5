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
  /** Rises with every wipe, so that what was asked for before can tell. */
  #wipes = 0;

  constructor(carrier: Pick<Carrier, 'readSecret'>) {
    this.#carrier = carrier;
  }

  /** Asks the system, and keeps what it gives, unless it was wiped meanwhile. */
  async hold(): Promise<void> {
    const wipes = this.#wipes;
    const secret = await this.#carrier.readSecret(null);
    if (!secret.ok) return;
    if (wipes !== this.#wipes) {
      secret.value.fill(0);
      return;
    }
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
    this.#wipes += 1;
    this.#held?.fill(0);
    this.#held = null;
  }
}
