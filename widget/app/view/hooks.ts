import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import type { Engine } from '../engine.ts';
import type { Face } from '../face.ts';
import { applyLook } from '../look.ts';
import type { State } from '../state.ts';

/** The engine's state, drawn anew whenever it changes. */
export function useEngine(engine: Engine): State {
  const [, redraw] = useState(engine.state);
  useEffect(() => {
    const look = (): void => redraw(engine.state());
    look();
    return engine.onChange(look);
  }, [engine]);
  return engine.state();
}

/** Paints the frame as the team's profile wants it, in light and in dark. */
export function useLook(face: Face): void {
  useLayoutEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const paint = (): void => applyLook(face, dark.matches, document.documentElement);
    paint();
    dark.addEventListener('change', paint);
    return () => dark.removeEventListener('change', paint);
  }, [face]);
}

/** A slow network has greeted by then, and so has a relay that was started anew (PROTOCOL §5, one dial takes 15 s at most). */
const LATE_MS = 20_000;

/**
 * Dialling has come to nothing for so long that waiting alone may not help: behind a network that wants a click
 * first, or lets no chat through. The browser itself calls that online.
 */
export function useUnreached({ link }: State): boolean {
  const [unreached, tell] = useState(false);
  useEffect(() => {
    if (link !== 'connecting') return;
    const timer = setTimeout(() => tell(true), LATE_MS);
    return () => {
      clearTimeout(timer);
      tell(false);
    };
  }, [link]);
  return unreached;
}

/** Below this the head would give up the team's name (frame.css, little height). */
const LEAST_EM = 26;

/**
 * While nothing has been said on a narrow screen, the sheet is only as tall as its words. Not as what is typed:
 * a frame that moves while one writes would lose the tap on "send" (Chromium drops it for half a second).
 *
 * It is said anew with every opening: what is said before the page around us has heard that the frame is there is
 * lost, and a frame that never said it is made anew when the chat is opened the next time.
 */
export function useSheetHeight(
  root: RefObject<HTMLElement | null>,
  say: (px: number) => void,
  { open, wanted }: { readonly open: boolean; readonly wanted: boolean },
): void {
  useEffect(() => {
    const { current } = root;
    if (!wanted || current === null) return say(0);
    const parts = [...current.querySelectorAll<HTMLElement>('.head, .inner, .notices')];
    const field = current.querySelector<HTMLElement>('.composer');
    const least = LEAST_EM * Number.parseFloat(getComputedStyle(current).fontSize);
    const empty = field?.offsetHeight ?? 0;
    const measure = (): void =>
      say(
        Math.max(
          least,
          parts.reduce((sum, part) => sum + part.offsetHeight, empty),
        ),
      );
    const watcher = new ResizeObserver(measure);
    for (const part of parts) watcher.observe(part);
    return () => watcher.disconnect();
  }, [root, say, open, wanted]);
}
