import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import {
  APP_ORIGIN,
  CHAT_ORIGIN,
  headersOf,
  locate,
  NONCE_PLACEHOLDER,
  type Roots,
} from '../../../src/main/app-policy.ts';
import { untilItStands } from '../standing.ts';
import { launchChromium } from '../../e2e/launch.ts';

/** A real Chromium on the screen over a fake desk, served under the app's own policy. */
export interface UiBrowser {
  readonly open: (wishes: string, options?: PageWishes) => Promise<Page>;
  /** Everything the policy refused or the page threw so far; a healthy screen has none. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

export interface PageWishes {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  /** As under a high-contrast scheme of the system. */
  readonly forced?: boolean;
}

const NONCE = 'harness';

/** Serves what was built on a free local port. */
export async function startUiBrowser(roots: Roots): Promise<UiBrowser> {
  const server = await serve(roots);
  const { port } = server.address() as AddressInfo;
  const browser = await launchChromium();
  const complaints: string[] = [];

  return {
    complaints,
    open: async (wishes, { width = 1440, height = 900, scheme = 'light', forced = false } = {}) => {
      const page = await browser.newPage({
        viewport: { width, height },
        colorScheme: scheme,
        forcedColors: forced ? 'active' : 'none',
        reducedMotion: 'reduce',
        locale: 'de-DE',
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(`http://127.0.0.1:${port}/?${wishes}`);
      await untilItStands(page);
      return page;
    },
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Serves the folders as `app://` would: same places, same headers, same nonce in the page, the preview on another origin. */
async function serve(roots: Roots): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(roots, request).then(
      ({ headers, body }) => response.writeHead(200, headers).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return server;
}

async function answer(roots: Roots, { url = '/', headers: { host = '' } }: IncomingMessage) {
  const isChat = host.startsWith('localhost:');
  const located = locate(roots, `${isChat ? CHAT_ORIGIN : APP_ORIGIN}${url.split('?')[0]}`);
  if (located === null) throw new Error('no such file');
  const bytes = await readFile(located.file);
  const body =
    located.kind === 'page' ? bytes.toString('utf8').replaceAll(NONCE_PLACEHOLDER, NONCE) : bytes;
  return { headers: here(headersOf(located, NONCE), host.split(':')[1] ?? ''), body };
}

/** The app's two origins as they are called here. */
const here = (headers: Readonly<Record<string, string>>, port: string) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value
        .replaceAll(CHAT_ORIGIN, `http://localhost:${port}`)
        .replaceAll(APP_ORIGIN, `http://127.0.0.1:${port}`),
    ]),
  );
