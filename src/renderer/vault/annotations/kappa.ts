/** Vault, annotations: how far two coders agree beyond what chance would give. Pure. */
import type { CodeAgreement } from '../../../contract/annotation.ts';

type Counts = Pick<CodeAgreement, 'both' | 'onlyFirst' | 'onlySecond' | 'neither'>;

/**
 * Cohen's kappa, (p_o − p_e) / (1 − p_e), with p_o the part on which both decide alike and p_e what their
 * own frequencies would give by chance: J. Cohen, A Coefficient of Agreement for Nominal Scales,
 * Educational and Psychological Measurement 20 (1960), 37–46. Null where p_e is 1 or nothing was coded.
 */
export function kappa({ both, onlyFirst, onlySecond, neither }: Counts): number | null {
  const all = both + onlyFirst + onlySecond + neither;
  if (all === 0) return null;
  const first = both + onlyFirst;
  const second = both + onlySecond;
  // In whole numbers, times all squared: only so is 1 − p_e exactly 0 where it should be.
  const chance = first * second + (all - first) * (all - second);
  const left = all * all - chance;
  return left === 0 ? null : ((both + neither) * all - chance) / left;
}
