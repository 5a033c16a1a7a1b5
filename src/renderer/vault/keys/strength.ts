/**
 * Vault, keys: whether a passphrase is good enough. The screen shows what this says, and every place
 * that takes a new passphrase asks it again.
 */
import type { Strength } from '../../../contract/secrets.ts';
import { MAX_JUDGED, MAX_PASSPHRASE, MIN_PASSPHRASE, MIN_SCORE } from '../limits.ts';

/** Every team would think of it. */
const OURS = ['beistand'];

/**
 * zxcvbn's judgement over German, English and Dutch. `known` are words an attacker would try first:
 * the team's name, the alias. The words are loaded with the first question.
 */
export async function strengthOf(
  passphrase: string,
  known: readonly string[] = [],
): Promise<Strength> {
  const points = Array.from(passphrase.normalize('NFKC'));
  const { zxcvbn } = await import('./dictionaries.ts');
  const judged = points.slice(0, MAX_JUDGED).join('');
  const { score, feedback } = zxcvbn().check(judged, wordsOf([...OURS, ...known]));
  const acceptable =
    score >= MIN_SCORE && points.length >= MIN_PASSPHRASE && points.length <= MAX_PASSPHRASE;
  return { score, acceptable, warning: feedback.warning, suggestions: feedback.suggestions };
}

/** Whether it may become the passphrase of a vault. */
export const isStrong = async (passphrase: string, known: readonly string[] = []) =>
  (await strengthOf(passphrase, known)).acceptable;

/** Each name as a whole and word by word. */
const wordsOf = (known: readonly string[]): string[] =>
  known.flatMap((name) => [name, ...name.split(/\s+/u)]).filter((word) => word !== '');
