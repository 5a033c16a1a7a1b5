// Room: ui/features/danger. The team's checklist as one screen shows it: its words, and the numbers of a country. Pure.
import {
  BUILT_IN_STEPS,
  type Checklist,
  type ChecklistStep,
  type KeptNumber,
} from '../../../../contract/checklist.ts';
import { COUNTRIES, CRISIS_NUMBERS, type CrisisNumber } from '../../../../contract/danger.ts';
import type { ScreenLanguage } from '../../i18n/language.ts';

export type BuiltInStep = (typeof BUILT_IN_STEPS)[number];

export interface WordedStep {
  readonly id: string;
  readonly words: string;
  /** The language of its words where that is not the screen's; else null. */
  readonly language: string | null;
}

export const builtInName = (id: string): BuiltInStep | undefined =>
  BUILT_IN_STEPS.find((name) => name === id);

/** Where a step has no words in the screen's language: English, which most people read, else whatever comes first. */
function worded(
  { id, texts }: ChecklistStep,
  screen: ScreenLanguage,
  builtIn: (name: BuiltInStep) => string,
): WordedStep | null {
  const [first] = texts;
  const name = builtInName(id);
  // A step that a later version of the app has built in.
  if (first === undefined)
    return name === undefined ? null : { id, words: builtIn(name), language: null };
  const own = texts.find(({ language }) => language === screen);
  if (own !== undefined) return { id, words: own.text, language: null };
  const other = texts.find(({ language }) => language === 'en') ?? first;
  return { id, words: other.text, language: other.language };
}

/** In their order, in words of this screen. */
export const wordedSteps = (
  steps: readonly ChecklistStep[],
  screen: ScreenLanguage,
  builtIn: (name: BuiltInStep) => string,
): readonly WordedStep[] =>
  steps.map((step) => worded(step, screen, builtIn)).filter((one) => one !== null);

/** The countries that have numbers built in, and those a team has added some for. */
export const countriesOf = (numbers: readonly KeptNumber[]): readonly string[] => [
  ...new Set([...COUNTRIES, ...numbers.map(({ country }) => country)]),
];

export interface NumbersOfCountry {
  readonly shown: readonly CrisisNumber[];
  readonly hidden: readonly CrisisNumber[];
  readonly local: readonly KeptNumber[];
}

export function numbersIn(
  country: string,
  { numbers, hidden }: Pick<Checklist, 'numbers' | 'hidden'>,
): NumbersOfCountry {
  const known = COUNTRIES.find((one) => one === country);
  const built = known === undefined ? [] : CRISIS_NUMBERS[known];
  const isHidden = ({ number }: CrisisNumber): boolean =>
    hidden.some((one) => one.country === country && one.number === number);
  return {
    shown: built.filter((one) => !isHidden(one)),
    hidden: built.filter(isHidden),
    local: numbers.filter((one) => one.country === country),
  };
}
