import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { deviceKeys, newDevice, type DeviceKeys } from '../../protocol/crypto/identity.ts';
import {
  newBoxKeys,
  newSignKeys,
  sign,
  type BoxKeys,
  type SignKeys,
} from '../../protocol/crypto/keys.ts';
import { platformRandom } from '../../protocol/crypto/random.ts';
import type { TeamId } from '../../protocol/ids.ts';
import { DOCUMENT_LIFE_MS, PREKEY_LIFE_MS } from '../../protocol/limits.ts';
import { beaconUntil, signBeacon } from '../../protocol/team/beacon.ts';
import { deviceEntry, type Role } from '../../protocol/team/device-entry.ts';
import { teamIdOf } from '../../protocol/team/derived-ids.ts';
import {
  documentHash,
  signDocument,
  type TeamDocument,
} from '../../protocol/team/document-bytes.ts';
import { formatPin } from '../../protocol/team/pin.ts';
import { EPOCH_BYTES, signPrekey } from '../../protocol/team/prekey.ts';
import type { ProfileEntry } from '../../protocol/team/profile.ts';

/** A device of a test team, with all its secrets in the open. */
export interface TestDevice {
  readonly keys: DeviceKeys;
  readonly roles: readonly Role[];
  readonly prekey: BoxKeys;
  /** Stands for the sealed epoch: the same bundle again must be the same bytes. */
  readonly epoch: Uint8Array;
}

/** A whole team for tests: root keys, devices, and whatever documents a test wants to see signed. */
export interface TestTeam {
  readonly id: TeamId;
  /** SITE_TEAM and `data-team`. */
  readonly pin: string;
  readonly root: SignKeys;
  readonly next: SignKeys;
  readonly devices: readonly TestDevice[];
  /** The document every part of the test agrees on, with any field changed; signed by T unless told otherwise. */
  document(changed?: Partial<TeamDocument>, by?: SignKeys): Uint8Array;
  /** The next document after `bytes`. */
  after(bytes: Uint8Array, seq: number, changed?: Partial<TeamDocument>): Uint8Array;
  bundle(
    device: TestDevice,
    changed?: { readonly issued?: number; readonly expires?: number },
  ): Uint8Array;
  beacon(device: TestDevice, until?: number): Uint8Array;
}

export interface TestTeamWishes {
  readonly origins: readonly string[];
  /** Roles of each device; one operator who coordinates unless told otherwise. */
  readonly devices?: readonly (readonly Role[])[];
  readonly profile?: readonly ProfileEntry[];
  /** ms since the epoch. */
  readonly now?: number;
}

/** Makes a team that exists nowhere yet: put its document with the relay's claim code. */
export function createTestTeam(wishes: TestTeamWishes): TestTeam {
  const now = wishes.now ?? Date.now();
  const root = newSignKeys();
  const next = newSignKeys();
  const id = teamIdOf(root.publicKey);
  const devices = (wishes.devices ?? [['operator', 'coordinator']]).map((roles) => ({
    keys: deviceKeys(newDevice()),
    roles,
    prekey: newBoxKeys(),
    epoch: platformRandom(EPOCH_BYTES),
  }));
  const first: TeamDocument = {
    team: id,
    seq: 1,
    prev: new Uint8Array(32),
    issued: now,
    expires: now + DOCUMENT_LIFE_MS,
    signer: root.publicKey,
    next: next.publicKey,
    devices: devices.map(({ keys, roles }) =>
      deviceEntry(
        { login: keys.login.publicKey, sign: keys.sign.publicKey, ik: keys.ik.publicKey },
        roles,
      ),
    ),
    revoked: [],
    origins: wishes.origins,
    profile: wishes.profile ?? testProfile,
  };
  const document: TestTeam['document'] = (changed = {}, by = root) =>
    signDocument({ ...first, ...changed }, (message) => sign(by, message));
  return {
    id,
    pin: formatPin({ team: id, root: root.publicKey, next: next.publicKey }),
    root,
    next,
    devices,
    document,
    after: (bytes, seq, changed = {}) => document({ seq, prev: documentHash(bytes), ...changed }),
    bundle: (device, changed = {}) =>
      signPrekey(
        {
          team: id,
          device: device.keys.id,
          spk: device.prekey.publicKey,
          issued: changed.issued ?? now,
          expires: changed.expires ?? (changed.issued ?? now) + PREKEY_LIFE_MS,
          docSeq: 1,
          epoch: device.epoch,
        },
        (message) => sign(device.keys.sign, message),
      ),
    beacon: (device, until = beaconUntil(Date.now())) =>
      signBeacon({ team: id, device: device.keys.id, until }, (message) =>
        sign(device.keys.sign, message),
      ),
  };
}

/** The same document with its last bytes changed: a signature that does not hold. */
export const forged = (document: Uint8Array): Uint8Array =>
  concatBytes(document.subarray(0, -4), utf8ToBytes('fake'));

const text = (key: string, lang: string, value: string): ProfileEntry => ({ key, lang, value });

/** What a small NGO says about itself. */
export const testProfile: readonly ProfileEntry[] = [
  text('name', '', 'Gemeinsam gegen Hass'),
  text('greeting', 'de', 'Hallo, schön dass du da bist. Du entscheidest, was du erzählst.'),
  text('greeting', 'en', 'Hello, good that you are here. You decide what you tell us.'),
  text('hours', 'de', 'Montag bis Freitag, 15 bis 20 Uhr'),
  text('channel.0.label', 'de', 'Telefon'),
  text('channel.0.value', '', '+49 30 1234567'),
  text('channel.1.label', 'de', 'E-Mail'),
  text('channel.1.value', '', 'hilfe@example.org'),
];
