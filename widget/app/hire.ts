import type { Serve } from './engine-host.ts';
import type { FromEngine, ToEngine } from './engine-messages.ts';
import { workerAddress, workerUrls } from './worker-address.ts';

/** An engine at work, or on its way. */
export interface Hired {
  readonly post: (message: ToEngine) => void;
  /** At once: what it has not said by now it never says. */
  readonly end: () => void;
}

export interface HireEvents {
  readonly heard: (message: FromEngine) => void;
  /** It could not be loaded. May also be called for an engine that is long at work and means nothing then. */
  readonly failed: () => void;
}

/** Starts an engine. `attempt` counts those that could not be loaded. */
export type Hire = (attempt: number, events: HireEvents) => Hired;

/** From this attempt on every other one is made without a worker. */
const WITHOUT_FROM = 2;

/**
 * widget/app: an engine in a worker of its own. Where there are no workers, or theirs is kept from us
 * again and again, the same code runs on the page: slower under the hand, but the chat works.
 */
export const hireEngine: Hire = (attempt, events) => {
  const without = attempt >= WITHOUT_FROM && attempt % 2 === 0;
  if (without || typeof Worker === 'undefined') return hireHere(events);
  try {
    return hireWorker(events);
  } catch {
    return hireHere(events);
  }
};

function hireWorker({ heard, failed }: HireEvents): Hired {
  const worker = new Worker(workerAddress('engine'), { type: 'module', name: 'engine' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromEngine>) => heard(data));
  worker.addEventListener('error', failed);
  return { post: (message) => worker.postMessage(message), end: () => worker.terminate() };
}

/** The engine on this thread, behind the same kind of port. */
export function hireHere({ heard, failed }: HireEvents, load = loadHere): Hired {
  const { port1, port2 } = new MessageChannel();
  let over = false;
  let stop = (): void => undefined;
  port1.addEventListener('message', ({ data }: MessageEvent<FromEngine>) => heard(data));
  port1.start();
  load().then((serve) => {
    if (!over) stop = serve(port2);
  }, failed);
  return {
    post: (message) => port1.postMessage(message),
    end: () => {
      over = true;
      stop();
      port1.close();
    },
  };
}

/** The very file a worker would run: on a page it leaves its engine here (engine-worker.ts). */
async function loadHere(): Promise<Serve> {
  await import(/* @vite-ignore */ workerUrls.engine);
  const { beistandEngine } = globalThis as { readonly beistandEngine?: Serve };
  if (beistandEngine === undefined) throw new Error('the engine is not there');
  return beistandEngine;
}
