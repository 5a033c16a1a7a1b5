import type { FrameMessage } from './bridge.ts';
import { makePanel } from './loader/panel.ts';
import { isLanguage, readSettings, type Settings } from './loader/settings.ts';
import { style } from './loader/style.ts';

/**
 * widget loader: the one script on the NGO's page, at most 3 kB gzipped.
 *
 * It asks the network, cookies and storage for nothing until somebody taps; then it opens the chat in
 * a frame on another origin and hears only the words of bridge.ts. As an entry file it does its work
 * at once; all it adds to the page is one element.
 */
function start(settings: Settings): void {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];

  const button = makeButton(settings);
  const panel = makePanel(settings, hear);

  const show = (open: boolean): void => {
    if (open) panel.open();
    else panel.close();
    button.setAttribute('aria-expanded', String(open));
    button.classList.remove('new');
    if (!open) button.focus();
  };

  /** Out of sight first, then gone: the page is replaced, so Back does not return here. */
  const go = (): void => {
    host.remove();
    location.replace(navigator.onLine ? settings.leave : 'about:blank');
  };

  const leave = (): void => {
    document.documentElement.style.setProperty('visibility', 'hidden', 'important');
    if (panel.clear()) setTimeout(go, CLEAR_WITHIN_MS);
    else go();
  };

  function hear(message: FrameMessage): void {
    if (message.type === 'leave') go();
    if (message.type === 'close') {
      lastEscape = Date.now();
      show(false);
    }
    if (message.type === 'open') button.classList.toggle('new', !panel.isOpen());
    if (message.type === 'language') label(button, settings, message.language);
  }

  let lastEscape = 0;
  addEventListener(
    'keydown',
    ({ key }) => {
      if (key !== 'Escape' || !panel.wasOpened()) return;
      if (Date.now() - lastEscape < TWICE_WITHIN_MS) leave();
      else if (panel.isOpen()) show(false);
      lastEscape = Date.now();
    },
    true,
  );

  button.addEventListener('click', () => show(!panel.isOpen()));
  // What is not the frame is the dimmed page around a sheet.
  panel.element.addEventListener('click', () => show(false));
  root.append(panel.element, button);
  document.body.append(host);
}

/** How long a page waits for its frame to clear before it is replaced anyway. */
const CLEAR_WITHIN_MS = 200;
/** Two Escapes within this are quick exit. */
const TWICE_WITHIN_MS = 1000;

function makeButton(settings: Settings): HTMLButtonElement {
  const button = document.createElement('button');
  button.className = settings.side;
  button.type = 'button';
  button.setAttribute('aria-expanded', 'false');
  button.style.background = settings.color;
  button.style.color = settings.ink;
  button.style.borderRadius = `${settings.radius}px`;
  const text = document.createElement('span');
  button.append(text, document.createElement('i'));
  label(button, settings, settings.language);
  return button;
}

function label(button: HTMLButtonElement, settings: Settings, language: string): void {
  if (!isLanguage(language)) return;
  const [text] = button.children;
  if (text !== undefined) text.textContent = settings.label(language);
  button.lang = language;
  button.dir = 'auto';
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  const settings = readSettings(script, document);
  if (document.body !== null) start(settings);
  else addEventListener('DOMContentLoaded', () => start(settings));
}
