import { profileNumbers, profileText, type Profile } from '../../protocol/team/profile.ts';
import type { Face } from './face.ts';
import { languageOf, type Language } from './i18n/texts.ts';

const MAX_RADIUS = 20;

/**
 * Reads the signed profile. Where it is silent the screen has words of its own; they go before a
 * greeting in a language the reporter did not ask for.
 */
export function faceOf(profile: Profile, language: Language): Face {
  const text = (key: string): string | undefined =>
    profileText(profile, key, language, ['de', 'en']);
  const accent = text('look.accent') ?? '';
  const radius = Number(text('look.radius') ?? Number.NaN);
  return {
    name: text('name') ?? '',
    greeting: profileText(profile, 'greeting', language) ?? '',
    hours: text('hours') ?? '',
    privacy: text('privacy') ?? '',
    ways: profileNumbers(profile, 'channel').flatMap((n) => {
      const value = text(`channel.${n}.value`);
      if (value === undefined) return [];
      return [{ label: text(`channel.${n}.label`) ?? '', value, href: hrefOf(value) }];
    }),
    accent: /^#[0-9a-f]{6}$/i.test(accent) ? accent : null,
    language: languageOf(text('language') ?? ''),
    radius: Number.isFinite(radius) ? Math.min(MAX_RADIUS, Math.max(0, radius)) : null,
  };
}

/** Phone, e-mail and https only: a signed document is trusted, but not with `javascript:`. */
export function hrefOf(value: string): string | null {
  const plain = value.trim();
  if (/^\+?[0-9][0-9 ()/-]{2,}$/.test(plain)) return `tel:${plain.replace(/[^+0-9]/g, '')}`;
  if (/^[^\s@/:?&]+@[^\s@/:?&]+$/.test(plain)) return `mailto:${plain}`;
  return /^https:\/\/\S+$/.test(plain) ? plain : null;
}
