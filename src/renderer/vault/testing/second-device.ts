/** Vault, testing: a colleague's device in the same team, as a join would make it. */
import {
  deviceKeys,
  newDevice,
  parseRootCode,
  rootSeed,
  type DeviceSecrets,
} from '../../../../protocol/crypto/identity.ts';
import { sign, signKeysFrom } from '../../../../protocol/crypto/keys.ts';
import type { DeviceId } from '../../../../protocol/ids.ts';
import { deviceEntry, type Role } from '../../../../protocol/team/device-entry.ts';
import { documentHash, readDocument, signDocument } from '../../../../protocol/team/document.ts';
import type { Env } from '../env.ts';
import { newHeaderKeys, writeHeader } from '../keys/header.ts';
import { sealBuckets, sealKeyring } from '../keys/keyring-file.ts';
import { loadSodium } from '../keys/passphrase.ts';
import { newPassphraseKey } from '../keys/slot-keys.ts';
import { sealSlot } from '../keys/slots.ts';
import { ARGON_FLOOR } from '../limits.ts';
import { FIRST, newTeamKeyring } from '../team/found-team.ts';
import { withDevices } from '../team/known-devices.ts';
import { PASSPHRASE, startApp, type App } from './bench.ts';
import { FakeDisk } from './fake-disk.ts';
import { settled } from './test-env.ts';

const input = {
  relay: 'ws://127.0.0.1:1',
  claim: '',
  teamName: 'Anlaufstelle',
  alias: 'Team Birke',
  language: 'de',
  passphrase: PASSPHRASE,
} as const;

/** Puts a document that lists one more device, and starts an unlocked app for it. */
export async function secondDevice(
  first: App & { readonly rootCode: string },
  granted: readonly Role[] = ['operator'],
): Promise<App> {
  const { env, relay } = first;
  const device = newDevice();
  const document = withDevice(first, device, granted);
  const put = relay.putTeam(document, '');
  if (!put.ok) throw new Error(put.refusal);
  const seed = granted.includes('coordinator') ? rootSeed(parseRootCode(first.rootCode), 0) : null;
  const disk = await diskOf({ device, rootSeed: seed }, document, env);
  const app = startApp({ env, relay, disk });
  const answer = await app.desk.unlock({ passphrase: PASSPHRASE });
  if (!answer.ok) throw new Error(answer.refusal);
  for (let times = 0; times < 2; times += 1) {
    first.main.tell({ type: 'team-newer', documentSeq: readDocument(document).seq });
    await settled();
  }
  return app;
}

type Founder = App & { readonly rootCode: string };
type Document = ReturnType<typeof readDocument>;

export function withDevice(
  first: Founder,
  secrets: DeviceSecrets,
  granted: readonly Role[],
): Uint8Array {
  const { login, sign: signing, ik } = deviceKeys(secrets);
  const publicKeys = { login: login.publicKey, sign: signing.publicKey, ik: ik.publicKey };
  return nextDocument(first, ({ devices }) => ({
    devices: [...devices, deviceEntry(publicKeys, granted)],
  }));
}

/** This device has left the team. */
export const withoutDevice = (first: Founder, device: DeviceId): Uint8Array =>
  nextDocument(first, ({ devices, revoked }) => ({
    devices: devices.filter(({ id }) => id !== device),
    revoked: [...revoked, device],
  }));

function nextDocument(
  { env, relay, rootCode }: Founder,
  change: (before: Document) => Partial<Document>,
): Uint8Array {
  const before = readDocument(relay.document);
  const root = signKeysFrom(rootSeed(parseRootCode(rootCode), 0));
  const next = {
    ...before,
    seq: before.seq + 1,
    prev: documentHash(relay.document),
    issued: env.now(),
    ...change(before),
  };
  return signDocument(next, (message) => sign(root, message));
}

/** Header and keyring as a finished join would leave them. */
async function diskOf(
  secrets: { readonly device: DeviceSecrets; readonly rootSeed: Uint8Array | null },
  document: Uint8Array,
  env: Env,
): Promise<FakeDisk> {
  const made = newTeamKeyring(input, env);
  const settings = withDevices({ ...made.settings, devices: [] }, readDocument(document));
  const keyring = { ...made, ...secrets, rootCode: null, document, settings };
  const keys = newHeaderKeys();
  const tools = { env, sodium: await loadSodium() };
  const slot = newPassphraseKey(tools, PASSPHRASE, { work: ARGON_FLOOR });
  const box = sealBuckets(keyring.buckets, keys.keyring);
  const disk = new FakeDisk();
  disk.keyrings.set(FIRST, sealKeyring(keyring, { box, keyringKey: keys.keyring }));
  disk.header = writeHeader(
    {
      founding: false,
      generation: FIRST,
      keyring: FIRST,
      copy: FIRST,
      masterSince: env.now(),
      slots: [sealSlot(slot, keys.master)],
    },
    keys,
  );
  return disk;
}
