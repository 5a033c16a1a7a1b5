import {
  maxFileBytes,
  profileNumbers,
  profileText,
  type Profile,
} from '../../protocol/team/profile.ts';
import type { Face } from './face.ts';
import { MAX_PARTNERS, MAX_TOPIC, MAX_TOPICS } from '../../protocol/limits.ts';
import { isColour } from '../../protocol/team/accent.ts';
import { isWebPage, MAX_RADIUS } from '../../protocol/team/profile-values.ts';
import { languageOf, type Language } from './i18n/texts.ts';

/**
 * Reads the signed profile. Where it is silent the screen has words of its own; they go before a
 * greeting in a language the reporter did not ask for.
 */
export function faceOf(profile: Profile, language: Language): Face {
  const text = (key: string): string | undefined =>
    profileText(profile, key, language, ['de', 'en']);
  const privacy = text('privacy') ?? '';
  const accent = text('look.accent') ?? '';
  const radius = Number(text('look.radius') ?? Number.NaN);
  return {
    name: text('name') ?? '',
    greeting: profileText(profile, 'greeting', language) ?? '',
    hours: text('hours') ?? '',
    closed: text('hours.closed') ?? '',
    privacy,
    privacyVersion: privacy === '' ? '' : (text('privacy.version') ?? ''),
    topics: profileNumbers(profile, 'topic')
      .flatMap((n) => {
        const label = n < 1 || n > MAX_TOPIC ? '' : (text(`topic.${n}`) ?? '').trim();
        return label === '' ? [] : [{ n, label }];
      })
      .slice(0, MAX_TOPICS),
    aliases: profileNumbers(profile, 'alias').map((n) => ({
      names: profile.filter(({ key }) => key === `alias.${n}.name`).map(({ value }) => value),
      avatar: (text(`alias.${n}.avatar`) ?? '').trim(),
    })),
    maxFileBytes: maxFileBytes(profile),
    ways: profileNumbers(profile, 'channel').flatMap((n) => {
      const value = text(`channel.${n}.value`);
      if (value === undefined) return [];
      return [{ label: text(`channel.${n}.label`) ?? '', value, href: hrefOf(value) }];
    }),
    partners: profileNumbers(profile, 'partner')
      .flatMap((n) => {
        const name = (text(`partner.${n}.name`) ?? '').trim();
        const url = (text(`partner.${n}.url`) ?? '').trim();
        if (name === '' || !isWebPage(url)) return [];
        return [{ name, about: text(`partner.${n}.about`) ?? '', url }];
      })
      .slice(0, MAX_PARTNERS),
    accent: isColour(accent) ? accent : null,
    font: text('look.font') ?? '',
    language: languageOf(text('language') ?? ''),
    radius: Number.isFinite(radius) ? Math.min(MAX_RADIUS, Math.max(0, radius)) : null,
  };
}

/** Phone, e-mail and https only: a signed document is trusted, but not with `javascript:`. */
export function hrefOf(value: string): string | null {
  const plain = value.trim();
  if (/^\+?[0-9][0-9 ()/-]{2,}$/.test(plain)) return `tel:${plain.replace(/[^+0-9]/g, '')}`;
  if (/^[^\s@/:?&]+@[^\s@/:?&]+$/.test(plain)) return `mailto:${plain}`;
  return isWebPage(plain) ? plain : null;
}
