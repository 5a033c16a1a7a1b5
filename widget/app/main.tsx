import { render } from 'preact';
import type { HostMessage } from '../bridge.ts';
import type { Engine } from './engine.ts';
import { hireEngine } from './hire.ts';
import { isReadable, meetHost, TWICE_WITHIN_MS } from './host.ts';
import { directionOf, languageOf, loadTexts, type Language, type Texts } from './i18n/texts.ts';
import { insist } from './insist.ts';
import { browserStore, type PageStore } from './page-store.ts';
import { remoteEngine } from './remote-engine.ts';
import type { FrameSide, Moved, OwnWindow } from './move.ts';
import { App, type Later } from './view/App.tsx';
import type * as LaterViews from './view/later.ts';
import { browsersLanguage, whichLanguage, type LanguageWishes } from './which-language.ts';

/**
 * widget/app: puts the frame together. The entry file, so it does its work at once: the engine, which
 * loads in a thread of its own; the first picture from what the tab kept; one ear for the page around it.
 */
const pinText = meta('beistand-team');
const origins = meta('beistand-relay')
  .split(/[\s,]+/)
  .filter((origin) => origin !== '');
const { documentElement } = document;
/** The page came with its first picture: in the language of the page around us. */
const drawn = document.querySelector('textarea');
const page = drawn ? documentElement.lang : browsersLanguage(navigator.languages);

/** The frame stands where it must not: it says so, and starts nothing. */
async function refuse(): Promise<void> {
  const language = whichLanguage({ chosen: null, snippet: '', team: null, page });
  const { loadLaterTexts, Misplaced } = await import('./view/later.ts');
  const t = await loadLaterTexts(language);
  writeIn(language);
  document.body.replaceChildren();
  render(<Misplaced t={t} />, document.body);
}

function writeIn(language: Language): void {
  documentElement.lang = language;
  documentElement.dir = directionOf(language);
}

/** Alone in a window we are only where our frame opened it, or where it left us what it had. */
async function startAlone(): Promise<void> {
  const { arrive } = await insist(() => import('./move.ts'));
  const own = await arrive();
  const left = Object.keys(browserStore().everything().session ?? {});
  if (own === null || (own.kept === null && left.length === 0)) await refuse();
  else start(own);
}

/** `own` is the window of its own this is, where it is one. */
function start(own: OwnWindow | null): void {
  const store = browserStore(own !== null);
  if (own?.kept) store.putAll(own.kept);
  const wishes = {
    chosen: store.language(),
    snippet: own?.language ?? '',
    team: store.teamLanguage(),
    page,
  };
  const language = whichLanguage(wishes);
  const frameDate = Number(meta('beistand-date')) || undefined;
  const settings = { pinText, origins, frameDate, language };
  const engine = remoteEngine(hireEngine, store, settings);
  const frame = drawFrame(engine, { store, wishes, own });
  void insist(() => import('./view/later.ts')).then(frame.takeLater);
}

interface Frame {
  readonly takeLater: (views: typeof LaterViews) => void;
}

/** What the frame says in one language, as far as it is needed: the views that came later bring more. */
interface Words {
  readonly language: Language;
  readonly t: Texts;
  readonly views: typeof LaterViews | null;
  readonly later: Later;
}

async function wordsIn(language: Language, views: typeof LaterViews | null): Promise<Words> {
  const [t, more] = await Promise.all([
    loadTexts(language),
    views === null ? null : views.loadLaterTexts(language),
  ]);
  const later = views && more && { ...views, t: { ...t, ...more } };
  return { language, t, views, later };
}

interface Around {
  readonly store: PageStore;
  /** What was said about the language when the frame was left. */
  readonly wishes: LanguageWishes;
  readonly own: OwnWindow | null;
}

/** The screen over the engine. */
function drawFrame(engine: Engine, { store, own, ...around }: Around): Frame {
  const panel = { open: own !== null, narrow: false };
  /** Where the conversation is, while it is in a window of its own. */
  let moved: Moved | null = null;
  let words: Words | null = null;
  let views: typeof LaterViews | null = null;
  let gone = false;
  let field = drawn;
  let { wishes } = around;
  let lastEscape = 0;
  let theirs = countTheirs(engine);
  let heard = theirs;
  let sound = store.sound();

  const host = meetHost((message) => hear(message));
  const close = (): void => host.say({ type: 'close' });
  const height = (px: number): void => host.say({ type: 'height', px });

  const leave = (): void => {
    gone = true;
    engine.leave();
    render(null, document.body);
    // Also what the page brought, where nothing has been drawn over it yet.
    document.body.replaceChildren();
    moved?.leave();
    own?.leave();
    host.say({ type: 'leave' });
    setTimeout(() => location.replace('about:blank'), GONE_MS);
  };

  /** What was typed before any of this was here stays in the field; an Enter could not send it yet, and broke the line. */
  const takeOver = (): void => {
    if (field?.value) store.saveDraft(store.draft() + field.value.replace(/\n+$/, ''));
    // So does the language that somebody chose.
    const said = field && document.querySelector('select')?.value;
    field = null;
    const chosen = said && said !== page ? languageOf(said) : null;
    if (chosen) choose(chosen);
  };
  const pressAgain = (): void => {
    const { pressed } = globalThis;
    globalThis.pressed = undefined;
    pressed?.click();
  };

  const show = (): void => {
    if (words === null || gone) return;
    takeOver();
    render(
      <App
        engine={engine}
        t={words.t}
        language={words.language}
        later={words.later}
        narrow={panel.narrow}
        open={panel.open}
        onClose={own ? null : close}
        onLeave={leave}
        onHeight={height}
        onLanguage={choose}
        sound={sound}
        moved={moved}
        mover={() => views?.mover(engine, own, frameSide) ?? null}
        onSound={(on) => {
          sound = on;
          store.saveSound(on);
          if (on) ring();
          show();
        }}
      />,
      document.body,
    );
    pressAgain();
  };

  /** The words follow the language and the views; where they cannot be fetched, those on screen stay. */
  const speak = async (): Promise<void> => {
    const [wanted, withViews] = [whichLanguage(wishes), views];
    if (words?.language === wanted && words.views === withViews) return;
    const said = await wordsIn(wanted, withViews);
    if (wanted !== whichLanguage(wishes) || withViews !== views) return;
    words = said;
    writeIn(wanted);
    host.say({ type: 'language', language: wanted });
    show();
  };

  /** Somebody said which language to speak; whose word counts is whichLanguage's. */
  const wish = (said: Partial<LanguageWishes>, keep = false): void => {
    wishes = { ...wishes, ...said };
    const language = whichLanguage(wishes);
    if (keep || language !== engine.state().language) engine.speak(language, keep);
    void speak().catch(() => undefined);
  };
  const choose = (language: Language): void => wish({ chosen: language }, true);

  function hear(message: HostMessage): void {
    if (message.type === 'leave') return leave();
    if (message.type === 'language') return wish({ snippet: message.language });
    panel.open = message.type === 'open';
    if (message.type === 'open') {
      theirs = countTheirs(engine);
      if (message.team !== pinText) engine.misplaced();
      panel.narrow = message.narrow;
      wish({ snippet: message.lang, page: message.language });
    }
    show();
  }

  const frameSide: FrameSide = {
    language: () => whichLanguage(wishes),
    moved: (to) => {
      moved = to;
      show();
      close();
    },
    home: (kept) => {
      moved = null;
      // What comes back has been seen and heard there.
      theirs = heard = Infinity;
      engine.takeOver(kept);
      sound = store.sound();
      wish({ chosen: store.language() });
      show();
    },
    leave,
  };
  own?.begin(engine, store.clear, leave);

  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    if (event.timeStamp - lastEscape < TWICE_WITHIN_MS && lastEscape > 0) return leave();
    lastEscape = event.timeStamp;
    if (!event.defaultPrevented) close();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') engine.probe();
  });
  addEventListener('online', () => engine.network(true));
  addEventListener('offline', () => engine.network(false));
  void insist(speak);

  engine.onChange(() => {
    if (gone) return;
    const count = countTheirs(engine);
    if (count > heard && sound && !(panel.open && document.hasFocus())) ring();
    heard = count;
    if (panel.open || count < theirs) theirs = count;
    else if (count > theirs) host.say({ type: 'unread', n: count - theirs });
    const team = engine.state().face.language;
    if (team === null || team === wishes.team) return;
    store.saveTeamLanguage(team);
    wish({ team });
  });

  return {
    takeLater: (come) => {
      views = come;
      void insist(speak);
    },
  };
}

/** When nobody around us replaces the page, this frame at least empties itself. */
const GONE_MS = 400;

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

const ring = (): void => void import('./sound.ts').then((one) => one.ring()).catch(() => undefined);

const countTheirs = (engine: Engine): number =>
  engine
    .state()
    .tab?.talk.filter((shown) => shown.by === 'team' && shown.text !== null && !shown.repeated)
    .length ?? 0;

// Last, when every constant above has its value.
if (!/^[0-9a-f.]{162}$/.test(pinText) || origins.length === 0) void refuse();
else if (parent === window) void startAlone();
else if (isReadable()) void refuse();
else start(null);
