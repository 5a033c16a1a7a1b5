/** Gives the page its one port. Whoever is not our page gets none; a page that asks again loses the first. */
import {
  ipcMain,
  MessageChannelMain,
  type MessagePortMain,
  type WebFrameMain,
} from 'electron/main';
import { WANT_PORT, PORT_HERE } from '../../contract/handover.ts';
import type { PortLike } from '../../contract/port.ts';
import { isOurs } from './ours.ts';

/** A port to one page, as the door wants it. */
export interface PagePort extends PortLike {
  /** Runs once when the page, its process or its Worker is gone, or another page has taken over. */
  readonly onGone: (gone: () => void) => void;
}

/** Calls `serve` for every page that gets a port. Returns the stop, which closes the last port too. */
export function handOverPorts(serve: (port: PagePort) => void): () => void {
  let current: MessagePortMain | null = null;
  const onWant = (event: { readonly senderFrame: WebFrameMain | null }): void => {
    const frame = event.senderFrame;
    if (frame === null || !isOurs({ origin: frame.origin, isMain: frame.parent === null })) return;
    current?.close();
    const { port1, port2 } = new MessageChannelMain();
    current = port1;
    serve(pagePort(port1));
    frame.postMessage(PORT_HERE, null, [port2]);
  };
  ipcMain.on(WANT_PORT, onWant);
  return () => {
    ipcMain.off(WANT_PORT, onWant);
    current?.close();
    current = null;
  };
}

/** Electron's port carries no ArrayBuffer by transfer, so `transfer` is not used: bytes are copied. */
function pagePort(port: MessagePortMain): PagePort {
  return {
    post: (message) => port.postMessage(message),
    listen: (onMessage) => {
      const forward = (event: { readonly data: unknown }): void => onMessage(event.data);
      port.on('message', forward);
      // Until now messages waited in the port.
      port.start();
      return () => port.off('message', forward);
    },
    onGone: (gone) => port.once('close', gone),
  };
}
