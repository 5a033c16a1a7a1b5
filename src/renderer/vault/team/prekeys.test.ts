import { expect, test } from 'vitest';
import { newDevice } from '../../../../protocol/crypto/identity.ts';
import { platformRandom } from '../../../../protocol/crypto/random.ts';
import { TeamId } from '../../../../protocol/ids.ts';
import { CLOCK_TRUST_MS, PREKEY_EVERY_MS, PREKEY_KEEP_MS } from '../../../../protocol/limits.ts';
import { readPrekey } from '../../../../protocol/team/prekey.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import type { Keyring, Prekey } from '../keys/keyring.ts';
import { testEnv } from '../testing/test-env.ts';
import { deviceOf } from './device.ts';
import { newPrekey, prekeysOf, superseded } from './prekeys.ts';

const prekey = (n: number, supersededAt = 0): Prekey => ({
  secret: new Uint8Array(32).fill(n),
  issued: n,
  expires: n + 1,
  superseded: supersededAt,
});

test('all but the newest begin their sixteen days when the newest is published', () => {
  const after = superseded([prekey(1), prekey(2)], { now: 100, mayDestroy: true });
  expect(after).toEqual([prekey(1, 100), prekey(2)]);
});

test('a private half goes sixteen days after its successor, and the newest never', () => {
  const keys = [prekey(1, 100), prekey(2, 200), prekey(3)];
  const now = 100 + PREKEY_KEEP_MS;
  expect(superseded(keys, { now, mayDestroy: true })).toHaveLength(3);
  expect(superseded(keys, { now: now + 1, mayDestroy: true })).toEqual(keys.slice(1));
  expect(superseded(keys, { now: now * 100, mayDestroy: true })).toEqual([prekey(3)]);
});

test('nothing is destroyed while our clock and the relay disagree', () => {
  const keys = [prekey(1, 100), prekey(2)];
  expect(superseded(keys, { now: PREKEY_KEEP_MS * 100, mayDestroy: false })).toEqual(keys);
});

test('a key made while the clock ran a year ahead does not keep the next ones from the relay', async () => {
  const env = testEnv();
  const start = env.now();
  const accepted: number[] = [];
  let keyring = {
    counter: 1,
    epochKey: platformRandom(32),
    device: newDevice(platformRandom),
    prekeys: [newPrekey(env)],
  } as unknown as Keyring;
  const prekeys = prekeysOf({
    env,
    device: deviceOf(keyring),
    team: TeamId('01'.repeat(16)),
    docSeq: () => 1,
    keys: {
      current: () => keyring,
      write: async (change) => {
        keyring = { ...keyring, ...change(keyring) };
        return ok(null);
      },
      watchHead: () => undefined,
      dataKey: () => undefined,
      zero: () => undefined,
    },
    carrier: {
      putPrekey: async ({ bundle }) => {
        const { issued } = readPrekey(bundle);
        if (issued > start + PREKEY_EVERY_MS + CLOCK_TRUST_MS) return refuse('bad-document');
        accepted.push(issued);
        return ok(null);
      },
    },
  });
  const none = new Uint8Array(8);
  const year = 365 * PREKEY_EVERY_MS;
  await env.sleep(year);
  await prekeys.publish({ kid: none, relayTime: start });
  await env.sleep(PREKEY_EVERY_MS - year);
  await prekeys.publish({ kid: none, relayTime: env.now() });
  expect(accepted).toEqual([start + PREKEY_EVERY_MS]);
});
