/** What opens a vault and what does not, tried one after the other at the door of the packaged app. */
import { expect } from 'vitest';
import { done, PASSPHRASE, type VaultRig } from './vault-rig.ts';

/** No vault's. */
const WRONG = 'Regenschirm Kachelofen Wanderdüne 8';

/** Printed codes: the one that was kept, and the one it took the place of. */
interface Codes {
  readonly kept: string;
  readonly outdated: string;
}

/** The open vault gets both, one after the other. */
export async function printedCodes(rig: VaultRig): Promise<Codes> {
  return { outdated: await printedCode(rig), kept: await printedCode(rig) };
}

/** The open vault gets a new one, and its owner keeps it. */
export async function printedCode(rig: VaultRig): Promise<string> {
  const { code } = await done(rig.ask('makeRecoveryCode', { passphrase: PASSPHRASE }));
  await done(rig.ask('confirmRecoveryCode', { code }));
  return code;
}

/** Three wrong ones would make the fourth wait: whoever calls this has two left. */
export async function wrongIsRefused(rig: VaultRig): Promise<void> {
  expect(await rig.ask('unlock', { passphrase: WRONG })).toMatchObject({
    refusal: 'wrong-passphrase',
  });
}

/**
 * Exactly one of these passphrases opens the locked vault, and so does the code that was kept; the code before it and
 * a passphrase of nobody's do not. Answers the one that does; the vault is open then, by the code.
 */
export async function onlyOpenedBy(
  rig: VaultRig,
  { passphrases, codes }: { readonly passphrases: readonly string[]; readonly codes: Codes },
): Promise<string> {
  await wrongIsRefused(rig);
  const opening: string[] = [];
  for (const passphrase of passphrases) {
    const answer = await rig.ask('unlock', { passphrase });
    if (answer.ok) {
      opening.push(passphrase);
      await rig.lock();
    } else expect(answer.refusal).toBe('wrong-passphrase');
  }
  expect(opening).toHaveLength(1);
  const [passphrase = ''] = opening;
  const { outdated, kept } = codes;
  expect(await rig.ask('recover', { code: outdated, passphrase })).toMatchObject({
    refusal: 'wrong-code',
  });
  // The code asks for a new passphrase: the same one again.
  expect(await rig.ask('recover', { code: kept, passphrase })).toMatchObject({ ok: true });
  return passphrase;
}
