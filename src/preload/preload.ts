/**
 * The bridge: passes the page's first wish for a port up and the port down, and shows the page nothing.
 *
 * Once per document: the boot script asks before any other script runs, so whatever comes later,
 * however it came, finds nobody listening.
 */
import { ipcRenderer } from 'electron/renderer';
import { PORT_HERE, WANT_PORT } from '../contract/handover.ts';

function passOn(event: MessageEvent<{ readonly type?: unknown } | null>): void {
  if (event.source !== window || event.data?.type !== WANT_PORT) return;
  removeEventListener('message', passOn);
  ipcRenderer.send(WANT_PORT);
}

addEventListener('message', passOn);

ipcRenderer.once(PORT_HERE, (event) => {
  window.postMessage({ type: PORT_HERE }, location.origin, [...event.ports]);
});
