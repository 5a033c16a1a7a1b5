import { MARK, readFrameMessage, type FrameMessage, type HostMessage } from '../bridge.ts';
import type { Settings } from './settings.ts';

/** widget loader: the frame and the words exchanged with it. The frame is made at the first opening. */
export interface Panel {
  readonly element: HTMLElement;
  readonly isOpen: () => boolean;
  readonly wasOpened: () => boolean;
  open(): void;
  close(): void;
  /** Asks the frame to clear; false when there is none that could answer. */
  clear(): boolean;
}

const NARROW = '(max-width:519px),(max-height:459px)';

/** `allow-modals` is there for printing the return code: without it a sandboxed frame cannot print. */
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-modals';

/**
 * On the website's own address the site could read along. Only who builds the site can come to see
 * this, so two languages are enough: the loader has 3 kB.
 */
const MISPLACED =
  'Der Chat ist hier falsch eingebaut und bleibt zu. The chat is built in wrongly and stays closed.';

/** Builds the empty panel. Nothing is requested until {@link Panel.open}. */
export function makePanel(settings: Settings, heard: (message: FrameMessage) => void): Panel {
  const element = document.createElement('section');
  element.hidden = true;
  element.className = settings.side;
  const narrow = matchMedia(NARROW);
  let frame: HTMLIFrameElement | undefined;
  let loaded = false;
  let opened = false;
  let wanted = 0;

  const say = (message: HostMessage): void =>
    frame?.contentWindow?.postMessage({ mark: MARK, ...message }, settings.frameOrigin);

  const tellOpen = (): void => {
    if (!loaded || element.hidden) return;
    const { team, lang, language } = settings;
    say({ type: 'open', team, lang, language, narrow: narrow.matches });
    frame?.focus();
  };

  /** A phone's keyboard shrinks only the visual viewport, so the sheet follows that one. */
  const place = (): void => {
    const view = visualViewport;
    element.className = narrow.matches ? (wanted > 0 ? 'sheet' : 'sheet full') : settings.side;
    const { style } = element;
    if (!narrow.matches || view === null) {
      style.top = style.height = '';
      return;
    }
    const height = wanted > 0 ? Math.min(wanted, view.height - 24) : view.height;
    style.height = `${height}px`;
    style.top = `${view.offsetTop + view.height - height}px`;
  };

  const make = (): void => {
    if (settings.frameOrigin === location.origin) {
      const sorry = document.createElement('p');
      sorry.role = 'alert';
      sorry.textContent = MISPLACED;
      element.replaceChildren(sorry);
      return;
    }
    if (frame !== undefined) return;
    frame = document.createElement('iframe');
    frame.setAttribute('sandbox', SANDBOX);
    frame.allow = 'clipboard-write';
    frame.referrerPolicy = 'no-referrer';
    frame.title = 'Chat';
    frame.addEventListener('load', () => {
      loaded = true;
      tellOpen();
    });
    frame.src = `${settings.frameOrigin}/f/`;
    element.append(frame);
  };

  addEventListener('message', ({ origin, source, data }) => {
    if (origin !== settings.frameOrigin || !frame || source !== frame.contentWindow) return;
    const message = readFrameMessage(data);
    if (message?.type === 'height') {
      wanted = message.px;
      place();
    } else if (message !== null) heard(message);
  });
  for (const event of ['resize', 'scroll']) visualViewport?.addEventListener(event, place);
  narrow.addEventListener('change', place);

  return {
    element,
    isOpen: () => !element.hidden,
    wasOpened: () => opened,
    open: () => {
      opened = true;
      element.hidden = false;
      place();
      make();
      tellOpen();
    },
    close: () => {
      element.hidden = true;
      say({ type: 'close' });
    },
    clear: () => {
      say({ type: 'leave' });
      return loaded;
    },
  };
}
