/** Vault, testing: a colleague's device in the same team, as a join would make it. */
import {
  deviceKeys,
  newDevice,
  parseRootCode,
  rootSeed,
} from '../../../../protocol/crypto/identity.ts';
import { sign, signKeysFrom } from '../../../../protocol/crypto/keys.ts';
import { deviceEntry, type Role } from '../../../../protocol/team/device-entry.ts';
import { documentHash, readDocument, signDocument } from '../../../../protocol/team/document.ts';
import { newHeaderKeys, writeHeader } from '../keys/header.ts';
import { sealKeyring } from '../keys/keyring.ts';
import { loadSodium, passphraseKey } from '../keys/passphrase.ts';
import { ARGON_FLOOR } from '../limits.ts';
import { newTeamKeyring } from '../team/found-team.ts';
import { withDevices } from '../team/documents.ts';
import { PASSPHRASE, startApp, type App } from './bench.ts';
import { FakeDisk } from './fake-main.ts';
import { settled } from './test-env.ts';

/** Puts a document that lists one more device, and starts an unlocked app for it. */
export async function secondDevice(
  first: App & { readonly rootCode: string },
  roles: readonly Role[] = ['operator'],
): Promise<App> {
  const { env, relay } = first;
  const device = newDevice();
  const { login, sign: signing, ik } = deviceKeys(device);
  const before = readDocument(relay.document);
  const root = signKeysFrom(rootSeed(parseRootCode(first.rootCode), 0));
  const entry = deviceEntry(
    { login: login.publicKey, sign: signing.publicKey, ik: ik.publicKey },
    roles,
  );
  const document = signDocument(
    {
      ...before,
      seq: before.seq + 1,
      prev: documentHash(relay.document),
      issued: env.now(),
      devices: [...before.devices, entry],
    },
    (message) => sign(root, message),
  );
  const put = relay.putTeam(document, '');
  if (!put.ok) throw new Error(put.refusal);

  const input = {
    relay: 'ws://127.0.0.1:1',
    claim: '',
    teamName: 'Anlaufstelle',
    alias: 'Team Birke',
    language: 'de',
    passphrase: PASSPHRASE,
  } as const;
  const made = newTeamKeyring(input, env, 0);
  const settings = withDevices({ ...made.settings, devices: [] }, readDocument(document));
  const keyring = {
    ...made,
    rootSeed: new Uint8Array(32),
    rootCode: null,
    device,
    document,
    settings,
  };
  const keys = newHeaderKeys();
  const salt = env.random(16);
  const kek = passphraseKey(await loadSodium(), PASSPHRASE, { salt, work: ARGON_FLOOR });
  const disk = new FakeDisk();
  disk.keyring = sealKeyring(keyring, keys.keyring);
  disk.header = writeHeader({ work: ARGON_FLOOR, salt, founding: false }, { ...keys, kek });
  const app = startApp({ env, relay, disk });
  const unlocked = await app.desk.unlock({ passphrase: PASSPHRASE });
  if (!unlocked.ok) throw new Error(unlocked.refusal);
  first.main.tell({ type: 'team-newer', documentSeq: before.seq + 1 });
  await settled();
  first.main.tell({ type: 'team-newer', documentSeq: before.seq + 1 });
  await settled();
  return app;
}
