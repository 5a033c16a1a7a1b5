import { render } from 'preact';
import { ProtocolError } from '../../protocol/errors.ts';
import { equalPins, parsePin, type TeamPin } from '../../protocol/team/pin.ts';
import type { HostMessage } from '../bridge.ts';
import { startEngine, type Engine } from './engine.ts';
import { isReadable, meetHost } from './host.ts';
import { languageOf, loadTexts, type Language, type Texts } from './i18n/texts.ts';
import { browserStore } from './store.ts';
import { App, type Later } from './view/App.tsx';

/**
 * widget/app: puts the frame together. The entry file, so it does its work at once: one engine, one
 * screen, one ear for the page around it.
 */
const language = languageOf(navigator.language) ?? 'de';
const pinText = meta('beistand-team');
const pin = readPin(pinText);
const origins = meta('beistand-relay')
  .split(/[\s,]+/)
  .filter((origin) => origin !== '');

if (pin === null || origins.length === 0 || isReadable()) {
  void refuse();
} else {
  void start(pin);
}

/** The frame stands where it must not: it says so, and starts nothing. */
async function refuse(): Promise<void> {
  const [{ Misplaced }, t] = await Promise.all([import('./view/later.ts'), loadTexts(language)]);
  render(<Misplaced t={t} />, document.body);
}

async function start(team: TeamPin): Promise<void> {
  const store = browserStore();
  const frameDate = Number(meta('beistand-date')) || undefined;
  const engine = startEngine({ pin: team, pinText, origins, frameDate, language }, store);
  const panel = { open: false, narrow: false };
  let words: { readonly language: Language; readonly t: Texts } | null = null;
  let later: Later = null;
  let gone = false;
  let lastEscape = 0;
  let theirs = 0;

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
        later={later}
        narrow={panel.narrow}
        open={panel.open}
        onClose={close}
        onLeave={leave}
        onHeight={height}
      />,
      document.body,
    );
  };

  function hear(message: HostMessage): void {
    if (message.type === 'leave') return leave();
    panel.open = message.type === 'open';
    if (message.type === 'open') {
      if (!agrees(message.team, team)) engine.misplaced();
      panel.narrow = message.narrow;
      const wish = languageOf(message.language);
      if (store.language() === null && wish !== null) engine.speak(wish);
    }
    show();
  }

  engine.onChange(() => {
    const count = countTheirs(engine);
    if (count > theirs && !panel.open) host.say({ type: 'open' });
    theirs = count;
  });
  /** The words follow the language; where they cannot be fetched, those on screen stay. */
  const speak = async (): Promise<void> => {
    const wanted = engine.state().language;
    if (words?.language === wanted) return;
    const t = await loadTexts(wanted).catch(() => null);
    if (t === null || wanted !== engine.state().language) return;
    if (words !== null) host.say({ type: 'language', language: wanted });
    words = { language: wanted, t };
    show();
  };
  engine.onChange(() => void speak());

  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    if (event.timeStamp - lastEscape < TWICE_WITHIN_MS && lastEscape > 0) return leave();
    lastEscape = event.timeStamp;
    if (!event.defaultPrevented) host.say({ type: 'close' });
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') engine.probe();
  });
  await speak();
  later = await fetchLater();
  show();
}

/** The rest of the views. A tunnel must not keep them away for good, so it asks again. */
async function fetchLater(): Promise<Later> {
  for (;;) {
    try {
      return await import('./view/later.ts');
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

/** Two Escapes within this are quick exit, here as on the page. */
const TWICE_WITHIN_MS = 1000;
/** When nobody around us replaces the page, this frame at least empties itself. */
const GONE_MS = 400;
const AGAIN_MS = 2000;

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

function readPin(text: string): TeamPin | null {
  try {
    return parsePin(text);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

function agrees(text: string, team: TeamPin): boolean {
  const snippet = readPin(text);
  return snippet !== null && equalPins(snippet, team);
}

const countTheirs = (engine: Engine): number =>
  engine.state().tab?.talk.filter((shown) => shown.by === 'team' && shown.text !== null).length ??
  0;
