import type { Language } from './i18n/texts.ts';

/** Another way to reach the team. `href` only for what a browser can safely follow. */
export interface Way {
  readonly label: string;
  readonly value: string;
  readonly href: string | null;
}

/** Another team with a chat of its own; `url` is https. */
export interface Partner {
  readonly name: string;
  readonly about: string;
  readonly url: string;
}

/** One of the things a conversation may be about, by its number in the profile. */
export interface Topic {
  readonly n: number;
  readonly label: string;
}

/** Somebody who answers, under every name the profile gives them; `avatar` '' = their initials. */
export interface Alias {
  readonly names: readonly string[];
  readonly avatar: string;
}

/** What the team says about itself, in one language; '' where it says nothing. */
export interface Face {
  readonly name: string;
  readonly greeting: string;
  /** Service hours in the team's own words. */
  readonly hours: string;
  /** What the team says while nobody is here. */
  readonly closed: string;
  readonly privacy: string;
  /** Which version of `privacy` this is; '' where the team shows none. */
  readonly privacyVersion: string;
  readonly topics: readonly Topic[];
  readonly aliases: readonly Alias[];
  /** The largest file the team takes, and no larger than any may be; 0 = none. */
  readonly maxFileBytes: number;
  readonly ways: readonly Way[];
  /** Where the same may be reported too. */
  readonly partners: readonly Partner[];
  readonly accent: string | null;
  readonly radius: number | null;
  /** A name of our list (look.ts), never a font of the team's own. */
  readonly font: string;
  /** What the chat should speak where neither reporter nor website says so. */
  readonly language: Language | null;
}

/** A team that has not been heard yet. */
export const emptyFace: Face = {
  name: '',
  greeting: '',
  hours: '',
  closed: '',
  privacy: '',
  privacyVersion: '',
  topics: [],
  aliases: [],
  // Its limit is not known, and a file taken now could be above it.
  maxFileBytes: 0,
  ways: [],
  partners: [],
  accent: null,
  radius: null,
  font: '',
  language: null,
};
