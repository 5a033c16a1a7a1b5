import { expect, test } from 'vitest';
import { ok, refuse } from '../../../contract/outcome.ts';
import { firstDocument, newTeamKeyring } from '../team/found-team.ts';
import { testEnv } from '../testing/test-env.ts';
import { bucketsOf } from './buckets.ts';
import { newHeaderKeys } from './header.ts';
import { openKeyring, sealKeyring, wipeKeyring } from './keyring.ts';
import { vaultKeys } from './vault-keys.ts';
import { SPARE_LOW } from '../limits.ts';

const env = testEnv();
const key = new Uint8Array(32).fill(4);
const input = {
  relay: 'wss://relay.example.org',
  claim: 'x',
  teamName: 'Anlaufstelle',
  alias: 'Team Ahorn',
  language: 'de',
  passphrase: 'ein langer Satz',
} as const;
const fresh = () => newTeamKeyring(input, env, 2);

test('a keyring comes back whole, and only under its key', () => {
  const keyring = fresh();
  const sealed = sealKeyring(keyring, key);
  expect(openKeyring(sealed, key)).toEqual(keyring);
  expect(openKeyring(sealed, new Uint8Array(32))).toBeNull();
  sealed[40] = (sealed[40] ?? 0) ^ 1;
  expect(openKeyring(sealed, key)).toBeNull();
  expect(openKeyring(new Uint8Array(3), key)).toBeNull();
});

test('a keyring without its root code is read back without one', () => {
  const { rootCode: _, ...rest } = fresh();
  const keyring = { ...rest, rootCode: null };
  expect(openKeyring(sealKeyring(keyring, key), key)).toEqual(keyring);
});

test('wiping leaves no secret byte', () => {
  const keyring = fresh();
  wipeKeyring(keyring);
  const { device, prekeys, buckets, epochKey, rootSeed, rootCode } = keyring;
  const secrets = [
    epochKey,
    rootSeed,
    rootCode,
    device.loginSeed,
    device.signSeed,
    device.ikSecret,
  ];
  for (const secret of [...secrets, ...prekeys.map((one) => one.secret), ...buckets.values()]) {
    expect(secret.every((byte) => byte === 0)).toBe(true);
  }
});

test('a change is on the disk before anyone sees it, and a full disk changes nothing', async () => {
  const log: string[] = [];
  let full = false;
  const keys = vaultKeys(
    { keys: newHeaderKeys(), keyring: fresh() },
    {
      writeVault: async () => {
        log.push(`counter ${keys.current().counter} while writing`);
        return full ? refuse('disk-full') : ok(null);
      },
    },
  );
  await keys.write(() => ({ rootIndex: 1 }));
  expect(keys.current()).toMatchObject({ counter: 2, rootIndex: 1 });
  full = true;
  expect(await keys.write(() => ({ rootIndex: 2 }))).toEqual({ ok: false, refusal: 'disk-full' });
  expect(keys.current()).toMatchObject({ counter: 2, rootIndex: 1 });
  expect(log).toEqual(['counter 1 while writing', 'counter 2 while writing']);
});

test('after zeroing nothing can be used any more', async () => {
  const keyring = fresh();
  const opened = { keys: newHeaderKeys(), keyring };
  const keys = vaultKeys(opened, { writeVault: async () => ok(null) });
  const [bucket] = [...keyring.buckets.keys()];
  keys.zero();
  keys.zero();
  expect(() => keys.current()).toThrow('locked');
  expect(() => (bucket === undefined ? null : keys.dataKey(bucket))).toThrow('locked');
  const secrets = [
    opened.keys.master,
    opened.keys.keyring,
    keyring.epochKey,
    ...keyring.buckets.values(),
  ];
  for (const secret of secrets) expect(secret.every((byte) => byte === 0)).toBe(true);
  await expect(keys.write(() => ({}))).rejects.toThrow('locked');
});

test('spare data keys are durable before the first of them is given out', async () => {
  const writes: number[] = [];
  const keyring = fresh();
  const keys = vaultKeys(
    { keys: newHeaderKeys(), keyring },
    {
      writeVault: async () => {
        writes.push(keys.current().buckets.size);
        return ok(null);
      },
    },
  );
  const buckets = bucketsOf(keys, () => false, env.random);
  expect(buckets.used).toEqual([]);
  const given = new Set([buckets.own]);
  for (let i = 0; i < 200; i += 1) {
    await buckets.ensure(1);
    const bucket = buckets.take();
    expect(keys.dataKey(bucket)).toBeDefined();
    expect(given.has(bucket)).toBe(false);
    given.add(bucket);
  }
  expect(writes.length).toBeGreaterThan(0);
  expect(writes.length).toBeLessThan(200 / SPARE_LOW);
});

test('a spare bucket given back is given out again, and a full disk is said', async () => {
  const keys = vaultKeys(
    { keys: newHeaderKeys(), keyring: fresh() },
    {
      writeVault: async () => refuse('disk-full'),
    },
  );
  const buckets = bucketsOf(keys, () => false, env.random);
  const bucket = buckets.take();
  buckets.giveBack(bucket);
  expect(buckets.take()).toBe(bucket);
  expect(await buckets.ensure(10_000)).toEqual({ ok: false, refusal: 'disk-full' });
});

test('the same secrets and input always give the same first document', () => {
  const { rootCode, device } = fresh();
  const one = firstDocument({ rootCode, device }, input, 1000);
  expect(firstDocument({ rootCode, device }, input, 1000)).toEqual(one);
});
