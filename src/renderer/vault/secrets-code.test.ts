import { afterEach, expect, test, vi } from 'vitest';
import { ok, refuse } from '../../contract/outcome.ts';
import { readHeader } from './keys/header.ts';
import { recoverySlots, type Slot } from './keys/slots.ts';
import type { FakeDisk } from './testing/fake-disk.ts';
import {
  killedEverywhere,
  NEW,
  OLD,
  opening,
  opensByCode,
  rig,
  stopAll,
  type Rig,
} from './testing/secrets-rig.ts';

/** Each passphrase is a real derivation. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(stopAll);

async function made({ secrets }: Rig): Promise<string> {
  const one = await secrets.makeRecoveryCode(OLD);
  if (!one.ok) throw new Error(one.refusal);
  return one.value.code;
}

/** A vault whose printed code is kept. */
async function withCode(): Promise<Rig & { readonly code: string }> {
  const one = await rig();
  const code = await made(one);
  expect(await one.secrets.confirmRecoveryCode(code)).toEqual(ok(null));
  return { ...one, code };
}

function codesOn({ header }: FakeDisk): readonly Slot[] {
  const read = header === null ? 'damaged-header' : readHeader(header);
  if (typeof read === 'string') throw new Error(read);
  return recoverySlots(read.state.slots);
}

test('until a new code is confirmed the one before opens too, and afterwards it alone', async () => {
  const one = await withCode();
  const next = await made(one);
  expect(await one.secrets.security()).toMatchObject({ recoveryUnseen: true });
  for (const code of [one.code, next]) expect(await opensByCode(one.disk, code)).toBe('open');
  expect(await one.secrets.confirmRecoveryCode(next)).toEqual(ok(null));
  expect(await one.secrets.security()).toMatchObject({ recoveryUnseen: false });
  expect(await opensByCode(one.disk, one.code)).toBe('wrong-code');
  expect(await opensByCode(one.disk, next)).toBe('open');
});

test('a code that nobody confirmed is told at the next unlock, until one is', async () => {
  const one = await withCode();
  await one.secrets.begin();
  expect(one.troubles).toEqual([]);
  await made(one);
  await one.secrets.begin();
  expect(one.troubles).toEqual(['recovery-unseen']);
  const next = await made(one);
  await one.secrets.confirmRecoveryCode(next);
  await one.secrets.begin();
  expect(one.troubles).toHaveLength(1);
});

test('only the newest code is confirmed', async () => {
  const one = await withCode();
  const [second, third] = [await made(one), await made(one)];
  for (const code of [one.code, second, 'kein Code']) {
    expect(await one.secrets.confirmRecoveryCode(code)).toEqual(refuse('wrong-code'));
  }
  expect(await opensByCode(one.disk, one.code)).toBe('open');
  expect(await opensByCode(one.disk, second)).toBe('wrong-code');
  expect(await one.secrets.confirmRecoveryCode(third)).toEqual(ok(null));
  expect(await one.secrets.confirmRecoveryCode(third)).toEqual(refuse('wrong-code'));
});

test('killed anywhere while a code is made or confirmed, the printed one opens as long as it counts', async () => {
  let code = '';
  await killedEverywhere(
    async () => {
      const one = await withCode();
      ({ code } = one);
      return one;
    },
    async (one) => await made(one),
    async ({ disk }) => expect(await opensByCode(disk, code)).toBe('open'),
  );
  let next = '';
  await killedEverywhere(
    async () => {
      const one = await withCode();
      next = await made(one);
      return one;
    },
    async ({ secrets }) => await secrets.confirmRecoveryCode(next),
    async ({ disk }) => expect(await opensByCode(disk, next)).toBe('open'),
  );
});

test('killed anywhere in a rotation, the old code opens or the new one is known to be unseen', async () => {
  let code = '';
  let unseen = 0;
  await killedEverywhere(
    async () => {
      const one = await withCode();
      ({ code } = one);
      return one;
    },
    async ({ secrets }) => await secrets.rotateKeys(OLD),
    async ({ disk }) => {
      expect(await opening(disk, OLD)).toEqual([OLD]);
      const codes = codesOn(disk);
      const isSeen = codes.every(({ pending }) => !pending);
      expect(codes).toHaveLength(1);
      expect(await opensByCode(disk, code)).toBe(isSeen ? 'open' : 'wrong-code');
      if (!isSeen) unseen += 1;
    },
  );
  expect(unseen).toBeGreaterThan(1);
});

test('a code that waits to be confirmed outlasts a change of the passphrase', async () => {
  const one = await withCode();
  const next = await made(one);
  expect(await one.secrets.changePassphrase(OLD, NEW)).toEqual(ok(null));
  for (const code of [one.code, next]) expect(await opensByCode(one.disk, code)).toBe('open');
  expect(await one.secrets.confirmRecoveryCode(next)).toEqual(ok(null));
});
