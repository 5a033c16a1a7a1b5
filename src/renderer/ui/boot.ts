// Room: ui. The page's first script: Trusted Types, the vault's Worker, its port to main; only then the screen.
import { deskRequests, type DeskFact, type DeskRequests } from '../../contract/desk.ts';
import { readErrandEnd, type ErrandEnd } from '../../contract/jobs.ts';
import { PORT_HERE, WANT_PORT } from '../../contract/handover.ts';
import { openDoor, type PortLike } from '../../contract/port.ts';
import workerUrl from '../vault/worker.ts?worker&url';
import { refuseMarkup, vaultPolicy } from './trusted-types.ts';

/** Starts the only script this page may turn into a Worker (facts §3). */
function startVault(): Worker {
  const url = vaultPolicy(workerUrl).createScriptURL(workerUrl);
  return new Worker(url, { type: 'module', name: 'vault' });
}

/** Asks for the one port to main and hands it on to the Worker, before any other script runs (vault.md). */
function handOver(vault: Worker): void {
  const arrived = (event: MessageEvent<{ readonly type?: unknown } | null>): void => {
    const [port] = event.ports;
    if (event.source !== window || event.data?.type !== PORT_HERE || port === undefined) return;
    removeEventListener('message', arrived);
    vault.postMessage({ type: 'port' }, [port]);
  };
  addEventListener('message', arrived);
  postMessage({ type: WANT_PORT }, location.origin);
}

const overWorker = (vault: Worker): PortLike => ({
  post: (message, transfer) => vault.postMessage(message, [...(transfer ?? [])]),
  listen: (onMessage) => {
    const heard = ({ data }: MessageEvent<unknown>): void => onMessage(data);
    vault.addEventListener('message', heard);
    return () => vault.removeEventListener('message', heard);
  },
});

/** Said to the page that comes after this one; gone with the window. */
function leave(ended: ErrandEnd | null): void {
  history.replaceState(ended, '');
}

/** What the page before this one has left to be said, once. */
function left(): ErrandEnd | null {
  const said: unknown = history.state;
  leave(null);
  return readErrandEnd(said);
}

async function boot(): Promise<void> {
  refuseMarkup();
  const vault = startVault();
  handOver(vault);
  const { door } = openDoor<DeskRequests, DeskFact>(overWorker(vault), deskRequests);
  const { mount } = await import('./main.tsx');
  await mount({
    desk: door,
    preview: 'app://chat/index.html',
    ended: left(),
    restart: (ended = null) => {
      if (ended !== null) leave(ended);
      vault.terminate();
      location.reload();
    },
  });
}

void boot();
