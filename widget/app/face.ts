import type { Language } from './i18n/texts.ts';

/** Another way to reach the team. `href` only for what a browser can safely follow. */
export interface Way {
  readonly label: string;
  readonly value: string;
  readonly href: string | null;
}

/** What the team says about itself, in one language; '' where it says nothing. */
export interface Face {
  readonly name: string;
  readonly greeting: string;
  /** Service hours in the team's own words. */
  readonly hours: string;
  readonly privacy: string;
  readonly ways: readonly Way[];
  readonly accent: string | null;
  readonly radius: number | null;
  /** What the chat should speak where neither reporter nor website says so. */
  readonly language: Language | null;
}

/** A team that has not been heard yet. */
export const emptyFace: Face = {
  name: '',
  greeting: '',
  hours: '',
  privacy: '',
  ways: [],
  accent: null,
  radius: null,
  language: null,
};
