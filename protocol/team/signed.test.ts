import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newBoxKeys, newSignKeys, sign, usable, verify } from '../crypto/keys.ts';
import { ProtocolError } from '../errors.ts';
import { DeviceId, MailboxId, TeamId } from '../ids.ts';
import { BEACON_LIFE_MS, PREKEY_LIFE_MS } from '../limits.ts';
import { fixedRandom } from '../testing/random.ts';
import { signedBy, testTeam } from '../testing/team.ts';
import { loginInput, mailboxInput } from '../wire/login.ts';
import { beaconUntil, checkBeacon, signBeacon } from './beacon.ts';
import { nearRelayTime } from './clock.ts';
import { deviceEntry } from './device-entry.ts';
import { checkDocument, readDocument, type TeamDocument } from './document.ts';
import { checkPrekey, checkPrekeyPut, readPrekey, signPrekey } from './prekey.ts';
import { attach, bodyOf, signatureInput, type SignatureTag } from './signature.ts';
import { usablePrekeys } from './usable-prekeys.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`signed properties: seed ${seed}`);

const t = testTeam(`signed ${seed}`, [['operator'], ['operator', 'coordinator'], ['manager']]);
const [ann, ben, mia] = t.devices;
if (ann === undefined || ben === undefined || mia === undefined) throw new RangeError('three');
const clock = { local: t.now + 1000 };
const bundle = readPrekey(ann.bundle);
const prekey = (changes: Partial<typeof bundle>, by = ann) =>
  signPrekey({ ...bundle, ...changes }, (m) => sign(by.sign, m));

function codeOf(attempt: () => unknown): string {
  try {
    attempt();
    return 'accepted';
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}

const checkAnns = (bytes: Uint8Array, document = t.document, at: typeof clock = clock) =>
  codeOf(() => checkPrekey(bytes, document, at, verify));

const stripTag = (input: Uint8Array) => input.slice(1 + (input[0] ?? 0));

const never: Parameters<typeof checkPrekey>[3] = () => false;

describe('a prekey bundle', () => {
  test('of a device in the document is accepted as it was signed', () => {
    expect(checkPrekey(ann.bundle, t.document, clock, verify)).toEqual(bundle);
  });

  test('signed by another device, for an unknown one or another team is refused', () => {
    expect(checkAnns(prekey({}, ben))).toBe('bad-signature');
    expect(checkAnns(prekey({ device: DeviceId.random() }))).toBe('wrong-key');
    expect(checkAnns(prekey({ team: TeamId.random() }))).toBe('wrong-key');
    const without: TeamDocument = { ...t.document, devices: [] };
    expect(checkAnns(ann.bundle, without)).toBe('wrong-key');
  });

  test('over, or lasting longer than 30 days, is refused', () => {
    expect(checkAnns(ann.bundle, t.document, { local: bundle.expires - 1 })).toBe('accepted');
    expect(checkAnns(ann.bundle, t.document, { local: bundle.expires })).toBe('expired');
    expect(checkAnns(prekey({ expires: bundle.issued + PREKEY_LIFE_MS + 1 }))).toBe('bad-document');
    expect(checkAnns(prekey({ expires: bundle.issued }))).toBe('bad-document');
  });

  test('with any byte changed is refused, and so is any other length', () => {
    for (let at = 0; at < ann.bundle.length; at += 1) {
      const touched = ann.bundle.slice();
      touched[at] = (touched[at] ?? 0) ^ (1 << (at % 8));
      expect(checkAnns(touched), `byte ${at}`).not.toBe('accepted');
    }
    expect(checkAnns(ann.bundle.slice(0, -1))).toBe('bad-document');
    expect(checkAnns(concatBytes(ann.bundle, Uint8Array.of(0)))).toBe('bad-document');
  });

  test('whose kid does not name its key is refused though the device signed it', () => {
    const body = bodyOf(ann.bundle).slice();
    body[40] = (body[40] ?? 0) ^ 1;
    expect(checkAnns(attach('sc1/prekey', body, (m) => sign(ann.sign, m)))).toBe('bad-document');
  });

  test('is kept by the relay only when newer than the one it holds, and not from the future', () => {
    const put = (bytes: Uint8Array, held?: Uint8Array) => {
      const at = { document: t.document, now: t.now, ...(held === undefined ? {} : { held }) };
      return codeOf(() => checkPrekeyPut(bytes, at, verify));
    };
    const newer = prekey({ issued: t.now + 1 });
    expect(put(ann.bundle)).toBe('accepted');
    expect(put(newer, ann.bundle)).toBe('accepted');
    expect(put(ann.bundle, newer)).toBe('older');
    expect(put(newer, newer)).toBe('accepted');
    expect(put(prekey({ issued: t.now + 3_600_001 }))).toBe('bad-document');
  });

  test('that is bad costs its own device and never the message', () => {
    const weak = signPrekey({ ...readPrekey(ben.bundle), spk: new Uint8Array(32) }, (m) =>
      sign(ben.sign, m),
    );
    const all = [
      ann.bundle,
      weak,
      prekey({}, mia),
      mia.bundle,
      utf8ToBytes('nonsense'),
      ann.bundle,
    ];
    const seen = (device: DeviceId) => (device === mia.id ? t.now + 1 : undefined);
    const at = { document: t.document, clock, usable, seen };
    const { reachable, skipped } = usablePrekeys(all, at, verify);
    expect(reachable.map(({ device }) => device.id)).toEqual([ann.id]);
    expect(skipped).toEqual([
      { device: ben.id, why: 'low-order' },
      { why: 'bad-signature' },
      { device: mia.id, why: 'older' },
      { why: 'bad-document' },
    ]);
  });

  test('of one device given twice is taken in its newest form', () => {
    const spk = newBoxKeys().publicKey;
    const newer = prekey({ issued: bundle.issued + 5, spk });
    const at = { document: t.document, clock, usable };
    for (const both of [
      [ann.bundle, newer],
      [newer, ann.bundle],
    ]) {
      const { reachable } = usablePrekeys(both, at, verify);
      expect(reachable.map((r) => r.bundle.spk)).toEqual([spk]);
    }
  });
});

describe('a beacon', () => {
  const beacon = { team: t.team, device: ann.id, until: beaconUntil(t.now) };
  const signed = (changes: Partial<typeof beacon> = {}, by = ann) =>
    signBeacon({ ...beacon, ...changes }, (m) => sign(by.sign, m));
  const check = (bytes: Uint8Array, now = t.now) =>
    codeOf(() => checkBeacon(bytes, t.document, now, verify));

  test('says that somebody is here until it is over', () => {
    expect(checkBeacon(signed(), t.document, t.now, verify)).toEqual(beacon);
    expect(check(signed(), beacon.until - 1)).toBe('accepted');
    expect(check(signed(), beacon.until)).toBe('expired');
  });

  test('cannot be made in advance: more than 150 seconds ahead is refused', () => {
    expect(check(signed({ until: t.now + BEACON_LIFE_MS }))).toBe('accepted');
    expect(check(signed({ until: t.now + BEACON_LIFE_MS + 1 }))).toBe('expired');
  });

  test('of a manager, a stranger, another team or a forger is refused', () => {
    expect(check(signed({ device: mia.id }, mia))).toBe('wrong-key');
    expect(check(signed({ device: DeviceId.random() }))).toBe('wrong-key');
    expect(check(signed({ team: TeamId.random() }))).toBe('wrong-key');
    expect(check(signed({}, ben))).toBe('bad-signature');
  });

  test('is judged by relay time only while that is within an hour of our own', () => {
    const hour = 3_600_000;
    expect(nearRelayTime({ local: 0 })).toBe(0);
    expect(nearRelayTime({ local: 0, relay: hour })).toBe(hour);
    expect(nearRelayTime({ local: 0, relay: hour + 1 })).toBe(0);
    expect(nearRelayTime({ local: 0, relay: -hour - 1 })).toBe(0);
  });
});

describe('a signature of one kind never counts as another', () => {
  // The worst case: one key does everything, which no honest device would ever allow.
  const key = newSignKeys(fixedRandom(`one key ${seed}`));
  const by = (m: Uint8Array) => sign(key, m);
  const device = deviceEntry(
    { login: ben.login.publicKey, sign: key.publicKey, ik: ann.ik.publicKey },
    ['operator'],
  );
  const document: TeamDocument = { ...t.document, devices: [device] };
  const asRoot: TeamDocument = { ...t.document, signer: key.publicKey };
  const on = {
    team: t.team,
    origin: 'wss://relay.example',
    relayNonce: new Uint8Array(32).fill(1),
    clientNonce: new Uint8Array(32).fill(2),
  };
  const bodies: Readonly<Record<SignatureTag, Uint8Array>> = {
    'sc1/document': bodyOf(signedBy(key, asRoot)),
    'sc1/prekey': bodyOf(signPrekey({ ...bundle, device: device.id }, by)),
    'sc1/here': bodyOf(signBeacon({ team: t.team, device: device.id, until: t.now + 1000 }, by)),
    'sc1/login': stripTag(loginInput({ ...on, device: device.id, documentSeq: 1 })),
    'sc1/mailbox': stripTag(mailboxInput({ ...on, mailbox: MailboxId.random() })),
    'sc1/head': new Uint8Array(32),
    'sc1/proof': new Uint8Array(32),
  };
  const tags = Object.keys(bodies) as SignatureTag[];
  const pin = { ...t.pin, root: key.publicKey };
  const receivers: readonly (readonly [string, SignatureTag, (bytes: Uint8Array) => unknown])[] = [
    ['as a document', 'sc1/document', (b) => checkDocument(b, { pin, clock }, verify)],
    ['as a prekey', 'sc1/prekey', (b) => checkPrekey(b, document, clock, verify)],
    ['as a beacon', 'sc1/here', (b) => checkBeacon(b, document, t.now, verify)],
  ];

  test.each(receivers)('%s', (_, own, receive) => {
    for (const tag of tags) {
      const whole = attach(tag, bodies[tag], by);
      expect(codeOf(() => receive(whole)) === 'accepted', tag).toBe(tag === own);
      const moved = concatBytes(bodies[own], whole.slice(-64));
      expect(codeOf(() => receive(moved)) === 'accepted', tag).toBe(tag === own);
      const retagged = attach(tag, bodies[own], by);
      expect(codeOf(() => receive(retagged)) === 'accepted', tag).toBe(tag === own);
    }
  });

  test('nor as a login or a mailbox, whose inputs carry their tags too', () => {
    const inputs = {
      'sc1/login': loginInput({ ...on, device: device.id, documentSeq: 1 }),
      'sc1/mailbox': mailboxInput({ ...on, mailbox: MailboxId.random() }),
    };
    for (const [own, input] of Object.entries(inputs)) {
      for (const tag of tags.filter((each) => each !== own)) {
        expect(verify(key.publicKey, input, by(signatureInput(tag, bodies[tag])))).toBe(false);
        expect(verify(key.publicKey, input, by(signatureInput(tag, stripTag(input))))).toBe(false);
      }
      expect(verify(key.publicKey, input, by(input))).toBe(true);
    }
  });

  test('a login holds for its relay, connection, device and document only', () => {
    const login = { ...on, device: ann.id, documentSeq: 3 };
    const others = [
      { ...login, origin: 'wss://other.example' },
      { ...login, relayNonce: on.clientNonce },
      { ...login, clientNonce: on.relayNonce },
      { ...login, device: ben.id },
      { ...login, documentSeq: 4 },
      { ...login, team: TeamId.random() },
    ];
    const signature = by(loginInput(login));
    for (const other of others) {
      expect(verify(key.publicKey, loginInput(other), signature)).toBe(false);
    }
  });

  test('two different tags or bodies never give the same bytes to sign', () => {
    const tag = fc.constantFrom(...tags);
    const body = fc.uint8Array({ maxLength: 40 });
    fc.assert(
      fc.property(tag, body, tag, body, (a, one, b, two) => {
        const same = a === b && String(one) === String(two);
        const inputs = [signatureInput(a, one), signatureInput(b, two)].map(String);
        expect(inputs[0] === inputs[1]).toBe(same);
      }),
      { seed, numRuns: 2000 },
    );
  });
});

test('random bytes are refused everywhere by a ProtocolError and nothing else', () => {
  const start = fc.constantFrom('SCD1\u0001', 'SCP1\u0001', 'SCB1\u0001', '').map(utf8ToBytes);
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 800 }), (magic, rest) => {
      const bytes = concatBytes(magic, rest);
      for (const receive of [
        () => readDocument(bytes),
        () => checkPrekey(bytes, t.document, clock, never),
        () => checkBeacon(bytes, t.document, t.now, never),
      ]) {
        expect(codeOf(receive)).not.toBe('accepted');
      }
    }),
    { seed, numRuns: 3000 },
  );
});
