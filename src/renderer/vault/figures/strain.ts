/** Vault, figures: whether somebody has gone on for too long, for their own eyes. Pure. */
import type { CareRules, Strain } from '../../../contract/figures.ts';
import { PAUSE_MS, shiftsOf, type Counted } from './load.ts';

const HOUR_MS = 60 * 60_000;

/** A conversation, and whether it was violent or hateful. */
export interface HardCounted extends Pick<Counted, 'tally'> {
  readonly hard: boolean;
}

export function strainOf(
  all: readonly HardCounted[],
  {
    own,
    now,
    today,
    rules,
  }: {
    readonly own: string;
    readonly now: number;
    /** When the day began. */
    readonly today: number;
    readonly rules: CareRules;
  },
): Strain {
  const wrote = all.flatMap(({ tally }) =>
    tally.wrote.filter(({ by }) => by === own).map(({ at }) => at),
  );
  const last = shiftsOf(wrote).at(-1);
  const since = last === undefined || now - last.to >= PAUSE_MS ? null : last.from;
  const hard = all.filter(
    ({ tally, hard: isHard }) =>
      isHard && tally.wrote.some(({ by, at }) => by === own && at >= today),
  ).length;
  const { longHours, hardTalks } = rules;
  const isLong = longHours > 0 && since !== null && now - since >= longHours * HOUR_MS;
  const isHard = hardTalks > 0 && hard >= hardTalks;
  return { rules, since, today, hard, over: isLong ? 'long' : isHard ? 'hard' : null };
}
