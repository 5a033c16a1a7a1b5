import { serveEngine } from './engine-host.ts';

/*
 * The engine's own thread: all cryptography and the line to the relay, so that the page stays free for
 * the hand on it. Loaded by a page instead (hire.ts), the file only leaves there what it has.
 */
if (typeof document === 'undefined') {
  serveEngine({
    postMessage: (message) => self.postMessage(message),
    addEventListener: self.addEventListener.bind(self),
    start: () => undefined,
  });
} else Object.assign(globalThis, { beistandEngine: serveEngine });
