import type { Profile, ProfileEntry } from '../../protocol/team/profile.ts';
import { languageOf, type Language } from '../app/i18n/texts.ts';
import { isLanguage } from '../loader/settings.ts';

/** widget/preview: what the editor around this page wants to see. Nothing of it is kept or sent anywhere. */
export interface Wanted {
  readonly profile: Profile;
  readonly language: Language;
  readonly dark: boolean;
  /** As a sheet on a telephone, else as a panel. */
  readonly narrow: boolean;
  /** Somebody of the team is here. */
  readonly here: boolean;
  /** In the middle of a conversation, else as it greets. */
  readonly said: boolean;
  /** The button on the website instead of the chat; null: the chat. */
  readonly launcher: WantedLauncher | null;
}

export interface WantedLauncher {
  readonly color: string;
  readonly radius: string;
  readonly side: 'left' | 'right';
  /** '' is the loader's own word. */
  readonly label: string;
}

/** Marks the editor's messages and ours. */
export const PREVIEW_MARK = 'beistand-preview';

type Fields = Readonly<Record<string, unknown>>;

/** What the editor said, or null. Call it only after the source was checked. */
export function readWanted(raw: unknown): Wanted | null {
  const { mark, profile, language, dark, narrow, here, said, launcher } = Object(raw) as Fields;
  if (mark !== PREVIEW_MARK || !Array.isArray(profile) || !profile.every(isEntry)) return null;
  return {
    profile,
    language: languageOf(String(language)) ?? 'de',
    dark: dark === true,
    narrow: narrow === true,
    here: here === true,
    said: said === true,
    launcher: readLauncher(launcher),
  };
}

function isEntry(raw: unknown): raw is ProfileEntry {
  const { key, lang, value } = Object(raw) as Fields;
  return [key, lang, value].every((one) => typeof one === 'string');
}

function readLauncher(raw: unknown): WantedLauncher | null {
  const { color, radius, side, label } = Object(raw) as Fields;
  if (![color, radius, label].every((one) => typeof one === 'string')) return null;
  if (!/^#[0-9a-f]{6}$/i.test(String(color)) || !/^\d+$/.test(String(radius))) return null;
  return {
    color: String(color),
    radius: String(radius),
    side: side === 'left' ? 'left' : 'right',
    label: String(label),
  };
}

/** The launcher has words in every language of the chat. */
export const launcherLanguage = (language: Language) => (isLanguage(language) ? language : 'de');
