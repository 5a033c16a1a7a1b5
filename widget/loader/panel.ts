import {
  MARK,
  readFrameMessage,
  type FrameMessage,
  type HostMessage,
  type OpenMessage,
} from '../bridge.ts';
import { make } from './make.ts';
import type { Settings } from './settings.ts';

/** widget loader: the frame and the words exchanged with it. The frame is made at the first opening. */
export interface Panel {
  /** Hidden while the chat is closed. */
  readonly element: HTMLElement;
  readonly show: (open: boolean) => void;
  /** Lost where there is no frame yet. */
  readonly say: (message: HostMessage) => void;
}

/** Browsers too let no tap through to a frame that moved a moment ago. */
const SETTLE_MS = 1000;
const NARROW = '(max-width:519px),(max-height:459px)';

/**
 * `allow-modals` is there for printing the return code: without it a sandboxed frame cannot print.
 * What the frame opens is a page of its own and leaves the sandbox: quick exit from there, and pages
 * behind links, need not live in it (ADR 0021).
 */
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-downloads allow-popups allow-popups-to-escape-sandbox allow-modals';

/**
 * On the website's own address the site could read along. Only who builds the site can come to see
 * this, so few words are enough: the loader has 3 kB.
 */
const MISPLACED = 'Chat falsch eingebaut';

/** Builds the empty panel; nothing is requested until {@link Panel.show}. `opening` is said with every opening. */
export function makePanel(
  { chat, side }: Settings,
  heard: (message: FrameMessage) => void,
  opening: (narrow: boolean) => OpenMessage,
): Panel {
  const element = make('section', {
    hidden: true,
    className: side,
    // What is not the frame is the dimmed page around a sheet; a tap on a sheet that just grew is not meant for it.
    onclick: () => Date.now() - placed > SETTLE_MS && heard({ type: 'close' }),
  });
  const narrow = matchMedia(NARROW);
  const view = visualViewport;
  /** Once it can hear us. */
  let frame: HTMLIFrameElement | undefined;
  /** What the frame asks for, once it has said anything. */
  let wanted: number | undefined;
  let placed = 0;

  const say = (message: HostMessage): void =>
    frame?.contentWindow?.postMessage({ mark: MARK, ...message }, chat);

  const tellOpen = (): void => {
    if (element.hidden) return;
    say(opening(narrow.matches));
    // Once more would take the caret out of the field in it.
    if ((element.getRootNode() as ShadowRoot).activeElement !== frame) frame?.focus();
  };

  /** A phone's keyboard shrinks only the visual viewport, so the sheet follows that one. */
  const place = (): void => {
    if (!view) return;
    const { height, offsetTop } = view;
    const tall = Math.min(wanted || height, height);
    const isSheet = narrow.matches;
    placed = Date.now();
    element.className = isSheet ? `sheet ${tall < height ? '' : 'full'}` : side;
    element.style.cssText = isSheet ? `height:${tall}px;top:${offsetTop + height - tall}px` : '';
  };

  const fill = (): void => {
    if (chat === location.origin) element.textContent = MISPLACED;
    // A frame that never said a word came to nothing, as one does without a network.
    else if (wanted === undefined || !element.firstChild) {
      const made = make('iframe', {
        sandbox: SANDBOX,
        allow: 'clipboard-write',
        referrerPolicy: 'no-referrer',
        title: 'Chat',
        src: `${chat}/f/?${opening(false).language}`,
        onload: () => {
          frame = made;
          tellOpen();
        },
      });
      element.replaceChildren(made);
    }
  };

  addEventListener('message', ({ origin, source, data }) => {
    if (origin !== chat || source !== frame?.contentWindow) return;
    const message = readFrameMessage(data);
    if (message?.type === 'height') {
      wanted = message.px;
      place();
    } else if (message) heard(message);
  });
  view?.addEventListener('resize', place);
  view?.addEventListener('scroll', place);

  return {
    element,
    show: (open) => {
      element.hidden = !open;
      if (!open) return say({ type: 'close' });
      place();
      fill();
      tellOpen();
    },
    say,
  };
}
