/** Vault: the last steps of a founding, once the root code has reached the person. */
import type { OpenVault } from './open-vault.ts';

/** True once it is on the disk: the founding is over. */
export async function seen(vault: OpenVault): Promise<boolean> {
  const headed = await vault.keys.writeHeader(() => ({ founding: false }));
  return headed.ok && (await dropRootCode(vault));
}

/** From the code follow T_0 and T_1: a vault keeps the current seed only (PROTOCOL §1). */
export async function dropRootCode({ keys }: OpenVault): Promise<boolean> {
  const written = await keys.write(({ rootCode }) =>
    rootCode === null ? null : { rootCode: null },
  );
  return written.ok;
}
