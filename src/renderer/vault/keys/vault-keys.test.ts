import { expect, test } from 'vitest';
import type { BucketId } from '../../../../protocol/ids.ts';
import type { CarrierRequests } from '../../../contract/carrier.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import { MAX_DOCUMENT_BYTES } from '../../../../protocol/limits.ts';
import {
  ARGON_FLOOR,
  MAX_BUCKETS,
  MAX_KEYRING_BYTES,
  MAX_PREKEYS,
  MAX_SETTINGS_BYTES,
  SPARE_LOW,
} from '../limits.ts';
import { newTeamKeyring } from '../team/found-team.ts';
import { testEnv } from '../testing/test-env.ts';
import { prefetch, unlockByCode } from '../unlock.ts';
import { bucketsOf } from './buckets.ts';
import { newHeaderKeys, writeHeader, type HeaderState } from './header.ts';
import { sealBuckets, sealKeyring } from './keyring-file.ts';
import type { Keyring } from './keyring.ts';
import { newRecoveryKey } from './slot-keys.ts';
import { sealSlot } from './slots.ts';
import { vaultKeys, type VaultKeys } from './vault-keys.ts';

const env = testEnv();
const input = {
  relay: 'wss://relay.example.org',
  claim: 'x',
  teamName: 'Anlaufstelle',
  alias: 'Team Ahorn',
  language: 'de',
  passphrase: 'ein langer Satz',
} as const;
const HEAD = { count: 3, chain: new Uint8Array(32).fill(9) };
const AT = { head: HEAD, end: 300 };
const NOTHING = { drop: new Set<BucketId>(), rekey: false, freshEpoch: false };

/** Files in memory; `dies` more writes and then none is answered, `full` refuses them. */
class Disk {
  header: Uint8Array | null = null;
  readonly keyrings = new Map<number, Uint8Array>();
  full = false;
  dies = Infinity;
  readonly log: string[] = [];

  readonly readHeader = async () => this.header;
  readonly holdsJournal = async () => false;
  readonly readKeyring = async ({ number }: CarrierRequests['readKeyring']['input']) =>
    this.keyrings.get(number) ?? null;

  readonly writeHeader = async ({ bytes }: CarrierRequests['writeHeader']['input']) =>
    await this.#write('header', () => {
      this.header = bytes;
    });

  readonly writeKeyring = async ({ number, bytes }: CarrierRequests['writeKeyring']['input']) =>
    await this.#write(`keyring-${number}`, () => this.keyrings.set(number, bytes));

  async #write(what: string, write: () => void): Promise<Outcome<null, 'disk-full'>> {
    if (this.full) return refuse('disk-full');
    if (this.dies <= 0) return await new Promise(() => undefined);
    write();
    this.log.push(what);
    this.dies -= 1;
    return this.dies <= 0 ? await new Promise(() => undefined) : ok(null);
  }
}

interface Rig {
  readonly disk: Disk;
  readonly keys: VaultKeys;
  readonly keyring: Keyring;
  readonly own: BucketId;
  readonly second: BucketId;
  /** Opens it without work. */
  readonly code: Uint8Array;
}

function rig(): Rig {
  const disk = new Disk();
  const secret = newRecoveryKey({ env });
  const keyring = newTeamKeyring(input, env);
  const header = newHeaderKeys();
  const own = { kind: 'passphrase', made: 0, work: ARGON_FLOOR, salt: new Uint8Array(16) } as const;
  const slots = [sealSlot({ ...own, key: new Uint8Array(32) }, header.master)];
  const state: HeaderState = {
    founding: false,
    generation: 1,
    keyring: 1,
    copy: 1,
    masterSince: 0,
    slots: [...slots, sealSlot(secret.slot, header.master)],
  };
  const box = sealBuckets(keyring.buckets, header.keyring);
  disk.header = writeHeader(state, header);
  disk.keyrings.set(1, sealKeyring(keyring, { box, keyringKey: header.keyring }));
  const keys = vaultKeys({ header: state, keys: header, box }, keyring, disk, env);
  const [first, second] = keyring.buckets.keys();
  if (first === undefined || second === undefined) throw new Error('no buckets');
  return { disk, keys, keyring, own: first, second, code: secret.code };
}

/** What lies on the disk, opened by the printed code. */
async function onDisk({ disk, code }: Pick<Rig, 'disk' | 'code'>): Promise<Keyring> {
  const opened = unlockByCode(code, await prefetch(disk));
  const keyring = opened.ok ? opened.value.keyring() : null;
  if (keyring === null) throw new Error(opened.ok ? 'no buckets' : opened.refusal);
  return keyring;
}

test('a change is on the disk before anyone sees it, and a full disk changes nothing', async () => {
  const { disk, keys, ...rest } = rig();
  await keys.write(() => ({ rootIndex: 1 }));
  expect(keys.current()).toMatchObject({ counter: 2, rootIndex: 1 });
  disk.full = true;
  expect(await keys.write(() => ({ rootIndex: 2 }))).toEqual(refuse('disk-full'));
  expect(keys.current()).toMatchObject({ counter: 2, rootIndex: 1 });
  expect(await onDisk({ disk, ...rest })).toEqual(keys.current());
});

test('a write records where the journal stands, but not a place in another generation', async () => {
  const one = rig();
  let generation = 1;
  one.keys.watchHead(() => ({ generation, ...AT }));
  await one.keys.write(() => ({}));
  expect(await onDisk(one)).toMatchObject(AT);
  generation = 2;
  one.keys.watchHead(() => ({ generation, head: HEAD, end: 999 }));
  await one.keys.write(() => ({}));
  expect(await onDisk(one)).toMatchObject(AT);
});

test('the keys of the buckets are sealed anew only when one was made', async () => {
  const one = rig();
  const box = async () => {
    const opened = unlockByCode(one.code, await prefetch(one.disk));
    return opened.ok ? opened.value.box : null;
  };
  const before = await box();
  await one.keys.write(() => ({ rootIndex: 7 }));
  expect(await box()).toEqual(before);
  const buckets = bucketsOf(one.keys, () => true, env.random);
  await buckets.ensure(1);
  expect(await box()).not.toEqual(before);
  expect(await onDisk(one)).toEqual(one.keys.current());
});

test('a commit names a new generation and keyring, and keeps what was written meanwhile', async () => {
  const one = rig();
  const next = one.keys.prepare(NOTHING);
  expect(next).toMatchObject({ generation: 2, keyringNumber: 2, copy: 1 });
  await one.keys.write(() => ({ rootIndex: 5 }));
  expect(await one.keys.commit(next, AT)).toEqual(ok(null));
  expect(one.disk.log).toEqual(['keyring-1', 'keyring-2', 'header']);
  expect(await onDisk(one)).toEqual(one.keys.current());
  expect(one.keys.current()).toMatchObject({ ...AT, number: 2, generation: 2, rootIndex: 5 });
  expect(one.keys.header()).toMatchObject({ generation: 2, keyring: 2, copy: 1 });
  expect(next.dataKey(one.own)).toBe(one.keys.dataKey(one.own));
});

test('an older keyring under the new header is called older', async () => {
  const one = rig();
  const before = one.disk.keyrings.get(1);
  await one.keys.commit(one.keys.prepare(NOTHING), AT);
  if (before !== undefined) one.disk.keyrings.set(2, before);
  expect(unlockByCode(one.code, await prefetch(one.disk))).toEqual(refuse('rolled-back'));
});

test('a snapshot keeps every key, an erase drops buckets and takes a new epoch key', async () => {
  const one = rig();
  const epoch = one.keyring.epochKey.slice();
  await one.keys.commit(one.keys.prepare(NOTHING), AT);
  expect(one.keys.current().epochKey).toEqual(epoch);
  const drop = new Set([one.second]);
  await one.keys.commit(one.keys.prepare({ drop, rekey: false, freshEpoch: true }), AT);
  expect(one.keys.dataKey(one.second)).toBeUndefined();
  expect(one.keys.current().epochKey).not.toEqual(epoch);
  expect((await onDisk(one)).buckets.has(one.second)).toBe(false);
  expect(() => one.keys.prepare({ ...NOTHING, drop: new Set([one.own]) })).toThrow('stays');
});

test('a rotation takes every data key anew, keeps every name key, and numbers a new copy', async () => {
  const one = rig();
  const secret = newRecoveryKey({ env });
  const before = structuredClone(one.keyring);
  const plan = { ...NOTHING, rekey: true, slots: [passphrase(), secret.slot] };
  const next = one.keys.prepare(plan);
  const buckets = bucketsOf(one.keys, () => true, env.random);
  await buckets.ensure(1);
  const late = buckets.take();
  const lateKey = next.dataKey(late);
  expect(lateKey).toBeDefined();
  expect(next.dataKey(late)).toBe(lateKey);
  await one.keys.commit(next, AT);
  for (const [bucket, { data, name }] of before.buckets) {
    expect(one.keys.dataKey(bucket)).not.toEqual(data);
    expect(one.keys.nameKey(bucket)).toEqual(name);
  }
  expect(one.keys.dataKey(late)).toBe(lateKey);
  expect(one.keys.header()).toMatchObject({ copy: 2, masterSince: env.now() });
  expect(await onDisk({ disk: one.disk, code: secret.code })).toEqual(one.keys.current());
  await expect(onDisk(one)).rejects.toThrow('wrong-code');
});

const passphrase = () =>
  ({
    kind: 'passphrase',
    made: 0,
    work: ARGON_FLOOR,
    salt: new Uint8Array(16),
    key: new Uint8Array(32),
  }) as const;

test('killed after any write of a commit, the disk holds the old pair or the new one', async () => {
  for (let dies = 1; dies <= 2; dies += 1) {
    const one = rig();
    const next = one.keys.prepare({ ...NOTHING, rekey: true });
    one.disk.dies = dies;
    void one.keys.commit(next, AT);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    expect((await onDisk(one)).generation, `killed after write ${dies}`).toBe(dies);
  }
});

test('a full disk leaves the old pair in force, and the plan may be tried again or given up', async () => {
  const one = rig();
  const next = one.keys.prepare({ ...NOTHING, rekey: true });
  one.disk.full = true;
  expect(await one.keys.commit(next, AT)).toEqual(refuse('disk-full'));
  expect(one.keys.header().generation).toBe(1);
  one.disk.full = false;
  expect(await one.keys.commit(next, AT)).toEqual(ok(null));
  const again = one.keys.prepare(NOTHING);
  expect(() => one.keys.prepare(NOTHING)).toThrow('already');
  one.keys.abandon(again);
  one.keys.abandon(again);
  await expect(one.keys.commit(again, AT)).rejects.toThrow('not the generation');
  expect(await onDisk(one)).toEqual(one.keys.current());
});

test('after zeroing nothing can be used any more, and no key is left', async () => {
  const { keys, keyring, own } = rig();
  const retired = keyring.buckets.get(own)?.data;
  await keys.commit(keys.prepare({ ...NOTHING, rekey: true }), AT);
  const next = keys.prepare({ ...NOTHING, rekey: true });
  const secrets = [
    retired,
    keys.current().epochKey,
    keyring.epochKey,
    next.dataKey(own),
    next.epochKey,
    ...[...keys.current().buckets.values()].flatMap(({ data, name }) => [data, name]),
  ];
  keys.zero();
  keys.zero();
  for (const secret of secrets) expect(secret?.every((byte) => byte === 0)).toBe(true);
  expect(() => keys.current()).toThrow('locked');
  expect(() => keys.dataKey(own)).toThrow('locked');
  await expect(keys.write(() => ({}))).rejects.toThrow('locked');
  await expect(keys.writeHeader(() => ({}))).rejects.toThrow('locked');
});

test('spare data keys are durable before the first of them is given out', async () => {
  const { keys, disk } = rig();
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
  expect(disk.log.length).toBeGreaterThan(0);
  expect(disk.log.length).toBeLessThan(200 / SPARE_LOW);
});

test('the keyring takes keys up to its bound, says when it is reached, and gives out what is left', async () => {
  const { keys, disk } = rig();
  const max = keys.current().buckets.size + 2;
  const told: number[] = [];
  const all = bucketsOf(keys, () => true, env.random, { max, full: (at) => told.push(at) });
  expect(await all.ensure(3)).toEqual(refuse('vault-full'));
  expect(told).toEqual([max]);
  expect(disk.log).toEqual([]);
  expect(await all.ensure(2)).toEqual(ok(null));
  expect(keys.current().buckets.size).toBe(max);
  expect(await all.ensure(1)).toEqual(ok(null));
  all.take();
  all.take();
  expect(await all.ensure(1)).toEqual(refuse('vault-full'));
  expect(told).toEqual([max, max]);
});

test('as many keys as a keyring may hold fit it beside the largest core', () => {
  const bucket = 16 + 32 + 32;
  const core = MAX_DOCUMENT_BYTES + MAX_SETTINGS_BYTES + MAX_PREKEYS * (32 + 3 * 8) + 1024;
  expect(MAX_BUCKETS * bucket + core).toBeLessThan(MAX_KEYRING_BYTES);
});

test('a spare bucket given back is given out again, and a full disk is said', async () => {
  const { keys, disk } = rig();
  const buckets = bucketsOf(keys, () => false, env.random);
  const bucket = buckets.take();
  buckets.giveBack(bucket);
  expect(buckets.take()).toBe(bucket);
  disk.full = true;
  expect(await buckets.ensure(10_000)).toEqual(refuse('disk-full'));
});
