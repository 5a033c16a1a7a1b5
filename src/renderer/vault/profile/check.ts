/**
 * Vault, profile: what is wrong with a profile before anybody signs it, in the words of the domain.
 *
 * A client passes over a value it cannot use, so nothing here endangers a reporter; but a coordinator
 * who wrote it would look in vain for it in the chat.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import {
  contrast,
  isColour,
  parse,
  safeAccent,
  surfaceOf,
} from '../../../../protocol/team/accent.ts';
import {
  MAX_ALIAS,
  MAX_BLOB_BYTES,
  MAX_CONSENT,
  MAX_PARTNERS,
  MAX_PROFILE_ENTRIES,
  MAX_PROFILE_VALUE_BYTES,
  MAX_TOPICS,
} from '../../../../protocol/limits.ts';
import {
  avatarKind,
  CHAT_LANGUAGES,
  isFont,
  isWebPage,
  MAX_RADIUS,
} from '../../../../protocol/team/profile-values.ts';
import { isZone, readDays, readWeek } from '../../../../protocol/team/hours.ts';
import { profileNumbers } from '../../../../protocol/team/profile.ts';
import {
  MAX_PROFILE_BYTES,
  type ProfileCheck,
  type ProfileProblem,
  type ProfileText,
  type ProfileTexts,
  type ShownColour,
} from '../../../contract/profile.ts';

/**
 * `texts` sorted and without empty fields; `current` is the version in force. A dark colour is always
 * lightened in the dark, which is no news; one too pale for the light scheme is told, once.
 */
export function checkTexts(texts: ProfileTexts, current: ProfileTexts): ProfileCheck {
  const wish = valueOf(texts, 'look.accent');
  const colour =
    wish === undefined || !isColour(wish)
      ? null
      : { light: shown(wish, false), dark: shown(wish, true) };
  const bytes = bytesOf(texts);
  const problems: readonly ProfileProblem[] = [
    ...texts.flatMap(problemOf),
    ...wholes(texts, current),
    ...(colour?.light.moved === true && wish !== valueOf(current, 'look.accent')
      ? [said('colour-moves', 'look.accent')]
      : []),
    ...(bytes > MAX_PROFILE_BYTES || texts.length > MAX_PROFILE_ENTRIES
      ? [said('too-large', 'name')]
      : []),
  ];
  return { problems, colour, bytes };
}

type Problem = ProfileProblem['problem'];

const said = (problem: Problem, key: string, lang = ''): ProfileProblem => ({ key, lang, problem });

const wrongWhere: readonly (readonly [RegExp, Problem, (value: string) => boolean])[] = [
  [/^look\.accent$/, 'bad-colour', (value) => !isColour(value)],
  [
    /^look\.radius$/,
    'bad-radius',
    (value) => !/^\d{1,2}$/.test(value) || Number(value) > MAX_RADIUS,
  ],
  [/^look\.font$/, 'bad-font', (value) => !isFont(value)],
  [/^language$/, 'bad-language', (value) => !CHAT_LANGUAGES.some((one) => one === value)],
  [
    /^blob\.max-bytes$/,
    'bad-limit',
    (value) => !/^\d{1,12}$/.test(value) || Number(value) > MAX_BLOB_BYTES,
  ],
  [/^hours\.week$/, 'bad-hours', (value) => readWeek(value) === null],
  [/^hours\.(?:off|holidays)$/, 'bad-days', (value) => readDays(value) === null],
  [/^hours\.zone$/, 'bad-zone', (value) => !isZone(value)],
  [/^privacy\.version$/, 'bad-privacy-version', (value) => points(value) > MAX_CONSENT],
  [/^alias\.\d+\.avatar$/, 'bad-avatar', (value) => avatarKind(value.trim()) === null],
  [/^alias\.\d+\.name$/, 'alias-too-long', (value) => points(value) > MAX_ALIAS],
  [/^partner\.\d+\.url$/, 'bad-url', (value) => !isWebPage(value.trim())],
];

/** What is wrong with one field by itself. */
function problemOf({ key, lang, value }: ProfileText): readonly ProfileProblem[] {
  if (utf8ToBytes(value).length > MAX_PROFILE_VALUE_BYTES) return [said('too-long', key, lang)];
  const wrong = wrongWhere.find(([name, , isWrong]) => name.test(key) && isWrong(value));
  return wrong === undefined ? [] : [said(wrong[1], key, lang)];
}

/** What is wrong with the whole: something that does without its other half, or too much of it. */
function wholes(texts: ProfileTexts, current: ProfileTexts): readonly ProfileProblem[] {
  const without = (prefix: string, part: string, problem: Problem): readonly ProfileProblem[] =>
    profileNumbers(texts, prefix)
      .map((n) => `${prefix}.${n}.${part}`)
      .filter((key) => valueOf(texts, key) === undefined)
      .map((key) => said(problem, key));
  const many = (prefix: string, most: number, problem: Problem): readonly ProfileProblem[] =>
    profileNumbers(texts, prefix).length > most ? [said(problem, prefix)] : [];
  return [
    ...(valueOf(texts, 'name') === undefined ? [said('no-name', 'name')] : []),
    ...(profileNumbers(texts, 'alias').length === 0 ? [said('no-alias', 'alias')] : []),
    ...without('alias', 'name', 'no-alias-name'),
    ...without('channel', 'value', 'no-channel-value'),
    ...without('partner', 'name', 'no-partner-name'),
    ...without('partner', 'url', 'bad-url'),
    ...many('topic', MAX_TOPICS, 'too-many-topics'),
    ...many('partner', MAX_PARTNERS, 'too-many-partners'),
    ...(valueOf(texts, 'hours.week') !== undefined && valueOf(texts, 'hours.zone') === undefined
      ? [said('bad-zone', 'hours.zone')]
      : []),
    ...privacy(texts, current),
  ];
}

/** Consent names the version: another text under the same version would be agreed to by nobody. */
function privacy(texts: ProfileTexts, current: ProfileTexts): readonly ProfileProblem[] {
  const [now, before] = [texts, current].map((all) => all.filter(({ key }) => key === 'privacy'));
  if (now === undefined || now.length === 0) return [said('no-privacy', 'privacy')];
  const version = valueOf(texts, 'privacy.version');
  if (version === undefined) return [said('no-privacy-version', 'privacy.version')];
  const isNew = JSON.stringify(now) !== JSON.stringify(before);
  return isNew && version === valueOf(current, 'privacy.version')
    ? [said('same-privacy-version', 'privacy.version')]
    : [];
}

function shown(wish: string, dark: boolean): ShownColour {
  const safe = safeAccent(wish, dark);
  const ratio = contrast(parse(wish), surfaceOf(dark));
  return { ...safe, ratio, moved: safe.accent.toLowerCase() !== wish.toLowerCase() };
}

/** In any language. */
const valueOf = (texts: ProfileTexts, key: string): string | undefined =>
  texts.find((text) => text.key === key)?.value;

const points = (value: string): number => Array.from(value).length;

/** u8 length of key and of language, u16 of the value (PROTOCOL §2). */
const LENGTHS = 4;
const bytesOf = (texts: ProfileTexts): number =>
  texts.reduce(
    (sum, { key, lang, value }) =>
      sum + LENGTHS + key.length + lang.length + utf8ToBytes(value).length,
    0,
  );
