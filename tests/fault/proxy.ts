import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Which way bytes go: `up` from client to target, `down` from target to client. */
export type Direction = 'up' | 'down';

/** A TCP proxy for tests: holds bytes back, cuts cables, and knows nothing of what passes. */
export interface FaultProxy {
  readonly port: number;
  /** Open connections through it. */
  readonly count: () => number;
  /** Holds back what goes this way, on every connection there is and will be. Nothing is lost. */
  readonly pause: (direction: Direction) => void;
  /** Lets go again, what was held back first. */
  readonly resume: (direction: Direction) => void;
  /** Breaks every connection on both sides, as when a cable is pulled; what was held back is gone. */
  readonly cut: () => void;
  /** Cuts, and takes nobody new until {@link FaultProxy.mend}. */
  readonly sever: () => void;
  readonly mend: () => void;
  /** From now on whatever passes arrives so many ms later, in its order. */
  readonly slow: (ms: number) => void;
  /** Cuts, and connects everybody to that port of this machine instead, until what it answers is called; that cuts again. */
  readonly divert: (port: number) => () => void;
  /** Cuts and stops listening. Calling it twice is calling it once. */
  readonly close: () => Promise<void>;
}

/** Listens on a free port of this machine and passes everything on to `targetPort`. */
export async function faultProxy(
  targetPort: number,
  targetHost = '127.0.0.1',
): Promise<FaultProxy> {
  const pairs = new Set<Pair>();
  const held = new Set<Direction>();
  let target = { port: targetPort, host: targetHost };
  let lag = 0;
  let severed = false;
  let closing: Promise<void> | null = null;

  const server = createServer({ noDelay: true }, (client) => {
    if (severed) {
      client.on('error', () => undefined);
      client.resetAndDestroy();
      return;
    }
    const pair = join(client, connect({ ...target, noDelay: true }), () => lag);
    pairs.add(pair);
    for (const direction of held) pair.hold(direction);
    pair.gone(() => pairs.delete(pair));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const cut = (): void => {
    for (const pair of pairs) pair.cut();
  };
  return {
    port: address.port,
    count: () => pairs.size,
    pause: (direction) => {
      held.add(direction);
      for (const pair of pairs) pair.hold(direction);
    },
    resume: (direction) => {
      held.delete(direction);
      for (const pair of pairs) pair.release(direction);
    },
    cut,
    sever: () => {
      severed = true;
      cut();
    },
    mend: () => {
      severed = false;
    },
    slow: (ms) => {
      lag = ms;
    },
    divert: (port) => {
      target = { port, host: '127.0.0.1' };
      cut();
      return () => {
        target = { port: targetPort, host: targetHost };
        cut();
      };
    },
    close: () => {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      });
      return closing;
    },
  };
}

interface Pair {
  readonly hold: (direction: Direction) => void;
  readonly release: (direction: Direction) => void;
  readonly cut: () => void;
  readonly gone: (tell: () => void) => void;
}

/** Two sockets, each writing what the other reads. A half that ends or breaks ends the other. */
function join(client: Socket, target: Socket, lag: () => number): Pair {
  const sources = { up: client, down: target } as const;
  const held = new Set<Direction>();
  const pass = (direction: Direction, from: Socket, to: Socket): void => {
    const write = (bytes: Buffer): void => {
      if (to.destroyed || to.write(bytes)) return;
      from.pause();
      to.once('drain', () => {
        if (!held.has(direction)) from.resume();
      });
    };
    let onTheWay = 0;
    let last = Promise.resolve();
    // Also what sets out when the line has become quick again comes after what is still on its way.
    const after = (does: () => void): void => {
      if (lag() === 0 && onTheWay === 0) return does();
      const due = performance.now() + lag();
      onTheWay += 1;
      last = last.then(async () => {
        await sleep(Math.max(0, due - performance.now()));
        onTheWay -= 1;
        does();
      });
    };
    from.on('data', (bytes) => after(() => write(bytes)));
    from.on('end', () => after(() => to.end()));
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  };
  pass('up', client, target);
  pass('down', target, client);
  return {
    hold: (direction) => {
      held.add(direction);
      sources[direction].pause();
    },
    release: (direction) => {
      held.delete(direction);
      sources[direction].resume();
    },
    cut: () => {
      client.resetAndDestroy();
      target.resetAndDestroy();
    },
    gone: (tell) => void client.once('close', tell),
  };
}
