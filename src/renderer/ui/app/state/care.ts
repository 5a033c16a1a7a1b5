// Room: ui/app/state. How it is with oneself, as the vault counts it, and what one has put away of it. Until the lock.
import type { Strain } from '../../../../contract/figures.ts';

export interface Care {
  readonly strain: Strain | null;
  /** What was put away, by its occasion: the same time without a pause, or so many hard conversations. */
  readonly away: string | null;
}

export type CareEvent =
  | { readonly type: 'strain'; readonly strain: Strain }
  | { readonly type: 'put-away' };

export const noCare: Care = { strain: null, away: null };

export function care(state: Care, event: CareEvent): Care {
  switch (event.type) {
    case 'strain':
      return { ...state, strain: event.strain };
    case 'put-away':
      return { ...state, away: state.strain === null ? null : occasionOf(state.strain) };
  }
}

/** What there is to be said; null: nothing, or it was put away. */
export function shownStrain({ strain, away }: Care): Strain | null {
  if (strain === null || strain.over === null || occasionOf(strain) === away) return null;
  return strain;
}

/** After a pause, and with one more hard conversation, it is another one. */
const occasionOf = ({ over, since, today, hard }: Strain): string =>
  over === 'hard' ? `hard ${today} ${hard}` : `long ${since}`;
