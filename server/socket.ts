import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { HANDSHAKE_TIMEOUT_MS, MAX_FRAME_BYTES, MISSED_PINGS } from '../protocol/limits.ts';
import type { Line } from './connection.ts';

/** The subprotocol every client must offer; the number changes with the wire (PROTOCOL §5). */
const SUBPROTOCOL = 'sc1';

/** What somebody does with the lines a listener accepts. */
export type Answer = (line: Line) => {
  readonly received: (bytes: Uint8Array) => void;
  readonly closed: () => void;
};

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly maxConnections: number;
  readonly pingEveryMs: number;
  readonly answer: Answer;
  readonly isHealthy: () => boolean;
  readonly count: (what: 'refusedConnections' | 'slowReaders' | 'badFrames') => void;
}

export interface Listener {
  readonly port: number;
  /** Takes nobody new; those who are here stay until they close, at most `graceMs`. */
  readonly stop: (graceMs: number) => Promise<void>;
}

/**
 * The only place that knows what a WebSocket is. Plain `ws`: TLS is the proxy's before us.
 *
 * Neither address nor headers of a client leave this file, and none is kept.
 */
export async function listen(options: ListenOptions): Promise<Listener> {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    maxFragments: MAX_FRAGMENTS,
    perMessageDeflate: false,
    handleProtocols: () => SUBPROTOCOL,
  });
  const http = httpServer(options);
  http.on('upgrade', (request, socket, head) => {
    const refusal = refusalOf(request, sockets.clients.size, options.maxConnections);
    if (refusal === null) {
      sockets.handleUpgrade(request, socket, head, (ws) => serve(ws, options));
    } else {
      options.count('refusedConnections');
      refuse(socket, refusal);
    }
  });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port, options.host, resolve);
  });
  const pings = setInterval(() => sockets.clients.forEach(ping), options.pingEveryMs);
  let stopping: Promise<void> | null = null;
  return {
    port: (http.address() as AddressInfo).port,
    stop: (graceMs) => {
      clearInterval(pings);
      stopping ??= stop(http, sockets.clients, graceMs);
      return stopping;
    },
  };
}

const httpServer = (options: ListenOptions): Server =>
  createServer(
    {
      connectionsCheckingInterval: HANDSHAKE_TIMEOUT_MS / 2,
      headersTimeout: HANDSHAKE_TIMEOUT_MS,
      requestTimeout: HANDSHAKE_TIMEOUT_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
    (request, response) => answerHttp(request, response, options.isHealthy()),
  );

async function stop(http: Server, clients: ReadonlySet<WebSocket>, graceMs: number): Promise<void> {
  const closed = new Promise((resolve) => {
    http.close(resolve);
  });
  http.closeAllConnections();
  for (const ws of clients) ws.close(GOING_AWAY);
  const hard = setTimeout(() => {
    for (const ws of clients) ws.terminate();
  }, graceMs);
  await closed;
  clearTimeout(hard);
}

const MAX_HEADER_BYTES = 8 * 1024;
/** A frame of ours comes in one piece; a proxy may split it, but not into crumbs. */
const MAX_FRAGMENTS = 64;
const NORMAL = 1000;
const GOING_AWAY = 1001;
const UNSUPPORTED = 1003;

function serve(ws: WebSocket, { answer, count }: ListenOptions): void {
  missed.set(ws, 0);
  const line: Line = {
    send: (bytes, most) => {
      if (ws.readyState !== WebSocket.OPEN) return;
      if (ws.bufferedAmount + bytes.length > most) {
        count('slowReaders');
        ws.terminate();
      } else {
        ws.send(bytes);
      }
    },
    close: () => ws.close(NORMAL),
  };
  ws.on('pong', () => missed.set(ws, 0));
  // ws answers a broken frame with the right close code by itself; without a listener it would throw.
  ws.on('error', () => count('badFrames'));
  const { received, closed } = answer(line);
  ws.on('message', (message: RawData, isBinary) => {
    if (ws.readyState !== WebSocket.OPEN) return;
    missed.set(ws, 0);
    if (isBinary && message instanceof Buffer) received(message);
    else ws.close(UNSUPPORTED);
  });
  ws.on('close', closed);
}

/** How many pings in a row a socket left unanswered. */
const missed = new WeakMap<WebSocket, number>();

function ping(ws: WebSocket): void {
  const unanswered = missed.get(ws) ?? 0;
  if (unanswered >= MISSED_PINGS) return ws.terminate();
  missed.set(ws, unanswered + 1);
  if (ws.readyState === WebSocket.OPEN) ws.ping();
  return undefined;
}

function refusalOf(request: IncomingMessage, open: number, max: number): string | null {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',');
  if (request.url !== '/') return '404 Not Found';
  if (!offered.some((name) => name.trim() === SUBPROTOCOL)) return '400 Bad Request';
  return open >= max ? '503 Service Unavailable' : null;
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function answerHttp(request: IncomingMessage, response: ServerResponse, healthy: boolean): void {
  const asksHealth = request.method === 'GET' && request.url === '/healthz';
  const status = asksHealth ? (healthy ? 200 : 503) : 404;
  const body = status === 200 ? 'ok\n' : '';
  response.writeHead(status, {
    'content-length': body.length,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(body);
}
