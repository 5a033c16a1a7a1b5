/**
 * Vault, team: first run. Team, device and vault are made here, and the relay is claimed.
 *
 * Everything is durable before the PUT. Should the app die anywhere in between, the header still says
 * "founding": the screen shows first run again, and the same passphrase takes up the same team, with
 * the same root code, instead of losing it.
 */
import {
  deviceKeys,
  newDevice,
  newRootCode,
  rootSeed,
} from '../../../../protocol/crypto/identity.ts';
import { sign, signKeysFrom, type SignKeys } from '../../../../protocol/crypto/keys.ts';
import { equalBytes, KEY_BYTES } from '../../../../protocol/hash.ts';
import { DOCUMENT_LIFE_MS } from '../../../../protocol/limits.ts';
import { deviceEntry } from '../../../../protocol/team/device-entry.ts';
import { readDocument, signDocument, teamIdOf } from '../../../../protocol/team/document.ts';
import type { Env } from '../env.ts';
import type { Keyring, Settings } from '../keys/keyring.ts';
import { spareBuckets } from '../keys/vault-keys.ts';
import { SPARE_BUCKETS } from '../limits.ts';
import { NO_ENTRIES } from '../store/entry.ts';
import { withDevices } from './known-devices.ts';
import { newPrekey } from './prekeys.ts';
import { firstProfile } from './profile-texts.ts';
import type { DeskRequests } from '../../../contract/desk.ts';

export type Founding = DeskRequests['createTeam']['input'];

/** What a vault filled from a backup takes over. Its device is new and in no team until it is invited. */
export interface Reader {
  readonly document: Uint8Array;
  readonly settings: Settings;
  /** The backup's: what was erased there does not come back here. */
  readonly tombstoneKey: Uint8Array;
}

/** Number of a new vault's first generation, keyring and copy. */
export const FIRST = 1;

/**
 * A keyring with everything a first device needs: T_0 and T_1 from a fresh root code, a device that is
 * operator and coordinator, its first prekey, spare data keys, and document 1. Pure but for `env`.
 */
export function newTeamKeyring(
  input: Founding,
  env: Pick<Env, 'now' | 'random'>,
): Keyring & { readonly rootCode: Uint8Array } {
  const rootCode = newRootCode(env.random);
  const device = newDevice(env.random);
  return {
    ...blank(env),
    tombstoneKey: env.random(KEY_BYTES),
    rootSeed: rootSeed(rootCode, 0),
    rootCode,
    device,
    ...firstDocument({ rootCode, device }, input, env.now()),
  };
}

/** A keyring without a root seed, for a device that only reads what a backup brings. */
export const newReaderKeyring = (
  { document, settings, tombstoneKey }: Reader,
  env: Pick<Env, 'now' | 'random'>,
): Keyring => ({
  ...blank(env),
  document,
  settings,
  tombstoneKey,
  rootSeed: null,
  rootCode: null,
  device: newDevice(env.random),
});

const blank = (env: Pick<Env, 'now' | 'random'>) => ({
  counter: 1,
  published: 0,
  number: FIRST,
  generation: FIRST,
  generationSince: env.now(),
  epochKey: env.random(KEY_BYTES),
  head: NO_ENTRIES,
  end: 0,
  rootIndex: 0,
  prekeys: [newPrekey(env)],
  buckets: spareBuckets(SPARE_BUCKETS + 1, env.random),
});

/** Document 1 and the settings that go with it, signed by T_0. */
export function firstDocument(
  secrets: { readonly rootCode: Uint8Array } & Pick<Keyring, 'device'>,
  input: Founding,
  now: number,
): Pick<Keyring, 'document' | 'settings'> {
  const root: SignKeys = signKeysFrom(rootSeed(secrets.rootCode, 0));
  const next = signKeysFrom(rootSeed(secrets.rootCode, 1));
  const { login, sign: signing, ik } = deviceKeys(secrets.device);
  const publicKeys = { login: login.publicKey, sign: signing.publicKey, ik: ik.publicKey };
  const document = signDocument(
    {
      team: teamIdOf(root.publicKey),
      seq: 1,
      prev: new Uint8Array(32),
      issued: now,
      expires: now + DOCUMENT_LIFE_MS,
      signer: root.publicKey,
      next: next.publicKey,
      devices: [deviceEntry(publicKeys, ['operator', 'manager', 'coordinator'])],
      revoked: [],
      origins: [input.relay],
      profile: firstProfile({ team: input.teamName, alias: input.alias }),
    },
    (message) => sign(root, message),
  );
  const { relay, teamName, alias, language } = input;
  const settings = { relay, teamName, alias, language, devices: [] };
  return { document, settings: withDevices(settings, readDocument(document)) };
}

/** Whether what the relay holds is the document this vault made: then the PUT of an earlier try arrived. */
export const isOurs = (held: Uint8Array, keyring: Pick<Keyring, 'document'>): boolean =>
  equalBytes(held, keyring.document);
