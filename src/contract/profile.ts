/**
 * Contract: the team's public, signed profile (PROTOCOL §2): what it says, the draft of a new one, what
 * is wrong with it, and publishing it. Shapes only; the vault decides and signs.
 */
import type { Outcome } from './outcome.ts';

/** One public text. `lang` is '' for what has no language, such as a colour. */
export interface ProfileText {
  readonly key: string;
  readonly lang: string;
  readonly value: string;
}

/** Sorted by key, then by language, each pair once. */
export type ProfileTexts = readonly ProfileText[];

/** The languages the chat speaks, in its order; a test keeps them equal to the protocol's. */
export const CHAT_LANGUAGES = ['de', 'en', 'nl', 'he', 'ru', 'ar', 'tr', 'uk'] as const;
export type ChatLanguage = (typeof CHAT_LANGUAGES)[number];

/** Fonts a profile may name; the same test. */
export const CHAT_FONTS = ['humanist', 'rounded', 'serif'] as const;

/** Bytes a profile may take, so that the document has room for every device that may yet come. */
export const MAX_PROFILE_BYTES = 40 * 1024;

/** A profile that was in force. */
export interface ProfileVersion {
  /** Of the first document this device saw it in. */
  readonly seq: number;
  readonly issued: number;
  readonly texts: ProfileTexts;
}

/** A field that a colleague changed while it was being changed here. `null`: not there. */
export interface ProfileClash {
  readonly key: string;
  readonly lang: string;
  readonly mine: string | null;
  readonly theirs: string | null;
}

export interface ProfileDraft {
  /** What it was begun from. */
  readonly base: ProfileTexts;
  readonly texts: ProfileTexts;
  /** To be published as soon as the relay can be reached: not yet in force. */
  readonly waits: boolean;
}

export interface ProfileView {
  /** In force. */
  readonly current: ProfileVersion;
  /** Whether this device may sign: a coordinator's, with the root key. */
  readonly mayEdit: boolean;
  /** Kept sealed in the vault, over lock and restart. */
  readonly draft: ProfileDraft | null;
  /** Where the draft and the newest version say different things of the same field. */
  readonly clashes: readonly ProfileClash[];
}

/** `stops`: it cannot be published so. `warns`: a person has to confirm it. */
export const PROFILE_PROBLEMS = {
  'no-name': 'stops',
  'too-long': 'stops',
  'alias-too-long': 'stops',
  'too-large': 'stops',
  'bad-colour': 'stops',
  'bad-radius': 'stops',
  'bad-font': 'stops',
  'bad-language': 'stops',
  'bad-limit': 'stops',
  'bad-hours': 'stops',
  'bad-days': 'stops',
  'bad-zone': 'stops',
  'bad-avatar': 'stops',
  'no-alias-name': 'stops',
  'no-channel-value': 'stops',
  'no-partner-name': 'stops',
  'bad-url': 'stops',
  'too-many-topics': 'stops',
  'too-many-partners': 'stops',
  'no-privacy-version': 'stops',
  'same-privacy-version': 'stops',
  'bad-privacy-version': 'stops',
  'colour-moves': 'warns',
  'no-privacy': 'warns',
  'no-alias': 'warns',
} as const satisfies Readonly<Record<string, 'stops' | 'warns'>>;

export interface ProfileProblem {
  readonly key: string;
  readonly lang: string;
  readonly problem: keyof typeof PROFILE_PROBLEMS;
}

/** What the chat makes of the team's colour in one scheme. */
export interface ShownColour {
  readonly accent: string;
  readonly ink: string;
  readonly soft: string;
  /** Contrast of the wished colour as text on the chat's surface; 4.5 is enough. */
  readonly ratio: number;
  /** The wish could not be read and was moved. */
  readonly moved: boolean;
}

export interface ProfileCheck {
  readonly problems: readonly ProfileProblem[];
  /** Null without a colour of the team's own. */
  readonly colour: { readonly light: ShownColour; readonly dark: ShownColour } | null;
  readonly bytes: number;
}

type Step<R extends string> = Outcome<ProfileView, R | 'disk-full'>;

export interface ProfileRequests {
  profile: { input: null; output: ProfileView };
  /** Against the version in force, and as it would be published. Writes nothing. */
  checkProfile: { input: { readonly texts: ProfileTexts }; output: ProfileCheck };
  /** Durable when it answers; null forgets the draft. */
  keepProfileDraft: {
    input: {
      readonly draft: { readonly base: ProfileTexts; readonly texts: ProfileTexts } | null;
    };
    output: Outcome<null, 'disk-full' | 'not-allowed'>;
  };
  /**
   * Signs and puts it, above the newest version: fields changed here since `base` win, all others are
   * the colleagues'. `over` names clashes a person has decided: ours goes over `theirs`. `offline`:
   * it is kept and goes out as soon as the relay can be reached.
   */
  publishProfile: {
    input: {
      readonly base: ProfileTexts;
      readonly texts: ProfileTexts;
      /** The warnings were read and confirmed. */
      readonly confirmed: boolean;
      readonly over: readonly ProfileClash[];
    };
    output: Step<'not-allowed' | 'problems' | 'unconfirmed' | 'clash' | 'offline' | 'refused'>;
  };
  /** Those this device has seen, newest first. */
  profileVersions: { input: null; output: readonly ProfileVersion[] };
}

/** Every request by name. One left out does not compile. */
export const profileRequests = {
  profile: 0,
  checkProfile: 0,
  keepProfileDraft: 0,
  publishProfile: 0,
  profileVersions: 0,
} as const satisfies Record<keyof ProfileRequests, 0>;

/** What the vault tells the screen about it. */
export type ProfileFact = { readonly type: 'profile-changed' };
