/** Vault: in by the printed code, and only with a new passphrase in place of the forgotten one. */
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import { HeaderFile } from './keys/header-file.ts';
import { replacePassphrase, type HeaderHand } from './keys/replace-slot.ts';
import { newPassphraseKey, raised } from './keys/slot-keys.ts';
import { passphraseSlot } from './keys/slots.ts';
import { isStrong } from './keys/strength.ts';
import { wipeOpened, type Opened, type UnlockParts } from './unlock.ts';

/**
 * The same files under the new passphrase, durable when it answers. A keychain's secret is needed no
 * more and goes. Wipes what was opened when it refuses or throws.
 */
export async function recoverFiles(
  parts: UnlockParts,
  opened: Opened,
  passphrase: string,
): Promise<Outcome<Opened, 'weak-passphrase' | 'disk-full'>> {
  let done = false;
  try {
    const recovered = await underNew(parts, opened, passphrase);
    done = recovered.ok;
    return recovered;
  } finally {
    if (!done) wipeOpened(opened);
  }
}

async function underNew(
  parts: UnlockParts,
  opened: Opened,
  passphrase: string,
): Promise<Outcome<Opened, 'weak-passphrase' | 'disk-full'>> {
  const { carrier, env } = parts;
  const { teamName, alias } = opened.core.settings;
  if (!(await isStrong(passphrase, [teamName, alias]))) return refuse('weak-passphrase');
  const file = new HeaderFile(opened, carrier, env.random);
  const work = raised(parts, passphraseSlot(opened.header.slots));
  const fresh = newPassphraseKey(parts, passphrase, { work });
  const replaced = await replacePassphrase(handOf(file), carrier, fresh).finally(() =>
    fresh.key.fill(0),
  );
  if (!replaced.ok) return replaced;
  if (opened.header.slots.some(({ kind }) => kind === 'keychain')) await carrier.dropSecret(null);
  return ok({ ...opened, header: file.state });
}

const handOf = (file: HeaderFile): HeaderHand => ({
  state: () => file.state,
  opens: (slot, key) => file.opens(slot, key),
  seal: (key, pending) => file.seal(key, pending),
  write: async (change) => await file.write(change(file.state)),
});
