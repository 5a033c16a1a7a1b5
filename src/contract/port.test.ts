import { expect, test } from 'vitest';
import { ok, refuse, type Outcome } from './outcome.ts';
import { openDoor, serveDoor, type PortLike } from './port.ts';

interface Asked {
  double: { input: number; output: Outcome<number, 'too-big'> };
  explode: { input: null; output: null };
}
type Fact = { readonly type: 'rang' };

const over = (port: MessagePort): PortLike => ({
  post: (message) => port.postMessage(message),
  listen: (onMessage) => {
    const forward = (event: MessageEvent): void => onMessage(event.data);
    port.addEventListener('message', forward);
    port.start();
    return () => port.removeEventListener('message', forward);
  },
});

function pair() {
  const { port1, port2 } = new MessageChannel();
  const served = serveDoor<Asked, Fact>(
    over(port2),
    {
      double: async (n) => (n > 10 ? refuse('too-big') : ok(n * 2)),
      explode: async () => {
        throw new Error('the reporter is called Leyla');
      },
    },
    (name, input) => {
      if (name === 'double' && typeof input !== 'number') throw new Error('not a number');
      return input as never;
    },
  );
  const opened = openDoor<Asked, Fact>(over(port1), ['double', 'explode']);
  return {
    ...opened,
    tell: served.tell,
    port: port1,
    stop: () => {
      opened.close();
      served.stop();
      port1.close();
      port2.close();
    },
  };
}

test('a request is answered, and an expected no comes back as a value', async () => {
  const { door, stop } = pair();
  expect(await door.double(4)).toEqual({ ok: true, value: 8 });
  expect(await door.double(40)).toEqual({ ok: false, refusal: 'too-big' });
  stop();
});

test('a handler that throws rejects with the name of the request and none of its words', async () => {
  const { door, stop } = pair();
  await expect(door.explode(null)).rejects.toThrow(/^explode failed$/);
  stop();
});

test('an input that is not in the contract never reaches its handler', async () => {
  const { door, stop } = pair();
  await expect(door.double('4' as unknown as number)).rejects.toThrow('double failed');
  stop();
});

test('a name that is not in the contract is refused, inherited ones too', async () => {
  const { port, stop } = pair();
  const failed = new Promise((resolve) => {
    port.addEventListener('message', (event) => resolve(event.data));
  });
  port.postMessage({ ask: 99, name: 'constructor', input: null });
  expect(await failed).toEqual({ answer: 99, failed: 'constructor failed' });
  stop();
});

test('facts reach every listener until it stops listening', async () => {
  const { door, tell, stop } = pair();
  const heard: Fact[] = [];
  const off = door.onFact((fact) => heard.push(fact));
  tell({ type: 'rang' });
  await door.double(1);
  off();
  tell({ type: 'rang' });
  await door.double(1);
  expect(heard).toEqual([{ type: 'rang' }]);
  stop();
});

test('closing the door rejects what is still waiting', async () => {
  const { port1 } = new MessageChannel();
  const { door, close } = openDoor<Asked, Fact>(over(port1), ['double', 'explode']);
  const waiting = door.double(1);
  close();
  await expect(waiting).rejects.toThrow('door closed');
  port1.close();
});
