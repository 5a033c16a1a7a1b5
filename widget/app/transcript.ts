import { directionOf, localeOf, type Language } from './i18n/texts.ts';
import type { AllTexts } from './i18n/words.ts';
import { isShown } from './runs.ts';
import type { Shown, Tab } from './tab.ts';

/** What a transcript is written with. */
export interface TranscriptWords {
  readonly t: AllTexts;
  readonly language: Language;
  /** The team's name as the screen shows it. */
  readonly team: string;
}

/**
 * widget/app: what is in this tab as a file of the reporter's own. It is put together here and goes
 * nowhere; whatever anybody wrote is text in it and nothing else, set in so that no line of it passes for
 * another message. The return code is not in it.
 */
export function asText(tab: Tab, words: TranscriptWords): string {
  const { t } = words;
  const said = linesOf(tab, words).map(
    ({ head, text }) => `${head.join(' · ')}\n${indented(text)}\n`,
  );
  return [`${t.frameTitle} · ${oneLine(words.team)}`, t.saveFile, '', ...said].join('\n');
}

/** The same as a page: one file, no script, and a policy that lets it fetch nothing. */
export function asHtml(tab: Tab, words: TranscriptWords): string {
  const { t, language, team } = words;
  const said = linesOf(tab, words).map(
    ({ by, head, text }) =>
      `<li class="${by}"><b dir="auto">${head.map(escaped).join(' · ')}</b><p dir="auto">${escaped(text)}</p></li>`,
  );
  return `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escaped(t.frameTitle)}</title>
<style>${STYLE}</style>
<h1 dir="auto">${escaped(oneLine(team))}</h1>
<p>${escaped(t.saveFile)}</p>
<ol>
${said.join('\n')}
</ol>
</html>
`;
}

interface Line {
  readonly by: Shown['by'];
  /** Who, when, and what became of it. */
  readonly head: readonly string[];
  readonly text: string;
}

function linesOf(tab: Tab, { t, language, team }: TranscriptWords): readonly Line[] {
  const time = new Intl.DateTimeFormat(localeOf(language), {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return tab.talk.flatMap((shown): readonly Line[] => {
    if (shown.text === null || !isShown(shown)) return [];
    const again = shown.repeated === true ? [t.repeated] : [];
    const at = time.format(shown.at);
    if (shown.by === 'team') {
      return [
        {
          by: 'team',
          head: [oneLine(shown.alias) || oneLine(team), at, ...again],
          text: named(shown),
        },
      ];
    }
    const stars = shown.stars > 0 ? [t.rated(shown.stars)] : [];
    const text = [...stars, named(shown)].filter((part) => part !== '').join('\n');
    return [{ by: 'me', head: [t.you, at, t[shown.state], ...again], text }];
  });
}

/** The words, or the name of a file: the file itself is not in a transcript. */
const named = ({ file, text }: Shown): string =>
  file === undefined ? (text ?? '') : `📎 ${oneLine(text ?? '')}`;

/** Whatever somebody is called, it is one line, and turns nothing round that stands beside it (PROTOCOL §4). */
const oneLine = (name: string): string =>
  name
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();

/** Every line set in, by everything that any editor begins a line at. */
const indented = (text: string): string =>
  text.replace(/^|\r\n|[\n\r\v\f\u0085\u2028\u2029]/g, (end) => (end === '' ? '  ' : '\n  '));

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const STYLE =
  'body{max-width:42em;margin:2em auto;padding:0 1em;font:1em/1.5 sans-serif}' +
  'ol{list-style:none;padding:0}li{margin-block:1em;padding-inline-start:1em;border-inline-start:4px solid #999}' +
  '.me{border-color:#0f5d57}p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}b{font-size:.8em}';

/** Hands a file to the browser as a download. Its name says nothing about what is in it. */
export function saveFile(kind: 'html' | 'txt', content: string): void {
  const type = kind === 'html' ? 'text/html' : 'text/plain';
  const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `chat.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
}

/** A slow browser may still be reading. */
const KEEP_MS = 60_000;
