import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BucketId } from '../../../../protocol/ids.ts';
import { newPrekey } from '../team/prekeys.ts';
import { firstDocument, newReaderKeyring, newTeamKeyring } from '../team/found-team.ts';
import { MAX_PREKEYS } from '../limits.ts';
import { testEnv } from '../testing/test-env.ts';
import { openBuckets, openCore, sealBuckets, sealKeyring } from './keyring-file.ts';
import { wipeKeyring, type BucketRing, type Keyring } from './keyring.ts';

const env = testEnv();
const key = new Uint8Array(32).fill(4);
const other = new Uint8Array(32);
const input = {
  relay: 'wss://relay.example.org',
  claim: 'x',
  teamName: 'Anlaufstelle',
  alias: 'Team Ahorn',
  language: 'de',
  passphrase: 'ein langer Satz',
} as const;
const fresh = () => newTeamKeyring(input, env);
const here = { number: 1, generation: 1 };

const seal = (keyring: Keyring, buckets: BucketRing = keyring.buckets): Uint8Array =>
  sealKeyring(keyring, { box: sealBuckets(buckets, key), keyringKey: key });

/** Core and buckets together, or the first refusal. */
function open(bytes: Uint8Array, place = here, keyringKey = key): unknown {
  const opened = openCore(bytes, place, keyringKey);
  if (typeof opened === 'string') return opened;
  const buckets = openBuckets(opened.box, keyringKey);
  return buckets === null ? 'no buckets' : { ...opened.core, buckets };
}

test('a keyring comes back whole, in the order its buckets were made, and only under its key', () => {
  const keyring = fresh();
  const sealed = seal(keyring);
  expect(open(sealed)).toEqual(keyring);
  expect([...keyring.buckets.keys()]).toEqual([...(open(sealed) as Keyring).buckets.keys()]);
  expect(open(sealed, here, other)).toBe('damaged-keyring');
});

test('a device that only reads has no seed and no code', () => {
  const { document, settings, tombstoneKey } = fresh();
  const keyring = newReaderKeyring({ document, settings, tombstoneKey }, env);
  expect(open(seal(keyring))).toEqual(keyring);
  expect(keyring).toMatchObject({ rootSeed: null, rootCode: null });
});

test('a changed byte anywhere is damage, and nothing of it opens', () => {
  const { buckets, ...rest } = fresh();
  const few = new Map([...buckets].slice(0, 2));
  const sealed = seal({ ...rest, buckets: few });
  for (let at = 0; at < sealed.length; at += 1) {
    const bytes = sealed.slice();
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    expect(open(bytes), `byte ${at}`).toBe('damaged-keyring');
  }
  for (const cut of [0, 3, 27, 60]) expect(open(sealed.subarray(0, cut))).toBe('damaged-keyring');
});

test('an older file in its place is called older, not damaged', () => {
  const sealed = seal(fresh());
  expect(open(sealed, { number: 2, generation: 2 })).toBe('rolled-back');
  expect(open(sealed, { number: 1, generation: 2 })).toBe('rolled-back');
  expect(open(seal({ ...fresh(), number: 2, generation: 2 }))).toBe('damaged-keyring');
});

test('the buckets of another write do not belong to this core', () => {
  const keyring = fresh();
  const [sealed, another] = [seal(keyring), seal(keyring)];
  const box = (bytes: Uint8Array): number => {
    const opened = openCore(bytes, here, key);
    return typeof opened === 'string' ? 0 : opened.box.length;
  };
  const mixed = sealed.slice();
  mixed.set(another.subarray(-box(another)), sealed.length - box(sealed));
  expect(open(mixed)).toBe('damaged-keyring');
});

test('buckets come back whole, however many', () => {
  const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const id = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((raw) => BucketId.of(raw));
  const rings = fc
    .array(fc.tuple(id, fc.record({ data: bytes, name: bytes })), { maxLength: 40 })
    .map((pairs): BucketRing => new Map(pairs));
  fc.assert(
    fc.property(rings, (ring) => {
      expect(openBuckets(sealBuckets(ring, key), key)).toEqual(ring);
    }),
    { numRuns: 40 },
  );
});

test('wiping leaves no secret byte', () => {
  const keyring = fresh();
  wipeKeyring(keyring);
  const { device, prekeys, buckets, epochKey, tombstoneKey, rootSeed, rootCode } = keyring;
  const secrets = [
    epochKey,
    tombstoneKey,
    rootSeed,
    rootCode,
    device.loginSeed,
    device.signSeed,
    device.ikSecret,
    ...prekeys.map((one) => one.secret),
    ...[...buckets.values()].flatMap(({ data, name }) => [data, name]),
  ];
  for (const secret of secrets) expect(secret?.every((byte) => byte === 0)).toBe(true);
});

test('the same secrets and input always give the same first document', () => {
  const { rootCode, device } = fresh();
  const one = firstDocument({ rootCode, device }, input, 1000);
  expect(firstDocument({ rootCode, device }, input, 1000)).toEqual(one);
});

test('a keyring that could not be read again is not written', () => {
  const keyring = fresh();
  const prekeys = Array.from({ length: MAX_PREKEYS }, () => newPrekey(env));
  expect(open(seal({ ...keyring, prekeys }))).toMatchObject({ prekeys });
  const tooMany = [...prekeys, newPrekey(env)];
  expect(() => seal({ ...keyring, prekeys: tooMany })).toThrow('too large');
  const document = new Uint8Array(10 * 1024 * 1024);
  expect(() => seal({ ...keyring, document })).toThrow('too large');
  const settings = { ...keyring.settings, teamName: 'x'.repeat(1024 * 1024) };
  expect(() => seal({ ...keyring, settings })).toThrow('too large');
});
