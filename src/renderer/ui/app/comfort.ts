// Room: ui/app. How the screen is set up for whoever sits here: remembered on this device, no secret.
import { makeStore, type Store } from './store.ts';

export interface Comfort {
  /** Whether letters alone are commands. */
  readonly singleKeys: boolean;
  readonly density: Density;
  /** `more` beside what the system asks for. */
  readonly contrast: Contrast;
  /** Which pictures stay out of focus until somebody wants to see them. */
  readonly blur: Blur;
}

export const densities = ['comfortable', 'compact'] as const;
export type Density = (typeof densities)[number];
export const contrasts = ['normal', 'more'] as const;
export type Contrast = (typeof contrasts)[number];

export const blurs = ['always', 'marked', 'never'] as const;
export type Blur = (typeof blurs)[number];

export const plainComfort: Comfort = {
  singleKeys: true,
  density: 'comfortable',
  contrast: 'normal',
  blur: 'always',
};

/** Where it is remembered, e.g. `beistand.density`. */
const stored = (name: keyof Comfort): string => `beistand.${name}`;

const oneOf = <T extends string>(name: keyof Comfort, known: readonly T[], otherwise: T): T =>
  known.find((value) => value === localStorage.getItem(stored(name))) ?? otherwise;

/** What this device was last set to; whatever else lies there counts as nothing. */
export const readComfort = (): Comfort => ({
  singleKeys: localStorage.getItem(stored('singleKeys')) !== 'false',
  density: oneOf('density', densities, plainComfort.density),
  contrast: oneOf('contrast', contrasts, plainComfort.contrast),
  blur: oneOf('blur', blurs, plainComfort.blur),
});

/** Remembers every change. */
export function comfortStore(start: Comfort): Store<Comfort, Partial<Comfort>> {
  const store = makeStore(
    (state: Comfort, change: Partial<Comfort>) => ({ ...state, ...change }),
    start,
  );
  const keep = (): void => {
    const { singleKeys, density, contrast, blur } = store.get();
    localStorage.setItem(stored('singleKeys'), String(singleKeys));
    localStorage.setItem(stored('density'), density);
    localStorage.setItem(stored('contrast'), contrast);
    localStorage.setItem(stored('blur'), blur);
  };
  store.subscribe(keep);
  return store;
}
