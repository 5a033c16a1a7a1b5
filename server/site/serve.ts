import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HANDSHAKE_TIMEOUT_MS, MAX_CONNECTIONS } from '../../protocol/limits.ts';

/** What a small server of ours answers. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Served {
  readonly port: number;
  /** Answers nobody any more. Calling it twice is calling it once. */
  readonly stop: () => Promise<void>;
}

/**
 * A read-only HTTP server: GET and HEAD, nothing remembered, nothing logged.
 *
 * `reply` gets the path exactly as asked for, without its query and not decoded, so that it can
 * look it up and never has to reason about dots.
 */
export async function serve(
  at: { readonly host: string; readonly port: number },
  reply: (path: string, request: IncomingMessage) => Reply,
): Promise<Served> {
  const server = createServer(
    {
      headersTimeout: HANDSHAKE_TIMEOUT_MS,
      requestTimeout: HANDSHAKE_TIMEOUT_MS,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
    (request, response) => answer(request, response, reply),
  );
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, resolve);
  });
  let stopping: Promise<void> | null = null;
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      stopping ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return stopping;
    },
  };
}

/** Stops the server when the process is asked to end. */
export function stopOnSignal(served: Served): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void served.stop());
  }
}

const MAX_HEADER_BYTES = 8 * 1024;

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  reply: (path: string, request: IncomingMessage) => Reply,
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD', 'content-length': 0 }).end();
    return;
  }
  const [path = ''] = (request.url ?? '').split('?');
  const { status, headers, body } = reply(path, request);
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}
