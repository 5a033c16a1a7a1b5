import { expect, test } from 'vitest';
import { MAX_ALIAS, MAX_PARTNERS, MAX_TOPICS } from '../../../../protocol/limits.ts';
import {
  CHAT_LANGUAGES as LANGUAGES,
  PROFILE_FONTS,
} from '../../../../protocol/team/profile-values.ts';
import {
  CHAT_FONTS,
  CHAT_LANGUAGES,
  MAX_PROFILE_BYTES,
  type ProfileTexts,
} from '../../../contract/profile.ts';
import { firstProfile } from '../team/profile-texts.ts';
import { checkTexts } from './check.ts';
import { sorted } from './merge.ts';

const text = (key: string, value: string, lang = '') => ({ key, lang, value });
const first: ProfileTexts = sorted(firstProfile({ team: 'Team', alias: 'Noa' }));
const problems = (changes: ProfileTexts, current = first): readonly string[] => {
  const names = new Set(changes.map(({ key, lang }) => `${key} ${lang}`));
  const rest = first.filter(({ key, lang }) => !names.has(`${key} ${lang}`));
  return checkTexts(sorted([...rest, ...changes]), current).problems.map(
    ({ key, problem }) => `${key}: ${problem}`,
  );
};
const many = (n: number, of: (n: number) => ProfileTexts): ProfileTexts =>
  Array.from({ length: n }, (_, at) => of(at + 1)).flat();

test('the screen’s lists of languages and fonts are the protocol’s', () => {
  expect(CHAT_LANGUAGES).toEqual(LANGUAGES);
  expect(CHAT_FONTS).toEqual(PROFILE_FONTS);
});

test('what a new team says is without fault', () => {
  expect(checkTexts(first, first)).toMatchObject({ problems: [], colour: null });
});

test.each([
  [[text('name', '')], 'name: no-name'],
  [[text('look.accent', 'teal')], 'look.accent: bad-colour'],
  [[text('look.radius', '21')], 'look.radius: bad-radius'],
  [[text('look.font', 'Comic Sans')], 'look.font: bad-font'],
  [[text('hours.week', '0900-1700'), text('hours.zone', 'UTC')], 'hours.week: bad-hours'],
  [[text('hours.week', '0900-1700;;;;;;')], 'hours.zone: bad-zone'],
  [[text('hours.zone', 'Europe/Nowhere')], 'hours.zone: bad-zone'],
  [[text('hours.off', '20270230')], 'hours.off: bad-days'],
  [[text('hours.holidays', 'Easter')], 'hours.holidays: bad-days'],
  [[text('language', 'fr')], 'language: bad-language'],
  [[text('blob.max-bytes', '26214401')], 'blob.max-bytes: bad-limit'],
  [[text('alias.0.name', '')], 'alias: no-alias'],
  [[text('alias.1.avatar', '🦊')], 'alias.1.name: no-alias-name'],
  [[text('alias.0.name', 'x'.repeat(MAX_ALIAS + 1))], 'alias.0.name: alias-too-long'],
  [[text('alias.0.avatar', 'https://example.org/noa.png')], 'alias.0.avatar: bad-avatar'],
  [[text('channel.1.label', 'Telefon')], 'channel.1.value: no-channel-value'],
  [
    [text('partner.1.name', 'RIAS'), text('partner.1.url', 'http://x.org')],
    'partner.1.url: bad-url',
  ],
  [[text('partner.1.url', 'https://x.org')], 'partner.1.name: no-partner-name'],
  [[text('greeting', 'ä'.repeat(4097), 'de')], 'greeting: too-long'],
  [[text('privacy.version', '')], 'privacy.version: no-privacy-version'],
  [[text('privacy.version', 'x'.repeat(65))], 'privacy.version: bad-privacy-version'],
  [many(MAX_TOPICS + 1, (n) => [text(`topic.${n}`, 'x', 'de')]), 'topic: too-many-topics'],
  [
    many(MAX_PARTNERS + 1, (n) => [
      text(`partner.${n}.name`, 'x'),
      text(`partner.${n}.url`, 'https://x.org'),
    ]),
    'partner: too-many-partners',
  ],
  [many(8, (n) => [text(`x.${n}`, 'x'.repeat(MAX_PROFILE_BYTES / 8))]), 'name: too-large'],
])('%j is told as %s', (changes, told) => {
  expect(problems(changes)).toEqual([told]);
});

test('another privacy text needs another version, because consent names it', () => {
  const other = text('privacy', 'Ganz anders.', 'de');
  expect(problems([other])).toEqual(['privacy.version: same-privacy-version']);
  expect(problems([other, text('privacy.version', '2')])).toEqual([]);
});

test('a colour that cannot be read is told with what the chat makes of it, in light and in dark', () => {
  const check = checkTexts(sorted([...first, text('look.accent', '#ffe066')]), first);
  expect(check.problems).toEqual([{ key: 'look.accent', lang: '', problem: 'colour-moves' }]);
  expect(check.colour?.light).toMatchObject({ moved: true });
  expect(check.colour?.light.ratio).toBeLessThan(4.5);
  expect(check.colour?.dark).toMatchObject({ moved: false, accent: '#ffe066' });
});
