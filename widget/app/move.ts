import type { Engine } from './engine.ts';
import type { Kept } from './mirror.ts';

/**
 * widget/app: the conversation moves into a window of its own, and back (ADR 0004).
 *
 * Frame and window are of our origin, and here neither hears anybody else. One of them holds the
 * conversation: it is taken out of this browser's storage on one side before the other gets it. Quick
 * exit on either side is quick exit on both.
 */
const MARK = 'beistand-move';
const ASK_EVERY_MS = 250;
const ASK_FOR_MS = 5000;
const LOOK_EVERY_MS = 1000;
const FEATURES = 'popup,width=440,height=720';

/** From the frame to its window. */
type ToWindow = 'leave' | 'back';
/** From the window to its frame. */
type ToFrame = { readonly type: 'leave' } | { readonly type: 'back'; readonly kept: Kept };

interface Handed {
  readonly mark: typeof MARK;
  readonly kept: Kept;
  readonly language: string;
}

/** What the frame can still do with a conversation that is in a window of its own. */
export interface Moved {
  readonly bringBack: () => void;
  readonly leave: () => void;
}

export interface FrameSide {
  readonly language: () => string;
  readonly moved: (moved: Moved) => void;
  /** The window is closed; null where it could not give back what it had. */
  readonly home: (kept: Kept | null) => void;
  readonly leave: () => void;
}

/**
 * Moves the conversation out, for whoever stands in a page; null where that cannot be: what has not been sent
 * goes out from where it was written, and what is not kept cannot be handed over.
 */
export function mover(
  engine: Engine,
  own: OwnWindow | null,
  frame: FrameSide,
): (() => boolean) | null {
  const { tab, storage } = engine.state();
  const unsent = tab?.talk.some((shown) => shown.by === 'me' && shown.state === 'sending');
  const stays = own !== null || storage === 'refused' || unsent === true;
  return stays ? null : () => moveOut(engine, frame);
}

/**
 * Opens the window; to be called by a tap. Nothing moves before the window has asked. False where the browser
 * refuses, or the page around us keeps its windows apart (COOP): then the window closes itself.
 */
function moveOut(engine: Engine, frame: FrameSide): boolean {
  const other = open(location.pathname, '_blank', FEATURES);
  if (other === null) return false;
  let port: MessagePort | null = null;
  let watch: ReturnType<typeof setInterval> | undefined;
  const home = (kept: Kept | null): void => {
    clearInterval(watch);
    port?.close();
    port = null;
    frame.home(kept);
  };
  addEventListener('message', ({ source, origin, data }) => {
    const isOurs = source === other && origin === location.origin && markOf(data) === MARK;
    if (!isOurs || port !== null) return;
    const { port1, port2 } = new MessageChannel();
    const say = (word: ToWindow): void => port1.postMessage(word);
    port = port1;
    port1.addEventListener('message', (said: MessageEvent<ToFrame>) => {
      if (said.data.type === 'leave') frame.leave();
      else home(said.data.kept);
    });
    port1.start();
    const handed: Handed = { mark: MARK, kept: engine.handOver(), language: frame.language() };
    other.postMessage(handed, location.origin, [port2]);
    watch = setInterval(() => {
      if (other.closed) home(null);
    }, LOOK_EVERY_MS);
    frame.moved({ bringBack: () => say('back'), leave: () => say('leave') });
  });
  return true;
}

/** The window's side, once it has what the frame kept. */
export interface OwnWindow {
  readonly kept: Kept | null;
  /** What the frame spoke. */
  readonly language: string;
  readonly begin: (engine: Engine, clear: () => void, leave: () => void) => void;
  /** Everything is cleared here: the frame clears itself too, and its page is replaced. */
  readonly leave: () => void;
}

/** Asks the frame that opened this window; null where none did. Whoever loads the window again is answered again. */
export async function arrive(): Promise<OwnWindow | null> {
  const frame = opener as Window | null;
  if (frame === null) {
    // A browser lets go only of a window in which nothing stood before: ours, that has lost its frame.
    close();
    return null;
  }
  const handed = await ask(frame);
  const port = handed?.ports[0];
  const say = (word: ToFrame): void => port?.postMessage(word);
  let over = false;
  return {
    kept: handed?.data.kept ?? null,
    language: handed?.data.language ?? '',
    begin: (engine, clear, leave) => {
      const giveBack = (): void => {
        // Without the frame nobody could take it: it stays here until the window is closed.
        if (over || port === undefined || frame.closed) return;
        over = true;
        say({ type: 'back', kept: engine.handOver() });
        clear();
      };
      addEventListener('pagehide', giveBack);
      port?.addEventListener('message', ({ data }: MessageEvent<ToWindow>) => {
        if (data === 'leave') return leave();
        giveBack();
        close();
      });
      port?.start();
    },
    leave: () => {
      if (!over) say({ type: 'leave' });
      over = true;
      close();
    },
  };
}

async function ask(frame: Window): Promise<MessageEvent<Handed> | null> {
  return await new Promise((resolve) => {
    const say = (): void => {
      if (frame.closed) done(null);
      else frame.postMessage({ mark: MARK }, location.origin);
    };
    const hear = (event: MessageEvent): void => {
      const isOurs = event.source === frame && event.origin === location.origin;
      if (isOurs && markOf(event.data) === MARK) done(event);
    };
    const again = setInterval(say, ASK_EVERY_MS);
    const enough = setTimeout(() => done(null), ASK_FOR_MS);
    function done(event: MessageEvent<Handed> | null): void {
      clearInterval(again);
      clearTimeout(enough);
      removeEventListener('message', hear);
      resolve(event);
    }
    addEventListener('message', hear);
    say();
  });
}

const markOf = (raw: unknown): unknown => (Object(raw) as { readonly mark?: unknown }).mark;
