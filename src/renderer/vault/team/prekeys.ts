/**
 * Vault, team: this device's prekeys (PROTOCOL §2).
 *
 * A new one every 24 h. Its private half is on the disk before the relay hears of it; an old half is
 * destroyed 16 days after its successor was published, never while newest, and only while our clock
 * and the relay's agree.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import nacl from 'tweetnacl';
import { boxKeysFrom, type BoxKeys } from '../../../../protocol/crypto/keys.ts';
import { kidOf } from '../../../../protocol/crypto/envelope.ts';
import type { TeamId } from '../../../../protocol/ids.ts';
import {
  CLOCK_TRUST_MS,
  PREKEY_EVERY_MS,
  PREKEY_KEEP_MS,
  PREKEY_LIFE_MS,
} from '../../../../protocol/limits.ts';
import { signPrekey } from '../../../../protocol/team/prekey.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { Env } from '../env.ts';
import type { Prekey } from '../keys/keyring.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import { MAX_PREKEYS } from '../limits.ts';
import type { Device } from './device.ts';
import { sealedEpoch } from './epoch.ts';

export interface Prekeys {
  /** The pair a kid names, while its private half is held. */
  readonly keyFor: (kid: Uint8Array) => BoxKeys | undefined;
  /**
   * Makes a new one when it is time, and publishes the newest, signed now: its epoch tells any later
   * copy of this vault from an older one. `kid` is the prekey that the relay holds.
   */
  readonly publish: (held: {
    readonly kid: Uint8Array;
    readonly relayTime: number;
  }) => Promise<void>;
}

type Parts = {
  readonly env: Env;
  readonly carrier: Pick<Carrier, 'putPrekey'>;
  readonly keys: Pick<VaultKeys, 'current' | 'write'>;
  readonly device: Device;
  readonly team: TeamId;
  readonly docSeq: () => number;
};

export function prekeysOf(parts: Parts): Prekeys {
  const { env, carrier, keys, device } = parts;
  let pairs = new Map<string, BoxKeys>();
  const pairOf = workedOnce();

  const learn = (): void => {
    pairs = new Map(keys.current().prekeys.map(({ secret }) => pairOf(secret)));
  };
  learn();

  const renew = async (): Promise<void> => {
    const now = env.now();
    await keys.write(({ prekeys }) => {
      const newest = prekeys.at(-1);
      if (newest !== undefined && isFresh(newest, now)) return null;
      return { prekeys: [...prekeys, newPrekey(env)].slice(-MAX_PREKEYS) };
    });
    learn();
  };

  /** The successor is out: older halves begin their 16 days, those at the end of them go. */
  const supersede = async (relayTime: number): Promise<void> => {
    const now = env.now();
    const trusted = Math.abs(relayTime - now) <= CLOCK_TRUST_MS;
    await keys.write(({ prekeys }) => {
      const next = superseded(prekeys, { now, mayDestroy: trusted });
      return next.length === prekeys.length && next.every((one, i) => one === prekeys[i])
        ? null
        : { prekeys: next };
    });
    learn();
  };

  return {
    keyFor: (kid) => pairs.get(bytesToHex(kid)),
    publish: async ({ kid, relayTime }) => {
      await renew();
      const newest = keys.current().prekeys.at(-1);
      if (newest === undefined) throw new Error('a keyring has a prekey');
      const [ours, { publicKey: spk }] = pairOf(newest.secret);
      const isHeld = ours === bytesToHex(kid);
      // A copy of the profile made before this write knows of an earlier bundle only.
      const noted = await keys.write(({ counter }) => ({ published: counter + 1 }));
      // A bundle that says less than the one at the relay would end what that proves.
      if (!noted.ok) return;
      const about = { team: parts.team, device: device.keys.id, docSeq: parts.docSeq() };
      const epoch = sealedEpoch(keys.current(), env);
      const times = { issued: env.now(), expires: newest.expires };
      const put = await carrier.putPrekey({
        bundle: signPrekey({ ...about, spk, epoch, ...times }, device.sign),
      });
      if (!put.ok && !isHeld) return;
      await supersede(relayTime);
    },
  };
}

/** Kid and pair of a secret. A pair costs a scalar multiplication, and its secret never changes. */
function workedOnce(): (secret: Uint8Array) => readonly [string, BoxKeys] {
  const worked = new WeakMap<Uint8Array, readonly [string, BoxKeys]>();
  return (secret) => {
    const known = worked.get(secret);
    if (known !== undefined) return known;
    const pair = boxKeysFrom(secret);
    const named = [bytesToHex(kidOf(pair.publicKey)), pair] as const;
    worked.set(secret, named);
    return named;
  };
}

/** One from the future was made by a wrong clock: no relay takes it, so waiting for it would end in silence. */
const isFresh = ({ issued }: Prekey, now: number): boolean =>
  now - issued < PREKEY_EVERY_MS && issued - now <= CLOCK_TRUST_MS;

export const newPrekey = (env: Pick<Env, 'now' | 'random'>): Prekey => ({
  secret: env.random(nacl.box.secretKeyLength),
  issued: env.now(),
  expires: env.now() + PREKEY_LIFE_MS,
  superseded: 0,
});

/** Pure: marks all but the newest as superseded, drops what is 16 days past that. */
export const superseded = (
  prekeys: readonly Prekey[],
  { now, mayDestroy }: { readonly now: number; readonly mayDestroy: boolean },
): readonly Prekey[] =>
  prekeys
    .map((one, index) =>
      index === prekeys.length - 1 || one.superseded !== 0 ? one : { ...one, superseded: now },
    )
    .filter((one) => !mayDestroy || one.superseded === 0 || now - one.superseded <= PREKEY_KEEP_MS);
