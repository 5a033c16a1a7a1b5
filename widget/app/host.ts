import { MARK, readHostMessage, type FrameMessage, type HostMessage } from '../bridge.ts';

/** widget/app: the frame's end of the few words exchanged with the page around it (bridge.ts). */
export interface Host {
  readonly say: (message: FrameMessage) => void;
  readonly stop: () => void;
}

declare global {
  /** What the page around us said while start.ts alone was here; nothing once we listen ourselves. */
  var heard: MessageEvent[] | undefined;
  /** The button pressed last meanwhile: the first drawing presses it once more. */
  var pressed: HTMLButtonElement | undefined;
}

/** Two Escapes within this are quick exit, here as on the page. */
export const TWICE_WITHIN_MS = 1000;

/**
 * Listens to the page that opened this frame, and to nobody else.
 *
 * The first message fixes whom we talk to: later ones must come from the same window and origin.
 * `hear` gets what passed both checks, also of what was said before we listened.
 */
export function meetHost(hear: (message: HostMessage) => void): Host {
  let origin: string | null = null;
  const listen = (event: MessageEvent): void => {
    if (event.source !== parent || (origin !== null && event.origin !== origin)) return;
    const message = readHostMessage(event.data);
    if (message === null) return;
    origin = event.origin;
    hear(message);
  };
  addEventListener('message', listen);
  const early = globalThis.heard ?? [];
  globalThis.heard = undefined;
  queueMicrotask(() => early.forEach(listen));
  return {
    say: (message) => {
      if (origin !== null) parent.postMessage({ mark: MARK, ...message }, origin);
    },
    stop: () => removeEventListener('message', listen),
  };
}

/** Whether the page around us could read this frame: then nothing may be shown in it. */
export function isReadable(): boolean {
  try {
    return parent.document !== undefined;
  } catch {
    return false;
  }
}
