import { render } from 'preact';
import type { HostMessage } from '../bridge.ts';
import { earlyEngine } from './early.ts';
import type { Engine } from './engine.ts';
import { isReadable, meetHost } from './host.ts';
import { directionOf, loadTexts, type Language, type Texts } from './i18n/texts.ts';
import { insist } from './insist.ts';
import { browserStore, type Store } from './store.ts';
import { App, type Later } from './view/App.tsx';
import { browsersLanguage, whichLanguage, type LanguageWishes } from './which-language.ts';

/**
 * widget/app: puts the frame together. The entry file, so it does its work at once: the first picture
 * from what the tab kept, then the engine with all cryptography, one ear for the page around it.
 */
const pinText = meta('beistand-team');
const origins = meta('beistand-relay')
  .split(/[\s,]+/)
  .filter((origin) => origin !== '');
const page = browsersLanguage(navigator.languages);

/** The frame stands where it must not: it says so, and starts nothing. */
async function refuse(): Promise<void> {
  const language = whichLanguage({ chosen: null, snippet: '', team: null, page });
  const [{ Misplaced }, t] = await Promise.all([import('./view/later.ts'), loadTexts(language)]);
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  render(<Misplaced t={t} />, document.body);
}

async function start(): Promise<void> {
  const store = browserStore();
  const wishes = { chosen: store.language(), snippet: '', team: store.teamLanguage(), page };
  const language = whichLanguage(wishes);
  const frameDate = Number(meta('beistand-date')) || undefined;
  const picture = nextPicture();
  const promised = picture.seen
    .then(() => insist(() => import('./engine.ts')))
    .then(({ startEngine }) => startEngine({ pinText, origins, frameDate, language }, store));
  const tab = store.tab(pinText.slice(0, TEAM_DIGITS));
  const early = earlyEngine(promised, store, { tab, language });
  const frame = drawFrame(early, { store, wishes, drawn: picture.drawn });
  frame.takeLater(insist(() => import('./view/later.ts')));
  frame.takeEngine(await promised);
}

/** Lets what takes computing wait until the first picture has been painted. */
function nextPicture(): { readonly seen: Promise<void>; readonly drawn: () => void } {
  let drawn = (): void => undefined;
  const seen = new Promise<void>((resolve) => {
    drawn = () => {
      requestAnimationFrame(() => setTimeout(resolve));
      // Where nothing is painted, as in a tab behind another, no frame ever comes.
      setTimeout(resolve, PICTURE_MS);
    };
  });
  return { seen, drawn: () => drawn() };
}

interface Frame {
  readonly takeEngine: (engine: Engine) => void;
  readonly takeLater: (later: Promise<NonNullable<Later>>) => void;
}

interface Around {
  readonly store: Store;
  /** What was said about the language when the frame was left. */
  readonly wishes: LanguageWishes;
  readonly drawn: () => void;
}

/** The screen, first over an engine that is still coming. */
function drawFrame(early: Engine, { store, drawn, ...around }: Around): Frame {
  const panel = { open: false, narrow: false };
  let engine = early;
  let words: { readonly language: Language; readonly t: Texts } | null = null;
  let later: Later = null;
  let gone = false;
  let { wishes } = around;
  let lastEscape = 0;
  let theirs = countTheirs(early);

  const host = meetHost((message) => hear(message));
  const close = (): void => host.say({ type: 'close' });
  const height = (px: number): void => host.say({ type: 'height', px });

  const leave = (): void => {
    gone = true;
    engine.leave();
    render(null, document.body);
    host.say({ type: 'leave' });
    setTimeout(() => location.replace('about:blank'), GONE_MS);
  };

  const show = (): void => {
    if (words === null || gone) return;
    render(
      <App
        engine={engine}
        t={words.t}
        language={words.language}
        later={later}
        narrow={panel.narrow}
        open={panel.open}
        onClose={close}
        onLeave={leave}
        onHeight={height}
        onLanguage={choose}
      />,
      document.body,
    );
  };

  /** The words follow the language; where they cannot be fetched, those on screen stay. */
  const speak = async (): Promise<void> => {
    const wanted = whichLanguage(wishes);
    if (words?.language === wanted) return;
    const t = await loadTexts(wanted).catch(() => null);
    if (t === null || wanted !== whichLanguage(wishes)) return;
    words = { language: wanted, t };
    host.say({ type: 'language', language: wanted });
    show();
    drawn();
  };

  /** Somebody said which language to speak; whose word counts is whichLanguage's. */
  const wish = (said: Partial<LanguageWishes>, keep = false): void => {
    wishes = { ...wishes, ...said };
    const language = whichLanguage(wishes);
    if (keep || language !== engine.state().language) engine.speak(language, keep);
    void speak();
  };
  const choose = (language: Language): void => wish({ chosen: language }, true);

  function hear(message: HostMessage): void {
    if (message.type === 'leave') return leave();
    panel.open = message.type === 'open';
    if (message.type === 'open') {
      if (message.team !== pinText) engine.misplaced();
      panel.narrow = message.narrow;
      wish({ snippet: message.lang, page: message.language });
    }
    show();
  }

  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    if (event.timeStamp - lastEscape < TWICE_WITHIN_MS && lastEscape > 0) return leave();
    lastEscape = event.timeStamp;
    if (!event.defaultPrevented) close();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') engine.probe();
  });
  void speak();

  return {
    takeEngine: (ready) => {
      if (gone) return ready.leave();
      engine = ready;
      engine.onChange(() => {
        const count = countTheirs(engine);
        if (count > theirs && !panel.open) host.say({ type: 'open' });
        theirs = count;
        const team = engine.state().face.language;
        if (team === null || team === wishes.team) return;
        store.saveTeamLanguage(team);
        wish({ team });
      });
      show();
    },
    takeLater: (coming) =>
      void coming.then((views) => {
        later = views;
        show();
      }),
  };
}

/** A first picture takes no longer, or is not painted at all. */
const PICTURE_MS = 150;
/** A pin begins with the team's id. */
const TEAM_DIGITS = 32;
/** Two Escapes within this are quick exit, here as on the page. */
const TWICE_WITHIN_MS = 1000;
/** When nobody around us replaces the page, this frame at least empties itself. */
const GONE_MS = 400;

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

const countTheirs = (engine: Engine): number =>
  engine.state().tab?.talk.filter((shown) => shown.by === 'team' && shown.text !== null).length ??
  0;

// Last, when every constant above has its value.
if (!/^[0-9a-f.]{162}$/.test(pinText) || origins.length === 0 || isReadable()) void refuse();
else void start();
