import { afterEach, expect, test, vi } from 'vitest';
import { ok, refuse } from '../../contract/outcome.ts';
import { FakeDisk } from './testing/fake-disk.ts';
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

/** A machine with a keychain, and a vault that does not use it yet. */
async function withKeychain(): Promise<Rig> {
  const disk = new FakeDisk();
  disk.keychain = 'ready';
  return await rig(disk);
}

const opensAsBefore = async ({ disk }: Rig): Promise<void> =>
  expect(await opening(disk, OLD)).toEqual([OLD]);

test('killed anywhere while the keychain is taken into use, the passphrase opens', async () => {
  const steps = await killedEverywhere(
    withKeychain,
    async ({ secrets }) => await secrets.useKeychain(true, OLD),
    opensAsBefore,
  );
  expect(steps).toBe(4);
});

test('killed anywhere while the keychain is given up, the passphrase opens', async () => {
  await killedEverywhere(
    async () => {
      const one = await withKeychain();
      await one.secrets.useKeychain(true, OLD);
      return one;
    },
    async ({ secrets }) => await secrets.useKeychain(false, OLD),
    opensAsBefore,
  );
});

test('with keychain the passphrase alone opens nothing, and says why', async () => {
  const { secrets, disk, noted } = await withKeychain();
  expect(await secrets.useKeychain(true, OLD)).toEqual(ok(null));
  expect(await secrets.security()).toMatchObject({ keychain: 'on' });
  const { secret } = disk;
  disk.secret = null;
  expect(await opening(disk, OLD)).toEqual(['keychain-missing']);
  disk.secret = new Uint8Array(32);
  expect(await opening(disk, OLD)).toEqual([]);
  disk.secret = secret;
  expect(await secrets.changePassphrase(OLD, NEW)).toEqual(ok(null));
  expect(await opening(disk, OLD, NEW)).toEqual([NEW]);
  expect(await secrets.useKeychain(false, NEW)).toEqual(ok(null));
  expect(disk.secret).toBeNull();
  expect(await opening(disk, NEW)).toEqual([NEW]);
  expect(noted).toEqual(['keychain-on', 'passphrase-changed', 'keychain-off']);
});

test('a keychain lost while the vault is open is said, and can be turned off with the passphrase', async () => {
  const { secrets, disk } = await withKeychain();
  await secrets.useKeychain(true, OLD);
  disk.secret = null;
  disk.keychain = 'none';
  expect(await secrets.security()).toMatchObject({ keychain: 'lost' });
  expect(await secrets.changePassphrase(OLD, NEW)).toEqual(refuse('keychain-missing'));
  expect(await secrets.rotateKeys(OLD)).toEqual(refuse('keychain-missing'));
  expect(await secrets.useKeychain(false, 'falsch')).toEqual(refuse('wrong-passphrase'));
  expect(await secrets.useKeychain(false, OLD)).toEqual(ok(null));
  expect(await opening(disk, OLD)).toEqual([OLD]);
  expect(await secrets.security()).toMatchObject({ keychain: 'unavailable' });
});

test('what an unlock finds in the keychain is held until the lock, and not longer', async () => {
  const { secrets, disk } = await withKeychain();
  await secrets.useKeychain(true, OLD);
  secrets.zero();
  await secrets.begin();
  disk.secret = null;
  expect(await secrets.makeRecoveryCode(OLD)).toMatchObject({ ok: true });
  secrets.zero();
  expect(await secrets.useKeychain(false, OLD)).toEqual(refuse('keychain-missing'));
});

test('without a real keychain none is used', async () => {
  const { secrets } = await rig();
  expect(await secrets.useKeychain(true, OLD)).toEqual(refuse('no-keychain'));
  expect(await secrets.security()).toMatchObject({ keychain: 'unavailable' });
});

test('killed anywhere in a rotation, the passphrase opens and exactly one code does', async () => {
  let old = '';
  const begin = async (): Promise<Rig> => {
    const one = await rig();
    const made = await one.secrets.makeRecoveryCode(OLD);
    if (made.ok) ({ code: old } = made.value);
    return one;
  };
  let fresh: string | null = null;
  const work = async ({ secrets }: Rig): Promise<void> => {
    const rotated = await secrets.rotateKeys(OLD);
    fresh = rotated.ok ? rotated.value.code : null;
  };
  await killedEverywhere(begin, work, async (one, finished) => {
    expect(await opening(one.disk, OLD)).toEqual([OLD]);
    if (!finished) return;
    expect(await opensByCode(one.disk, old)).toBe('wrong-code');
    expect(await opensByCode(one.disk, fresh ?? '')).toBe('open');
    expect(one.keys.header()).toMatchObject({ copy: 2, generation: 2 });
    expect(one.noted).toContain('keys-rotated');
  });
});

test('a rotation asks for the passphrase, and gives no code where there was none', async () => {
  const { secrets, keys } = await rig();
  expect(await secrets.rotateKeys('falsch')).toEqual(refuse('wrong-passphrase'));
  expect(keys.header().generation).toBe(1);
  expect(await secrets.rotateKeys(OLD)).toEqual(ok({ code: null }));
});

test('another idle time stands in the log with its minutes, and the same one does not', async () => {
  const { secrets, noted, counted } = await rig();
  await secrets.begin();
  for (const minutes of [5, 15, 15, 0]) await secrets.setIdle(minutes);
  expect(noted).toEqual(['idle-changed', 'idle-changed']);
  expect(counted).toEqual([15, 0]);
});

test('the idle time is told to main at once, kept, and shown', async () => {
  const { secrets, main } = await rig();
  await secrets.begin();
  expect(main.idleMinutes).toBe(5);
  await secrets.setIdle(15);
  expect(main.idleMinutes).toBe(15);
  expect(await secrets.security()).toMatchObject({
    idleMinutes: 15,
    argonMiB: 64,
    argonPasses: 3,
    recoverySince: null,
    journalBytes: 77,
  });
  main.idleMinutes = 0;
  await secrets.begin();
  expect(main.idleMinutes).toBe(15);
});
