import { render } from 'preact';
import { App, type Later } from '../app/view/App.tsx';
import * as views from '../app/view/later.ts';
import { directionOf, loadTexts, type Language, type Texts } from '../app/i18n/texts.ts';
import { makeLauncher } from '../loader/launcher.ts';
import { inkOn } from '../loader/settings.ts';
import { style } from '../loader/style.ts';
import { showScheme } from './scheme.ts';
import { stillEngine, stillFiles } from './still-engine.ts';
import { launcherLanguage, PREVIEW_MARK, readWanted, type Wanted } from './wanted.ts';

/**
 * widget/preview: the chat's own views over a draft of the profile, for the editor in the desktop app
 * (ADR 0026). The entry file, so it does its work at once: it hears the window around it and nobody else.
 */
const engine = stillEngine();
/** Said with `ready`: which loader the same sources make, so that the editor can write the snippet. */
declare const BEISTAND_LOADER: { readonly path: string; readonly integrity: string };

interface Words {
  readonly language: Language;
  readonly t: Texts;
  readonly later: NonNullable<Later>;
}

let words: Words | null = null;
let wanted: Wanted | null = null;

async function wordsIn(language: Language): Promise<Words> {
  const [t, more] = await Promise.all([loadTexts(language), views.loadLaterTexts(language)]);
  return { language, t, later: { ...views, makeFiles: stillFiles, t: { ...t, ...more } } };
}

/** Draws what is wanted now; a language that comes late and is no longer wanted is not drawn. */
async function draw(): Promise<void> {
  if (wanted === null) return;
  const { language } = wanted;
  if (words?.language !== language) {
    const said = await wordsIn(language);
    if (wanted.language !== language) return;
    words = said;
  }
  const { documentElement } = document;
  documentElement.lang = language;
  documentElement.dir = directionOf(language);
  // What the profile no longer says must not stay from before.
  documentElement.removeAttribute('style');
  showScheme(wanted.dark);
  drawLauncher(wanted);
  engine.show(wanted);
  if (wanted.launcher === null) drawChat(words, wanted);
  else render(null, document.body);
}

const drawChat = (said: Words, { narrow }: Wanted): void =>
  render(
    <App
      engine={engine}
      t={said.t}
      language={said.language}
      later={said.later}
      narrow={narrow}
      // Nobody has opened it: the focus stays with whoever is writing in the editor.
      open={false}
      onClose={nothing}
      onLeave={nothing}
      onHeight={nothing}
      onLanguage={(chosen) => say({ type: 'language', language: chosen })}
      moved={null}
      mover={() => null}
      sound={false}
      onSound={nothing}
    />,
    document.body,
  );

/** The loader's own button in a shadow of its own, as on the website. */
function drawLauncher({ launcher, language }: Wanted): void {
  host?.remove();
  host = null;
  if (launcher === null) return;
  const { color, radius, side, label } = launcher;
  host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  const own = (name: 'label' | 'greet'): string | null =>
    name === 'label' && label !== '' ? label : null;
  const settings = { team: '', chat: '', lang: language, greet: Number.NaN, leave: '' };
  makeLauncher(
    {
      ...settings,
      color,
      ink: inkOn(color),
      radius,
      side,
      language: launcherLanguage(language),
      own,
    },
    root,
    nothing,
  );
  document.documentElement.append(host);
}

let host: HTMLElement | null = null;
const nothing = (): void => undefined;

type Said =
  | { readonly type: 'ready'; readonly loader: typeof BEISTAND_LOADER }
  | { readonly type: 'language'; readonly language: Language };

/** To the window around us. Only the editor may be that: `frame-ancestors` lets nobody else show this page. */
const say = (said: Said): void => parent.postMessage({ mark: PREVIEW_MARK, ...said }, '*');

addEventListener('message', (event) => {
  if (event.source !== parent) return;
  const read = readWanted(event.data);
  if (read === null) return;
  wanted = read;
  void draw();
});
say({ type: 'ready', loader: BEISTAND_LOADER });
