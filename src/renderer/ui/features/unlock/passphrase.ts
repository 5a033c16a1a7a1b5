// Room: ui/features/unlock. A first judgement of a passphrase while it is typed. The vault has the last word.

/** What is said about a passphrase, worst first. */
export type Judgement =
  | { readonly grade: 'short'; readonly missing: number }
  | { readonly grade: 'repeated' | 'common' | 'own' | 'fair' | 'good' | 'strong' };

/** The same floor as the vault's: below it the vault refuses. */
const MIN_LENGTH = 12;
const MIN_DISTINCT = 6;
const GOOD_LENGTH = 18;
const STRONG_LENGTH = 25;

const obvious = [
  'passwort',
  'password',
  'wachtwoord',
  'passphrase',
  'beistand',
  'qwertz',
  'qwerty',
  'asdfgh',
  '123456',
  'abcdef',
  'letmein',
  'iloveyou',
  'willkommen',
  'welkom',
  'welcome',
  'geheim',
];

const lower = (text: string): string => text.toLocaleLowerCase();

/** How much is left of a phrase when a guessable part is taken out. */
const lengthWithout = (phrase: string, part: string): number =>
  [...phrase.replaceAll(part, '')].length;

/** True when a phrase is hardly more than the part. */
const leansOn = (phrase: string, part: string): boolean =>
  phrase.includes(part) && lengthWithout(phrase, part) < MIN_LENGTH;

const hasRun = (phrase: string): boolean => {
  const points = [...phrase].map((letter) => letter.codePointAt(0) ?? 0);
  const steps = points.slice(1).map((point, at) => point - (points[at] ?? 0));
  const flat = steps.filter((step) => Math.abs(step) <= 1).length;
  return steps.length > 0 && flat / steps.length > 0.6;
};

/** Judges by length first, then by what programs try first. `own` are words others know: team, alias. */
export function judge(phrase: string, own: readonly string[]): Judgement {
  const letters = [...phrase];
  if (letters.length < MIN_LENGTH) return { grade: 'short', missing: MIN_LENGTH - letters.length };
  const flat = lower(phrase);
  if (new Set(letters).size < MIN_DISTINCT || hasRun(flat)) return { grade: 'repeated' };
  if (obvious.some((word) => leansOn(flat, word))) return { grade: 'common' };
  const known = own.map((word) => lower(word.trim())).filter((word) => word.length > 2);
  if (known.some((word) => leansOn(flat, word))) return { grade: 'own' };
  if (letters.length >= STRONG_LENGTH) return { grade: 'strong' };
  return letters.length >= GOOD_LENGTH ? { grade: 'good' } : { grade: 'fair' };
}

/** Whether the wizard lets it through to the vault. */
export const acceptable = ({ grade }: Judgement): boolean =>
  grade === 'fair' || grade === 'good' || grade === 'strong';

/** Bars of the meter that are lit, 0 to 4. */
export const bars: Readonly<Record<Judgement['grade'], number>> = {
  short: 1,
  repeated: 1,
  common: 1,
  own: 1,
  fair: 2,
  good: 3,
  strong: 4,
};
