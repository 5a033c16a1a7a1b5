import { deviceKeys, newDevice, rootSeed, type DeviceKeys } from '../crypto/identity.ts';
import { newBoxKeys, sign, signKeysFrom, type BoxKeys, type SignKeys } from '../crypto/keys.ts';
import type { Random } from '../crypto/random.ts';
import type { TeamId } from '../ids.ts';
import { DOCUMENT_LIFE_MS, PREKEY_LIFE_MS } from '../limits.ts';
import { deviceEntry, type Role } from '../team/device-entry.ts';
import { teamIdOf } from '../team/derived-ids.ts';
import { signDocument, type TeamDocument } from '../team/document-bytes.ts';
import { pinOf, type TeamPin } from '../team/pin.ts';
import { EPOCH_BYTES, signPrekey } from '../team/prekey.ts';
import { fixedRandom } from './random.ts';

/** A device of a test team with all its secrets. */
export interface TestDevice extends DeviceKeys {
  readonly spk: BoxKeys;
  /** Its prekey bundle, signed. */
  readonly bundle: Uint8Array;
}

/** A team for tests: its first document is in force at `now`. */
export interface TestTeam {
  readonly team: TeamId;
  readonly pin: TeamPin;
  readonly now: number;
  /** T_0, T_1, T_2. */
  readonly roots: readonly [SignKeys, SignKeys, SignKeys];
  readonly devices: readonly TestDevice[];
  readonly document: TeamDocument;
  readonly bytes: Uint8Array;
}

/** Makes the same team for the same seed. One device per entry of `granted`. */
export function testTeam(
  seed: string,
  granted: readonly (readonly Role[])[] = [['operator', 'coordinator'], ['operator']],
  now = 1_800_000_000_000,
): TestTeam {
  const random = fixedRandom(seed);
  const code = random(16);
  const roots = [rootKeys(code, 0), rootKeys(code, 1), rootKeys(code, 2)] as const;
  const team = teamIdOf(roots[0].publicKey);
  const devices = granted.map(() => testDevice(random, team, now));
  const document: TeamDocument = {
    team,
    seq: 1,
    prev: new Uint8Array(32),
    issued: now,
    expires: now + DOCUMENT_LIFE_MS,
    signer: roots[0].publicKey,
    next: roots[1].publicKey,
    devices: devices
      .map((device, i) => deviceEntry(publicKeys(device), granted[i] ?? []))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    revoked: [],
    origins: ['wss://relay.example'],
    profile: [
      { key: 'greeting', lang: 'de', value: 'Hallo, du bist hier richtig.' },
      { key: 'name', lang: '', value: 'Testteam' },
    ],
  };
  const bytes = signDocument(document, (message) => sign(roots[0], message));
  return { team, pin: pinOf(document), now, roots, devices, document, bytes };
}

/** The next document, changed as wished and signed by `by` (T_0 unless said otherwise). */
export const signedBy = (by: SignKeys, document: TeamDocument): Uint8Array =>
  signDocument(document, (message) => sign(by, message));

const rootKeys = (code: Uint8Array, i: number): SignKeys => signKeysFrom(rootSeed(code, i));

const publicKeys = (device: DeviceKeys) => ({
  login: device.login.publicKey,
  sign: device.sign.publicKey,
  ik: device.ik.publicKey,
});

function testDevice(random: Random, team: TeamId, now: number): TestDevice {
  const keys = deviceKeys(newDevice(random));
  const spk = newBoxKeys(random);
  const content = {
    team,
    device: keys.id,
    spk: spk.publicKey,
    issued: now,
    expires: now + PREKEY_LIFE_MS,
    docSeq: 1,
    epoch: random(EPOCH_BYTES),
  };
  return { ...keys, spk, bundle: signPrekey(content, (message) => sign(keys.sign, message)) };
}
