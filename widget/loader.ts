import { style } from './loader/style.ts';
import type { FrameMessage } from './bridge.ts';
import { greetLater } from './loader/greet.ts';
import { makeLauncher } from './loader/launcher.ts';
import { make } from './loader/make.ts';
import { makePanel } from './loader/panel.ts';
import { readSettings, type Settings } from './loader/settings.ts';

/**
 * widget loader: the one script on the NGO's page, at most 3 kB gzipped.
 *
 * It asks the network, cookies and storage for nothing until somebody taps; then it opens the chat in
 * a frame on another origin and hears only the words of bridge.ts. As an entry file it does its work
 * at once; all it adds to the page is one element and `window.beistand`.
 */
function start(settings: Settings): void {
  const host = make('div');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];

  let { lang } = settings;
  let isOpen = false;
  let wasOpened = false;
  let lastEscape = 0;
  let left = 0;
  const { button, unread, speak } = makeLauncher(settings, root, () => show(!isOpen));
  const panel = makePanel(settings, hear, (narrow) => ({
    type: 'open',
    team: settings.team,
    lang,
    language: speak(''),
    narrow,
  }));

  function show(open: boolean): void {
    if (open === isOpen) return;
    isOpen = open;
    wasOpened = true;
    root.querySelector('p')?.remove();
    const hadFocus = document.activeElement === host;
    panel.show(open);
    button.ariaExpanded = `${open}`;
    unread(0);
    if (!open && hadFocus) button.focus();
  }

  /**
   * Out of sight first, then gone: the page is replaced, so Back does not return here. A second call would break off the
   * way that is being asked for, so it counts only when that has taken long.
   */
  const go = (): void => {
    if (Date.now() - left < LONG_MS) return;
    left = Date.now();
    host.remove();
    location.replace(navigator.onLine ? settings.leave : 'about:blank');
  };

  function hear(message: FrameMessage): void {
    const { type } = message;
    if (type === 'leave') go();
    if (type === 'close') {
      show(false);
      lastEscape = Date.now();
    }
    if (type === 'unread' && !isOpen) unread(message.n);
    if (type === 'language') speak(message.language);
  }

  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || event.repeat || !wasOpened) return;
      if (left || Date.now() - lastEscape < TWICE_WITHIN_MS) {
        // By itself a browser takes one more Escape as the wish to stop, and stays.
        event.preventDefault();
        document.body?.remove();
        panel.say({ type: 'leave' });
        setTimeout(go, CLEAR_WITHIN_MS);
      }
      show(false);
      lastEscape = Date.now();
    },
    true,
  );

  root.prepend(panel.element);
  greetLater(settings, root, () => (wasOpened ? null : settings.own('greet', speak(''))));
  // Not in the body: a page that builds itself anew replaces that one.
  document.documentElement.append(host);

  const beistand = {
    open: () => show(true),
    close: () => show(false),
    language: (tag: string) => {
      lang = speak(tag);
      panel.say({ type: 'language', language: lang });
    },
  };
  Object.defineProperty(window, NAME, { value: Object.freeze(beistand) });
}

/** All that a page may do with the chat; there is nothing in it to read. */
const NAME = 'beistand';
/** How long a page waits for its frame to clear before it is replaced anyway. */
const CLEAR_WITHIN_MS = 200;
/** A way out that takes longer is asked for again, if somebody wants it again. */
const LONG_MS = 5000;
/** Two Escapes within this are quick exit. */
const TWICE_WITHIN_MS = 1000;

const script = document.currentScript;
// A second snippet on the page adds nothing; an element of that id is no snippet.
if (script instanceof HTMLScriptElement && !Object.hasOwn(window, NAME)) {
  start(readSettings(script));
}
