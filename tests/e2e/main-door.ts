/**
 * Main's door, opened from inside main: what main does is tested in the packaged app without a screen.
 *
 * The frame is made up, so that a test may also pretend to be a frame that is not ours.
 */
import type { ElectronApplication } from 'playwright-core';
import type { CarrierFact, CarrierRequest, CarrierRequests } from '../../src/contract/carrier.ts';
import { PORT_HERE, WANT_PORT } from '../../src/contract/handover.ts';

export interface MadeUpFrame {
  readonly origin: string;
  readonly isMain: boolean;
}

const ours: MadeUpFrame = { origin: 'app://desk', isMain: true };

/** Asks for a port as this frame would; false when main gives none. The page's own port ends with it. */
export const takePort = (app: ElectronApplication, frame: MadeUpFrame = ours): Promise<boolean> =>
  app.evaluate(
    ({ ipcMain }, { origin, isMain, want, here }) => {
      const main = globalThis as unknown as { door?: Door };
      interface Door {
        readonly ask: (name: unknown, input: unknown) => Promise<unknown>;
        readonly facts: unknown[];
        readonly post: (message: unknown) => void;
        closed: boolean;
      }
      const open = (port: Electron.MessagePortMain): Door => {
        const waiting = new Map<number, (answer: unknown) => void>();
        const door: Door = {
          closed: false,
          facts: [],
          post: (message) => port.postMessage(message),
          ask: (name, input) =>
            new Promise((resolve) => {
              const number = waiting.size + 1;
              waiting.set(number, resolve);
              port.postMessage({ ask: number, name, input });
            }),
        };
        port.on('message', ({ data }) => {
          if ('fact' in data) door.facts.push(data.fact);
          else waiting.get(data.answer)?.(data);
        });
        port.on('close', () => {
          door.closed = true;
        });
        port.start();
        return door;
      };
      delete main.door;
      const madeUp = {
        origin,
        parent: isMain ? null : {},
        postMessage: (channel: string, _message: unknown, ports: Electron.MessagePortMain[]) => {
          const [port] = ports;
          if (channel === here && port !== undefined) main.door = open(port);
        },
      };
      ipcMain.emit(want, { senderFrame: madeUp });
      return main.door !== undefined;
    },
    { ...frame, want: WANT_PORT, here: PORT_HERE },
  );

/** One request over the port taken last; `failed` when main refuses it. */
export async function ask<K extends CarrierRequest>(
  app: ElectronApplication,
  name: K,
  input: CarrierRequests[K]['input'],
): Promise<CarrierRequests[K]['output']> {
  const answer = await askAnything(app, name, input);
  if (!('output' in answer)) throw new Error(`${name} failed`);
  return answer.output as CarrierRequests[K]['output'];
}

/** The same without types: a hostile page asks like this. */
export async function askAnything(
  app: ElectronApplication,
  name: unknown,
  input: unknown,
): Promise<{ readonly output?: unknown; readonly failed?: string }> {
  return await app.evaluate(
    async (_electron, [asked, given]) => {
      const { door } = globalThis as unknown as {
        door: { ask: (name: unknown, input: unknown) => Promise<{ output?: unknown }> };
      };
      return await door.ask(asked, given);
    },
    [name, input] as const,
  );
}

/** Facts told over the port taken last. */
export const factsOf = async (app: ElectronApplication): Promise<readonly CarrierFact[]> =>
  (await app.evaluate(
    () => (globalThis as unknown as { door: { facts: unknown[] } }).door.facts,
  )) as readonly CarrierFact[];
