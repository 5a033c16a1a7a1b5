import { workerAddress, workerUrls } from '../app/worker-address.ts';
import type { FilesPort } from './client.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import type { openWorkshop } from './workshop.ts';

type Thread = FilesPort['worker'];

/** A thread for files. Where no worker can be made, the page does the work itself: slower under the hand. */
export function hireFiles(): Thread {
  if (typeof Worker === 'undefined') return hireHere();
  try {
    return new Worker(workerAddress('files'), { type: 'module', name: 'files' });
  } catch {
    return hireHere();
  }
}

function hireHere(): Thread {
  const { port1, port2 } = new MessageChannel();
  void loadHere().then((open) => {
    const hear = open((message: FromWorker) => port2.postMessage(message));
    port2.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => hear(data));
    port2.start();
  });
  port1.start();
  return {
    postMessage: (message: ToWorker) => port1.postMessage(message),
    addEventListener: port1.addEventListener.bind(port1) as Thread['addEventListener'],
    terminate: () => port1.close(),
  };
}

/** The very file a worker would run: on a page it leaves its workshop here. */
async function loadHere(): Promise<typeof openWorkshop> {
  await import(/* @vite-ignore */ workerUrls.files);
  const { beistandFiles } = globalThis as { readonly beistandFiles?: typeof openWorkshop };
  if (beistandFiles === undefined) throw new Error('the workshop is not there');
  return beistandFiles;
}
