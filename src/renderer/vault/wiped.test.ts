// @vitest-environment node
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { Carrier } from '../../contract/carrier.ts';
import { ok } from '../../contract/outcome.ts';
import { foundReader } from './founding.ts';
import { Gate } from './gate.ts';
import type { Keyring } from './keys/keyring.ts';
import { SystemSecret } from './keys/system-secret.ts';
import { newTeamKeyring } from './team/found-team.ts';
import { FakeDisk } from './testing/fake-disk.ts';
import { env, OLD, rig as secretsRig, stopAll, toolsOver } from './testing/secrets-rig.ts';
import { record, StoreRig } from './testing/store-rig.ts';
import { prefetch } from './unlock.ts';

/** A founding derives a real key. */
vi.setConfig({ testTimeout: 20_000 });
afterEach(stopAll);

const secretsOf = ({ device, prekeys, buckets, epochKey, tombstoneKey }: Keyring): Uint8Array[] => [
  epochKey,
  tombstoneKey,
  ...Object.values(device),
  ...prekeys.map(({ secret }) => secret),
  ...[...buckets.values()].flatMap(({ data, name }) => [data, name]),
];

const isWiped = (key: Uint8Array): boolean => key.every((byte) => byte === 0);

test('an unlock that is refused once the keys are open leaves none of them behind', async () => {
  const rig = new StoreRig();
  const { store, heads } = await rig.opened();
  await store.commit([record(rig, 1, { n: 1 })]);
  await heads.record();
  rig.disk.journal.splice(0);
  rig.keyrings.splice(0);
  expect(await rig.open()).toEqual({ ok: false, refusal: 'rolled-back' });
  expect(rig.keyrings.flatMap(secretsOf).length).toBeGreaterThan(100);
  expect(rig.keyrings.flatMap(secretsOf).every(isWiped)).toBe(true);
});

test.each(['openJournal', 'replay', 'readHeader', 'keepOnly', 'writeKeyring'] as const)(
  'nor does one in which main fails at %s',
  async (name) => {
    const rig = new StoreRig();
    const { store } = await rig.opened();
    await store.commit([record(rig, 1, { n: 1 })]);
    rig.keyrings.splice(0);
    rig.disk.broken.add(name);
    const refused = await rig.open().then(
      (answer) => !answer.ok,
      () => true,
    );
    expect(refused).toBe(true);
    expect(rig.keyrings.flatMap(secretsOf).length).toBeGreaterThan(100);
    expect(rig.keyrings.flatMap(secretsOf).every(isWiped)).toBe(true);
  },
);

test('nor does the secret of the keychain stay where an unlock fails after it was asked for', async () => {
  const disk = new FakeDisk();
  disk.keychain = 'ready';
  await (await secretsRig(disk)).secrets.useKeychain(true, OLD);
  const tools = await toolsOver(disk);
  const given: Uint8Array[] = [];
  const carrier: Carrier = {
    ...tools.carrier,
    readSecret: async () => {
      const secret = await tools.carrier.readSecret(null);
      if (secret.ok) given.push(secret.value);
      return secret;
    },
    watchIdle: async () => {
      throw new Error('main fails');
    },
  };
  const tell = (): void => undefined;
  const migrate = async () => ok(null);
  const around = { carrier, openFiles: () => 0, tell, migrate, database: 'wiped-secret' };
  const gate = new Gate({ ...tools, ...around });
  await expect(gate.unlock(OLD)).rejects.toThrow('main fails');
  expect(given).toHaveLength(2);
  expect(given.every(isWiped)).toBe(true);
});

test('what the keychain gives after the lock is overwritten at once', async () => {
  const secret = new Uint8Array(32).fill(7);
  const { promise, resolve } = Promise.withResolvers<Uint8Array>();
  const system = new SystemSecret({ readSecret: async () => ok(await promise) });
  const held = system.hold();
  system.zero();
  resolve(secret);
  await held;
  expect(isWiped(secret)).toBe(true);
});

test('a founding that finds the disk full leaves no key behind', async () => {
  const disk = new FakeDisk();
  const tools = await toolsOver(disk);
  const made: Uint8Array[] = [];
  const random = (length: number): Uint8Array => {
    const bytes = env.random(length);
    if (length === 32) made.push(bytes);
    return bytes;
  };
  const { document, settings, tombstoneKey } = newTeamKeyring(
    {
      relay: 'wss://relay.example.org',
      claim: 'x',
      teamName: 'Meldestelle Rosenthal',
      alias: 'Kirsch',
      language: 'de',
      passphrase: OLD,
    },
    env,
  );
  const files = await prefetch(tools.carrier);
  disk.full = true;
  const input = { document, settings, tombstoneKey, passphrase: OLD };
  const parts = { ...tools, env: { ...env, random } };
  expect(await foundReader(parts, input, files)).toEqual({ ok: false, refusal: 'disk-full' });
  expect(made.length).toBeGreaterThan(100);
  expect(made.filter((key) => !isWiped(key))).toHaveLength(0);
});
