import type { Door, Handlers, Requests } from './door.ts';

/**
 * The one wire both doors use: numbered requests up, answers and facts down, over anything that
 * posts structured clones (a MessagePort, a Worker, Electron's MessagePortMain behind an adapter).
 */
export interface PortLike {
  readonly post: (message: unknown, transfer?: readonly ArrayBuffer[]) => void;
  /** Returns the function that stops listening. */
  readonly listen: (onMessage: (message: unknown) => void) => () => void;
}

type Up = { readonly ask: number; readonly name: string; readonly input: unknown };
type Down =
  | { readonly answer: number; readonly output: unknown }
  | { readonly answer: number; readonly failed: string }
  | { readonly fact: unknown };

/** A door whose other side answers over `port`. A handler that throws there rejects here. */
export function openDoor<R extends Requests<R>, Fact>(
  port: PortLike,
  names: readonly (keyof R & string)[],
): { readonly door: Door<R, Fact>; readonly close: () => void } {
  const waiting = new Map<
    number,
    { readonly resolve: (output: unknown) => void; readonly reject: (error: Error) => void }
  >();
  const listeners = new Set<(fact: Fact) => void>();
  let next = 1;

  const ask =
    (name: string) =>
    async (input: unknown): Promise<unknown> =>
      await new Promise((resolve, reject) => {
        const number = next;
        next += 1;
        waiting.set(number, { resolve, reject });
        port.post({ ask: number, name, input } satisfies Up);
      });

  const stop = port.listen((message) => {
    const down = message as Down;
    if ('fact' in down) {
      for (const listener of listeners) listener(down.fact as Fact);
      return;
    }
    const asked = waiting.get(down.answer);
    waiting.delete(down.answer);
    if ('failed' in down) asked?.reject(new Error(down.failed));
    else asked?.resolve(down.output);
  });

  const door = {
    ...Object.fromEntries(names.map((name) => [name, ask(name)])),
    onFact: (listen: (fact: Fact) => void) => {
      listeners.add(listen);
      return () => {
        listeners.delete(listen);
      };
    },
  } as Door<R, Fact>;

  const close = (): void => {
    stop();
    for (const { reject } of waiting.values()) reject(new Error('door closed'));
    waiting.clear();
  };
  return { door, close };
}

/**
 * Answers requests coming over `port`; returns how to tell facts and how to stop.
 *
 * `parse` checks each input before its handler sees it and throws on what is not in the contract.
 * A thrown error crosses as the request's name only: messages may hold private words.
 */
export function serveDoor<R extends Requests<R>, Fact>(
  port: PortLike,
  handlers: Handlers<R>,
  parse: <K extends keyof R & string>(name: K, input: unknown) => R[K]['input'],
): { readonly tell: (fact: Fact) => void; readonly stop: () => void } {
  const isRequest = (name: unknown): name is keyof R & string =>
    typeof name === 'string' && Object.hasOwn(handlers, name);

  const answer = async (up: Up): Promise<void> => {
    try {
      if (!isRequest(up.name)) throw new Error('unknown request');
      const output = await handlers[up.name](parse(up.name, up.input));
      port.post({ answer: up.ask, output } satisfies Down);
    } catch {
      port.post({ answer: up.ask, failed: `${up.name} failed` } satisfies Down);
    }
  };

  const stop = port.listen((message) => {
    const up = message as Partial<Up> | null;
    if (typeof up !== 'object' || up === null || typeof up.ask !== 'number') return;
    void answer({ ask: up.ask, name: String(up.name), input: up.input });
  });
  return { tell: (fact) => port.post({ fact } satisfies Down), stop };
}
