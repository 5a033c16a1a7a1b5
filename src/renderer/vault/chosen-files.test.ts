import { expect, test } from 'vitest';
import type { Carrier } from '../../contract/carrier.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import { chosenFiles } from './chosen-files.ts';

/** A main whose dialogs stand open until they are answered. */
function main() {
  const answers: (() => void)[] = [];
  const dialog = async <T>(answer: T): Promise<T> =>
    await new Promise((resolve) => {
      answers.push(() => resolve(answer));
    });
  const carrier = {
    save: async () => await dialog(refuse('cancelled')),
    print: async () => await dialog(ok({ name: 'a.pdf' })),
    open: async () => await dialog(ok({ name: 'a.json', bytes: new Uint8Array(1) })),
    beginSave: async () => await dialog(ok({ handle: 1, name: 'a.age' })),
    beginOpen: async () => await dialog(ok({ handle: 2, name: 'b.age', size: 1 })),
    endSave: async () => ok(null),
    endOpen: async () => null,
  } as unknown as Carrier;
  return { carrier, answers };
}

const name = 'a';
const bytes = new Uint8Array(1);

test('a dialog counts until it is answered, and a file until it is ended', async () => {
  const { carrier, answers } = main();
  const files = chosenFiles(carrier, () => false);
  const asked = [
    files.carrier.save({ name, bytes }),
    files.carrier.print({ name, html: '' }),
    files.carrier.open({ extensions: [] }),
    files.carrier.beginSave({ name }),
    files.carrier.beginOpen({ extensions: [] }),
  ];
  expect(files.open()).toBe(5);
  for (const answer of answers) answer();
  await Promise.all(asked);
  expect(files.open()).toBe(2);
  await files.carrier.endSave({ handle: 1, keep: true });
  await files.carrier.endOpen({ handle: 2 });
  expect(files.open()).toBe(0);
});

test('what was begun before the door was shut opens no dialog in front of it', async () => {
  const { carrier, answers } = main();
  const files = chosenFiles(carrier, () => true);
  const cancelled = { ok: false, refusal: 'cancelled' };
  expect(await files.carrier.save({ name, bytes })).toEqual(cancelled);
  expect(await files.carrier.print({ name, html: '' })).toEqual(cancelled);
  expect(await files.carrier.open({ extensions: [] })).toEqual(cancelled);
  expect(await files.carrier.beginSave({ name })).toEqual(cancelled);
  expect(await files.carrier.beginOpen({ extensions: [] })).toEqual(cancelled);
  expect(answers).toHaveLength(0);
});
