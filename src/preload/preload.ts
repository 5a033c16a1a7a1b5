/** The bridge: passes the page's wish for a port up and the port down. It holds no logic and shows the page nothing. */
import { ipcRenderer } from 'electron/renderer';
import { PORT_HERE, WANT_PORT } from '../contract/handover.ts';

addEventListener('message', (event: MessageEvent<{ readonly type?: unknown } | null>) => {
  if (event.source === window && event.data?.type === WANT_PORT) ipcRenderer.send(WANT_PORT);
});

ipcRenderer.on(PORT_HERE, (event) => {
  window.postMessage({ type: PORT_HERE }, location.origin, [...event.ports]);
});
