import { render } from 'preact';
import { ProtocolError } from '../../protocol/errors.ts';
import { equalPins, parsePin, type TeamPin } from '../../protocol/team/pin.ts';
import type { HostMessage } from '../bridge.ts';
import { startEngine, type Engine } from './engine.ts';
import { isReadable, meetHost } from './host.ts';
import { languageOf, texts } from './i18n/texts.ts';
import { browserStore } from './store.ts';
import { App } from './view/App.tsx';
import { Misplaced } from './view/Refused.tsx';

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
  render(<Misplaced t={texts[language]} />, document.body);
} else {
  start(pin);
}

function start(team: TeamPin): void {
  const store = browserStore();
  const frameDate = Number(meta('beistand-date')) || undefined;
  const engine = startEngine({ pin: team, pinText, origins, frameDate, language }, store);
  const panel = { open: false, narrow: false };
  let lastEscape = 0;
  let theirs = 0;

  const host = meetHost((message) => hear(message));

  const leave = (): void => {
    engine.leave();
    render(null, document.body);
    host.say({ type: 'leave' });
    setTimeout(() => location.replace('about:blank'), GONE_MS);
  };

  const show = (): void => {
    render(
      <App
        engine={engine}
        narrow={panel.narrow}
        open={panel.open}
        onClose={() => host.say({ type: 'close' })}
        onLeave={leave}
        onHeight={(px) => host.say({ type: 'height', px })}
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
  let spoken = engine.state().language;
  engine.onChange(() => {
    const now = engine.state().language;
    if (now !== spoken) host.say({ type: 'language', language: now });
    spoken = now;
  });

  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    if (event.timeStamp - lastEscape < TWICE_WITHIN_MS && lastEscape > 0) return leave();
    lastEscape = event.timeStamp;
    if (!event.defaultPrevented) host.say({ type: 'close' });
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') engine.probe();
  });
  show();
}

/** Two Escapes within this are quick exit, here as on the page. */
const TWICE_WITHIN_MS = 1000;
/** When nobody around us replaces the page, this frame at least empties itself. */
const GONE_MS = 400;

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
