import { MARK, type FrameMessage } from '../bridge.ts';
import { TWICE_WITHIN_MS } from './host.ts';

/**
 * widget/app: what there is until the scripts are here. The one script within the page (ADR 0025).
 *
 * It puts what the template holds in its place once the first picture stands, and keeps what the page around it says
 * meanwhile for host.ts. Whoever wants to be gone is gone at once, also on a line that brings nothing more.
 */
const PAINT_WITHIN_MS = 200;

const rest = document.querySelector('template')?.content ?? '';
const go = (): void => document.head.append(rest);

/** Nothing in it is for the page's eyes only, and nobody has said yet where we are. */
const say = (message: FrameMessage): void => parent.postMessage({ mark: MARK, ...message }, '*');

function leave(): void {
  for (const shelf of ['localStorage', 'sessionStorage'] as const) {
    try {
      window[shelf].clear();
    } catch {}
  }
  document.body.replaceChildren();
  stop();
  say({ type: 'leave' });
  location.replace('about:blank');
}

/** A frame that said nothing is made anew at the next opening. Not so one with words in it, once the page can hear it. */
let isTyped = false;
const stay = (): void => {
  if (isTyped && globalThis.heard?.length) say({ type: 'height', px: 0 });
};

globalThis.heard = [];
addEventListener('message', (event: MessageEvent<{ mark?: unknown; type?: unknown } | null>) => {
  if (!globalThis.heard || event.source !== parent) return;
  if (event.data?.mark === MARK && event.data.type === 'leave') leave();
  else globalThis.heard.push(event);
  stay();
});

let lastEscape = -TWICE_WITHIN_MS;
addEventListener('keydown', ({ key, isComposing, timeStamp }) => {
  if (!globalThis.heard || key !== 'Escape' || isComposing) return;
  if (timeStamp - lastEscape < TWICE_WITHIN_MS) return leave();
  lastEscape = timeStamp;
  say({ type: 'close' });
});

addEventListener('input', () => {
  isTyped = true;
  stay();
});

addEventListener('click', ({ target }) => {
  if (!globalThis.heard || !(target instanceof Element)) return;
  const button = target.closest('button');
  if (button?.className === 'leave') leave();
  else if (button) globalThis.pressed = button;
});

// What is asked for before the page is loaded would put that off, and until then the page around us is not heard.
addEventListener('load', () => {
  requestAnimationFrame(() => setTimeout(go));
  // What shows nothing, a frame that was closed again or a tab in the background, paints nothing.
  setTimeout(go, PAINT_WITHIN_MS);
});
