// Room: ui/features/unlock. What the vault thinks of a passphrase while it is typed.
import { useEffect, useState } from 'react';
import type { Strength } from '../../../../contract/secrets.ts';
import { useApp } from '../../app/app-context.ts';

/** The same floor as the vault's: below it nothing needs to be asked. */
const MIN_LENGTH = 12;
/** Quiet time after a letter before the vault is asked, ms. */
const ASK_AFTER_MS = 180;

export type Judgement =
  | { readonly state: 'empty' | 'weighing' }
  | { readonly state: 'short'; readonly missing: number }
  | { readonly state: 'judged'; readonly strength: Strength };

/** Whether the vault would take it. Unknown counts as no. */
export const acceptable = (judgement: Judgement): boolean =>
  judgement.state === 'judged' && judgement.strength.acceptable;

export function useStrength(passphrase: string): Judgement {
  const { acts } = useApp();
  const [answer, setAnswer] = useState<{ readonly to: string; readonly strength: Strength }>();
  const length = [...passphrase].length;
  useEffect(() => {
    if (length < MIN_LENGTH) return undefined;
    let wanted = true;
    const ask = async (): Promise<void> => {
      const strength = await acts.session.strength(passphrase);
      if (wanted && strength !== null) setAnswer({ to: passphrase, strength });
    };
    const timer = setTimeout(() => void ask(), ASK_AFTER_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [acts, passphrase, length]);
  if (length === 0) return { state: 'empty' };
  if (length < MIN_LENGTH) return { state: 'short', missing: MIN_LENGTH - length };
  return answer?.to === passphrase
    ? { state: 'judged', strength: answer.strength }
    : { state: 'weighing' };
}
