import { expect, test } from 'vitest';
import { newDevice } from '../../../../protocol/crypto/identity.ts';
import { sign } from '../../../../protocol/crypto/keys.ts';
import { REFETCH_TEAM_MS } from '../../../../protocol/limits.ts';
import { deviceEntry } from '../../../../protocol/team/device-entry.ts';
import { documentHash, readDocument, signDocument } from '../../../../protocol/team/document.ts';
import { testTeam } from '../../../../protocol/testing/team.ts';
import type { Carrier, CarrierRequests } from '../../../contract/carrier.ts';
import { ok } from '../../../contract/outcome.ts';
import type { Keyring } from '../keys/keyring.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import { settled, testEnv } from '../testing/test-env.ts';
import { deviceOf } from './device.ts';
import { Documents } from './documents.ts';
import { TeamLink } from './link.ts';

type Dialled = CarrierRequests['dial']['input'];

/** A device of its own, with a team's document in which it does not stand, or does. */
function linked() {
  const team = testTeam('link');
  const env = testEnv(team.now + 1000);
  const secrets = newDevice();
  const device = deviceOf({ device: secrets });
  const at = { document: team.bytes };
  const dials: Dialled[] = [];
  let fetches = 0;
  let keyring = {
    device: secrets,
    document: team.bytes,
    rootSeed: null,
    settings: { relay: 'wss://told.example', devices: [] as readonly unknown[] },
  } as unknown as Keyring;
  const keys = {
    current: () => keyring,
    write: async (change: (before: Keyring) => Partial<Keyring> | null) => {
      keyring = { ...keyring, ...change(keyring) };
      return ok(null);
    },
  } as unknown as VaultKeys;
  const carrier = {
    dial: async (input: Dialled) => {
      dials.push(input);
      return ok(null);
    },
    fetchTeam: async () => {
      fetches += 1;
      return ok({ document: at.document, bundles: [], beacon: new Uint8Array(0), time: env.now() });
    },
  } as unknown as Carrier;
  const documents = new Documents({ env, carrier, keys });
  const link = new TeamLink({
    env,
    carrier,
    keys,
    device,
    documents,
    prekeys: { keyFor: () => undefined, publish: async () => undefined },
    online: () => undefined,
    newDocument: async () => undefined,
    stale: () => undefined,
    isHere: () => true,
  });
  return { team, env, device, at, dials, link, fetches: () => fetches };
}

/** The next document, in which this device stands too. */
function admitted({ team, device }: ReturnType<typeof linked>): Uint8Array {
  const before = readDocument(team.bytes);
  const { login, sign: signing, ik } = device.keys;
  const publicKeys = { login: login.publicKey, sign: signing.publicKey, ik: ik.publicKey };
  const devices = [...before.devices, deviceEntry(publicKeys, ['operator'])];
  return signDocument(
    {
      ...before,
      seq: 2,
      prev: documentHash(team.bytes),
      devices: devices.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    },
    (bytes) => sign(team.roots[0], bytes),
  );
}

test('a device in no document dials without a login and asks for the document again and again', async () => {
  const rig = linked();
  await rig.link.begin();
  rig.link.fact({ type: 'link-changed', link: 'online' });
  await settled();
  expect(rig.dials).toMatchObject([{ login: null }]);
  expect(rig.fetches()).toBe(1);
  await rig.env.advance(3 * REFETCH_TEAM_MS);
  expect(rig.fetches()).toBe(4);
  rig.link.stop();
});

test('it also asks the relay it was told of, after those the document names; once it is let in, only those', async () => {
  const rig = linked();
  const { origins } = readDocument(rig.at.document);
  await rig.link.begin();
  rig.at.document = admitted(rig);
  await rig.link.refetch();
  expect(rig.dials.map((dialled) => dialled.origins)).toEqual([
    [...origins, 'wss://told.example'],
    origins,
  ]);
  rig.link.stop();
});

test('once it is let in, it signs in', async () => {
  const rig = linked();
  await rig.link.begin();
  rig.link.fact({ type: 'link-changed', link: 'online' });
  await settled();
  rig.at.document = admitted(rig);
  await rig.env.advance(REFETCH_TEAM_MS);
  expect(rig.dials).toHaveLength(2);
  expect(rig.dials[1]?.login).toMatchObject({ device: rig.device.keys.id, documentSeq: 2 });
  await rig.env.advance(3 * REFETCH_TEAM_MS);
  expect(rig.dials).toHaveLength(2);
  rig.link.stop();
});

test('a newer document is fetched when the relay says so, and nothing after the stop', async () => {
  const rig = linked();
  await rig.link.begin();
  rig.at.document = admitted(rig);
  rig.link.fact({ type: 'team-newer', documentSeq: 2 });
  await settled();
  expect(rig.dials).toHaveLength(2);
  rig.link.stop();
  rig.link.fact({ type: 'link-changed', link: 'online' });
  await rig.env.advance(3 * REFETCH_TEAM_MS);
  expect(rig.fetches()).toBe(1);
});
