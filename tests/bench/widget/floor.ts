import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { measureOpen, type OpenOptions } from './open.ts';

/** Opens an empty frame of another origin with a bare field: what no chat in such a frame can undercut on this machine. */
export async function measureFloor(browser: Browser, options: OpenOptions): Promise<number> {
  const frame = await serve('<!doctype html><title>-</title><p>-</p><textarea></textarea>');
  const page = await serve(
    `<!doctype html><button onclick="const made = document.createElement('iframe'); made.src = 'http://chat.localhost:${portOf(frame)}/'; document.body.append(made)">open</button>`,
  );
  const target = { url: `http://127.0.0.1:${portOf(page)}/`, launcher: 'button' };
  const { openMs } = await measureOpen(browser, target, options);
  frame.close();
  page.close();
  return openMs;
}

const serve = (html: string): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(html);
    }).listen(0, '127.0.0.1', () => resolve(server));
  });

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
