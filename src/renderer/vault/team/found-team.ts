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
import { equalBytes } from '../../../../protocol/hash.ts';
import { DOCUMENT_LIFE_MS } from '../../../../protocol/limits.ts';
import { deviceEntry } from '../../../../protocol/team/device-entry.ts';
import { readDocument, signDocument, teamIdOf } from '../../../../protocol/team/document.ts';
import type { Env } from '../env.ts';
import type { HeaderKeys } from '../keys/header.ts';
import type { Keyring } from '../keys/keyring.ts';
import { spareBuckets } from '../keys/vault-keys.ts';
import { SPARE_BUCKETS } from '../limits.ts';
import { NO_ENTRIES } from '../store/entry.ts';
import { withDevices } from './documents.ts';
import { newPrekey } from './prekeys.ts';
import { firstProfile } from './profile-texts.ts';
import type { DeskRequests } from '../../../contract/desk.ts';

export type Founding = DeskRequests['createTeam']['input'];

/** What a founding makes or takes up again. */
export interface Founded {
  readonly keys: HeaderKeys;
  readonly keyring: Keyring;
  readonly rootCode: Uint8Array;
}

/**
 * A keyring with everything a first device needs: T_0 and T_1 from a fresh root code, a device that is
 * operator and coordinator, its first prekey, spare data keys, and document 1. Pure but for `env`.
 * `skip` is how many journal entries an abandoned founding left behind.
 */
export function newTeamKeyring(
  input: Founding,
  env: Env,
  skip: number,
): Keyring & { readonly rootCode: Uint8Array } {
  const rootCode = newRootCode(env.random);
  const device = newDevice(env.random);
  const draft = {
    counter: 1,
    epochKey: env.random(32),
    head: NO_ENTRIES,
    skip,
    rootSeed: rootSeed(rootCode, 0),
    rootIndex: 0,
    rootCode,
    device,
    prekeys: [newPrekey(env)],
    buckets: spareBuckets(SPARE_BUCKETS + 1, env.random),
  };
  return { ...draft, ...firstDocument({ rootCode, device }, input, env.now()) };
}

/** Document 1 and the settings that go with it, signed by T_0. */
export function firstDocument(
  secrets: Pick<Founded, 'rootCode'> & Pick<Keyring, 'device'>,
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
