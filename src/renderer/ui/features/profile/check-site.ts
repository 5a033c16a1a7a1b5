// Room: ui/features/profile. What is right and wrong in a page's HTML that somebody pasted. Pure; nothing is fetched.
import { CHAT_LANGUAGES } from '../../../../contract/profile.ts';
import { startingLauncher, type Launcher } from '../../app/state/launcher.ts';
import type { Loader } from '../../app/state/profile.ts';
import { INTEGRITY } from './preview-words.ts';
import { isColour, isRadius, originOf } from './snippet.ts';

/** `wrong`: no chat, or not ours. `look`: it works, and somebody should look. `right` says what was found. */
export const SITE_FINDINGS = {
  'all-right': 'right',
  'no-snippet': 'wrong',
  'in-comment': 'wrong',
  'two-loaders': 'wrong',
  'no-integrity': 'wrong',
  'bad-integrity': 'wrong',
  'wrong-integrity': 'wrong',
  'no-crossorigin': 'wrong',
  'no-team': 'wrong',
  'wrong-team': 'wrong',
  'not-https': 'wrong',
  'not-run': 'wrong',
  'csp-script': 'wrong',
  'csp-frame': 'wrong',
  'other-loader': 'look',
  'bad-color': 'look',
  'bad-side': 'look',
  'bad-radius': 'look',
} as const satisfies Readonly<Record<string, 'right' | 'wrong' | 'look'>>;

export type SiteFinding = keyof typeof SITE_FINDINGS;

interface Expected {
  readonly pin: string;
  readonly loader: Loader;
}

interface SiteReport {
  readonly findings: readonly SiteFinding[];
  /** What the snippet says of the button; null without one. */
  readonly launcher: Launcher | null;
}

/** Longer pages are not read to their end. */
export const MAX_PAGE = 2_000_000;

/** A loader by its address, or a script that carries a team's pin. */
export function checkSite(pasted: string, expected: Expected): SiteReport {
  const html = pasted.slice(0, MAX_PAGE);
  const bare = html.replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '');
  const snippets = tagsIn(bare, 'script').filter(isSnippet);
  const [snippet] = snippets;
  if (snippet === undefined) {
    const hidden = tagsIn(html, 'script').some(isSnippet);
    return { findings: [hidden ? 'in-comment' : 'no-snippet'], launcher: null };
  }
  const findings: readonly SiteFinding[] = [
    ...(snippets.length > 1 ? (['two-loaders'] as const) : []),
    ...scriptFindings(snippet, expected),
    ...buttonFindings(snippet),
    ...policyFindings(bare, snippet.get('src') ?? ''),
  ];
  const launcher = launcherIn(snippet);
  return { findings: findings.length === 0 ? ['all-right'] : findings, launcher };
}

type Tag = ReadonlyMap<string, string>;

/** Tags of one kind that are looked at, and how long one may be: a page is pasted, and may be anything. */
const MOST_TAGS = 2000;
const LONGEST_TAG = 16_384;

/** Enough of HTML for two kinds of tags: attributes in quotes or without, in any order. */
function tagsIn(html: string, name: string): readonly Tag[] {
  const tags: Tag[] = [];
  const starts = html.matchAll(new RegExp(`<${name}(?=[\\s/>])`, 'gi'));
  for (const { index } of starts) {
    if (tags.length === MOST_TAGS) break;
    tags.push(attributesOf(insideAt(html, index + name.length + 1)));
  }
  return tags;
}

/** From here to the end of the tag; quotes may hold anything, and a tag that never ends holds nothing. */
function insideAt(html: string, from: number): string {
  let quote = '';
  for (let at = from; at < html.length && at - from < LONGEST_TAG; at += 1) {
    const sign = html.charAt(at);
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return html.slice(from, at);
  }
  return '';
}

const ATTRIBUTE = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g;

const attributesOf = (inside: string): Tag =>
  new Map(
    [...inside.matchAll(ATTRIBUTE)].map(([, key = '', double, single, plain]) => [
      key.toLowerCase(),
      decoded(double ?? single ?? plain ?? ''),
    ]),
  );

const decoded = (value: string): string =>
  value
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const isSnippet = (tag: Tag): boolean =>
  /\/l\/[\w-]+\.js$/.test(tag.get('src') ?? '') || tag.has('data-team');

function scriptFindings(tag: Tag, { pin, loader }: Expected): readonly SiteFinding[] {
  const src = tag.get('src') ?? '';
  const type = (tag.get('type') ?? '').toLowerCase();
  const runs = type === '' || /^(text|application)\/javascript$/.test(type);
  const isOurs = src.endsWith(loader.path);
  const integrity = (tag.get('integrity') ?? '').trim();
  const team = tag.get('data-team') ?? '';
  return [
    ...say(!runs, 'not-run'),
    ...say(originOf(src) === null, 'not-https'),
    ...say(integrity === '', 'no-integrity'),
    ...say(integrity !== '' && !INTEGRITY.test(integrity), 'bad-integrity'),
    ...say(
      INTEGRITY.test(integrity) && isOurs && integrity !== loader.integrity,
      'wrong-integrity',
    ),
    ...say(!tag.has('crossorigin'), 'no-crossorigin'),
    ...say(team === '', 'no-team'),
    ...say(team !== '' && team !== pin, 'wrong-team'),
    ...say(!isOurs, 'other-loader'),
  ];
}

/** A value the loader does not take counts as absent there; whoever wrote it wonders. */
const buttonFindings = (tag: Tag): readonly SiteFinding[] => [
  ...say(!/^(|#[0-9a-f]{6})$/i.test(tag.get('data-color') ?? ''), 'bad-color'),
  ...say(!/^(|left|right)$/.test(tag.get('data-side') ?? ''), 'bad-side'),
  ...say(!/^\d*$/.test(tag.get('data-radius') ?? ''), 'bad-radius'),
];

/** Policies in the page itself; each of them has to allow the chat. */
function policyFindings(html: string, src: string): readonly SiteFinding[] {
  const origin = originOf(src);
  if (origin === null) return [];
  const policies = tagsIn(html, 'meta')
    .filter((tag) => (tag.get('http-equiv') ?? '').toLowerCase() === 'content-security-policy')
    .map((tag) => directives(tag.get('content') ?? ''));
  const blocks = (names: readonly string[]): boolean =>
    policies.some((policy) => {
      const sources = names.map((name) => policy.get(name)).find((one) => one !== undefined);
      return sources !== undefined && !sources.some((source) => allows(source, origin));
    });
  return [
    ...say(blocks(['script-src-elem', 'script-src', 'default-src']), 'csp-script'),
    ...say(blocks(['frame-src', 'child-src', 'default-src']), 'csp-frame'),
  ];
}

const directives = (policy: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    policy.split(';').flatMap((part) => {
      const [name = '', ...sources] = part.trim().toLowerCase().split(/\s+/);
      return name === '' ? [] : [[name, sources] as const];
    }),
  );

function allows(source: string, origin: string): boolean {
  const { protocol, host } = new URL(origin);
  if (source === '*' || source === protocol) return true;
  const named = source.replace(/^[a-z]+:\/\//, '').replace(/\/.*$/, '');
  if (source.includes('://') && !source.startsWith(`${protocol}//`)) return false;
  return named.startsWith('*.') ? host.endsWith(named.slice(1)) : named === host;
}

function launcherIn(tag: Tag): Launcher {
  const color = tag.get('data-color') ?? '';
  const radius = tag.get('data-radius') ?? '';
  const labels = CHAT_LANGUAGES.flatMap((one) => {
    const label = tag.get(`data-label-${one}`);
    return label === undefined ? [] : [[one, label] as const];
  });
  return {
    chat: originOf(tag.get('src') ?? '') ?? '',
    color: isColour(color) ? color : startingLauncher.color,
    side: tag.get('data-side') === 'left' ? 'left' : 'right',
    radius: isRadius(radius) ? radius : startingLauncher.radius,
    labels: Object.fromEntries(labels),
  };
}

const say = (isSo: boolean, finding: SiteFinding): readonly SiteFinding[] =>
  isSo ? [finding] : [];
