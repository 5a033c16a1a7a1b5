/** Vault: the Worker's entry. The first message brings main's port; everything after it is the desk's. */
import { platformRandom } from '../../../protocol/crypto/random.ts';
import type { PortLike } from '../../contract/port.ts';
import { redraw } from './attachments/redraw.ts';
import { kindOf, type Env } from './env.ts';
import { workFor } from './keys/passphrase.ts';
import { startVault } from './vault.ts';

const DATABASE = 'vault';
/** Writing a duration down takes a millisecond or two, and whoever it was measured for is still waiting. */
const NOTED_AFTER_MS = 100;

const durations = new Map<string, { readonly start: number; readonly duration: number }>();

function note(): void {
  for (const [name, measured] of durations) {
    performance.clearMeasures(name);
    performance.measure(name, measured);
  }
  durations.clear();
}

const env: Env = {
  now: () => Date.now(),
  ticks: () => performance.now(),
  random: platformRandom,
  later: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  workFor,
  redraw,
  measured: (name, duration) => {
    durations.set(name, { start: performance.now() - duration, duration });
    // With the key in hand even setting a timer takes a millisecond: its own goes with the next one.
    if (name !== 'vault-kdf') setTimeout(note, NOTED_AFTER_MS);
  },
  fault: (error) => reportError(kindOf(error)),
};

const overPort = (port: MessagePort): PortLike => ({
  post: (message) => port.postMessage(message),
  listen: (onMessage) => {
    const listener = (event: MessageEvent): void => onMessage(event.data);
    port.addEventListener('message', listener);
    port.start();
    return () => port.removeEventListener('message', listener);
  },
});

const overWorker: PortLike = {
  post: (message) => postMessage(message),
  listen: (onMessage) => {
    const listener = (event: MessageEvent): void => onMessage(event.data);
    addEventListener('message', listener);
    return () => removeEventListener('message', listener);
  },
};

/** Requests of an eager screen that came before the port wait here. */
const early: unknown[] = [];

const begin = (event: MessageEvent): void => {
  const [port] = event.ports;
  if (port === undefined) {
    early.push(event.data);
    return;
  }
  removeEventListener('message', begin);
  startVault({ carrier: overPort(port), desk: afterwards(overWorker), env, database: DATABASE });
};

function afterwards(desk: PortLike): PortLike {
  return {
    post: desk.post,
    listen: (onMessage) => {
      const stop = desk.listen(onMessage);
      for (const message of early.splice(0)) onMessage(message);
      return stop;
    },
  };
}

addEventListener('message', begin);
