// Room: ui/features/profile. Names of fields and languages in the language of the screen.
import type { TFunction } from 'i18next';

/** "Ukrainisch" for `uk` on a German screen. */
export function languageName(tag: string, screen: string): string {
  const name = new Intl.DisplayNames([screen], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(screen) + name.slice(1);
}

const plain = {
  name: 'name',
  greeting: 'greeting',
  hours: 'hours',
  'hours.closed': 'closed',
  'hours.zone': 'zone',
  'hours.week': 'week',
  'hours.off': 'off',
  'hours.holidays': 'holidays',
  'hours.land': 'land',
  privacy: 'privacy',
  'privacy.version': 'privacyVersion',
  'look.accent': 'accent',
  'look.radius': 'radius',
  'look.font': 'font',
  language: 'language',
  'blob.max-bytes': 'limit',
} as const;

const parts = {
  'alias.name': 'aliasName',
  'alias.avatar': 'avatar',
  'channel.label': 'wayLabel',
  'channel.value': 'wayValue',
  'partner.name': 'partnerName',
  'partner.about': 'partnerAbout',
  'partner.url': 'partnerUrl',
  topic: 'topic',
} as const;

/** What a field is called where several stand in one list; a key nobody edits here keeps its own name. */
export function fieldName(t: TFunction, key: string): string {
  if (isIn(plain, key)) return t(`profileParts.field.${plain[key]}`);
  const [, list = '', n = '', rest] = /^([a-z]+)\.(\d+)(?:\.([a-z]+))?$/.exec(key) ?? [];
  const part = rest === undefined ? list : `${list}.${rest}`;
  return isIn(parts, part) ? `${t(`profileParts.field.${parts[part]}`)} ${n}` : key;
}

const isIn = <T extends object>(all: T, key: PropertyKey): key is keyof T =>
  Object.hasOwn(all, key);
