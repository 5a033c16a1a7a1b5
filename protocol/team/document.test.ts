import { createPublicKey, verify as verifyNative } from 'node:crypto';
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newBoxKeys, newSignKeys, sign, verify as verifyInClient } from '../crypto/keys.ts';
import { ProtocolError } from '../errors.ts';
import { DeviceId, TeamId } from '../ids.ts';
import {
  DOCUMENT_LIFE_MS,
  MAX_DEVICES,
  MAX_RELAY_FIRST_SEQ,
  MAX_RELAY_LATER_SEQ,
  MAX_REVOKED,
  MAX_SEQ,
  MAX_SEQ_STEP,
  ROOT_LEAP,
} from '../limits.ts';
import { signedBy, testTeam } from '../testing/team.ts';
import { judge, nearRelayTime } from './clock.ts';
import { deviceEntry, type DeviceEntry } from './device-entry.ts';
import {
  checkDocument,
  checkFirst,
  checkSuccessor,
  documentHash,
  known,
  readDocument,
  type TeamDocument,
} from './document.ts';
import { attach, type Verify } from './signature.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`document properties: seed ${seed}`);

/** As the relay verifies: fast enough to try every byte. */
const verify: Verify = (publicKey, message, signature) => {
  const der = Buffer.from(concatBytes(hexToBytes('302a300506032b6570032100'), publicKey));
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verifyNative(null, message, key, signature);
};

const t = testTeam(`document ${seed}`, [['operator', 'coordinator'], ['operator'], ['manager']]);
const [t0, t1, t2] = t.roots;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const clock = { local: t.now + HOUR };
const check = (bytes: Uint8Array, more: { newest?: ReturnType<typeof known> } = {}) =>
  checkDocument(bytes, { pin: t.pin, clock, ...more }, verify);
const newest = known(check(t.bytes));
const after = (changes: Partial<TeamDocument> = {}): TeamDocument => ({
  ...t.document,
  seq: 2,
  prev: newest.hash,
  issued: t.now + 1,
  expires: t.now + DAY,
  ...changes,
});

function codeOf(attempt: () => unknown): string {
  try {
    attempt();
    return 'accepted';
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}

describe('a team document', () => {
  test('comes back as it was signed, whatever order its lists were given in', () => {
    expect(readDocument(t.bytes)).toEqual(t.document);
    const shuffled = {
      ...t.document,
      devices: t.document.devices.toReversed(),
      profile: t.document.profile.toReversed(),
    };
    expect(signedBy(t0, shuffled)).toEqual(t.bytes);
    expect(check(t.bytes)).toEqual({
      document: t.document,
      hash: documentHash(t.bytes),
      clockWarning: false,
    });
  });

  test('with random content survives the round trip and has one encoding', () => {
    const lang = fc.constantFrom('', 'de', 'en', 'he', 'nl', 'pt-BR');
    const key = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,20}$/);
    const entry = fc.record({ key, lang, value: fc.string({ unit: 'grapheme', maxLength: 60 }) });
    const content = fc.record({
      profile: fc.uniqueArray(entry, { maxLength: 12, selector: (e) => `${e.key} ${e.lang}` }),
      revoked: fc.uniqueArray(
        fc.uint8Array({ minLength: 16, maxLength: 16 }).map((b) => DeviceId.of(b)),
        { maxLength: 5, selector: String },
      ),
      seq: fc.integer({ min: 2, max: Number.MAX_SAFE_INTEGER }),
      issued: fc.nat({ max: 2 ** 50 }),
      life: fc.integer({ min: 1, max: DOCUMENT_LIFE_MS }),
    });
    fc.assert(
      fc.property(content, ({ life, ...c }) => {
        const bytes = signedBy(t0, { ...after(c), expires: c.issued + life });
        const read = readDocument(bytes);
        expect(signedBy(t0, read)).toEqual(bytes);
        expect(read.profile.length).toBe(c.profile.length);
        expect(new Set(read.revoked)).toEqual(new Set(c.revoked));
      }),
      { seed, numRuns: 60 },
    );
  });

  test('is refused with any byte changed, anywhere', () => {
    const codes = new Set<string>();
    for (let bit = 0; bit < 8 * t.bytes.length; bit += 3) {
      const touched = t.bytes.slice();
      const at = Math.floor(bit / 8);
      touched[at] = (touched[at] ?? 0) ^ (1 << (bit % 8));
      const code = codeOf(() => check(touched));
      expect(code, `bit ${bit}`).not.toBe('accepted');
      codes.add(code);
    }
    expect(codes).toContain('bad-signature');
  });

  test('is refused when cut, extended or random, without any other error', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: t.bytes.length - 1 }),
        fc.uint8Array({ maxLength: 600 }),
        (n, r) => {
          expect(codeOf(() => check(t.bytes.slice(0, n)))).not.toBe('accepted');
          expect(codeOf(() => check(concatBytes(t.bytes, r, Uint8Array.of(0))))).not.toBe(
            'accepted',
          );
          expect(codeOf(() => check(r))).not.toBe('accepted');
          const mixed = concatBytes(t.bytes.slice(0, n), r);
          if (!mixed.every((byte, i) => byte === t.bytes[i])) {
            expect(codeOf(() => check(mixed))).not.toBe('accepted');
          }
        },
      ),
      { seed, numRuns: 500 },
    );
  });

  test('signed by anybody else is refused, in the pinned name too', () => {
    const other = newSignKeys();
    expect(codeOf(() => check(signedBy(other, { ...t.document, signer: other.publicKey })))).toBe(
      'wrong-key',
    );
    expect(codeOf(() => check(signedBy(other, t.document)))).toBe('bad-signature');
    expect(codeOf(() => check(signedBy(t0, { ...t.document, team: TeamId.random() })))).toBe(
      'wrong-key',
    );
    expect(codeOf(() => check(signedBy(t0, { ...t.document, next: t2.publicKey })))).toBe(
      'wrong-key',
    );
  });

  test('of an older seq is refused, and the newest itself is taken again', () => {
    const two = known(check(signedBy(t0, after()), { newest }));
    expect(codeOf(() => check(t.bytes, { newest: two }))).toBe('older');
    expect(codeOf(() => check(t.bytes, { newest }))).toBe('accepted');
  });

  test('of the same seq with another hash, or on another prev, is a fork', () => {
    const twin = signedBy(t0, { ...t.document, origins: ['wss://other.example'] });
    expect(codeOf(() => check(twin, { newest }))).toBe('forked');
    const stranger = signedBy(t0, after({ prev: new Uint8Array(32).fill(1) }));
    expect(codeOf(() => check(stranger, { newest }))).toBe('forked');
  });

  test('a client that was away may jump over documents', () => {
    const far = signedBy(t0, after({ seq: 9, prev: new Uint8Array(32).fill(1) }));
    expect(codeOf(() => check(far, { newest }))).toBe('accepted');
  });

  test('may not take a device out of the revoked list, nor list it among the devices', () => {
    const [gone] = t.document.devices;
    const without = t.document.devices.slice(1);
    const revoked = gone === undefined ? [] : [gone.id];
    const two = known(check(signedBy(t0, after({ devices: without, revoked })), { newest }));
    const back = after({ seq: 3, prev: two.hash, revoked: [] });
    expect(codeOf(() => check(signedBy(t0, back), { newest: two }))).toBe('bad-document');
    expect(codeOf(() => signedBy(t0, after({ revoked })))).toBe('bad-document');
  });
});

const made = (): DeviceEntry =>
  deviceEntry(
    { login: newBoxKeys().publicKey, sign: newBoxKeys().publicKey, ik: newBoxKeys().publicKey },
    ['operator'],
  );

describe('a document no reader takes cannot be signed', () => {
  const [first, second] = t.document.devices;
  if (first === undefined || second === undefined) throw new RangeError('two devices');
  const swapped = deviceEntry({ ...first, login: first.sign, sign: first.login }, ['operator']);
  const wrong: readonly (readonly [string, Partial<TeamDocument>])[] = [
    ['seq 0', { seq: 0 }],
    ['no prev after the first', { prev: new Uint8Array(32) }],
    ['a prev in the first', { seq: 1 }],
    ['over before it begins', { expires: t.now + 1 }],
    ['longer than 30 days', { expires: t.now + 2 + DOCUMENT_LIFE_MS }],
    ['one device twice', { devices: [first, first] }],
    [
      'one key in two devices',
      { devices: [first, deviceEntry({ ...made(), ik: first.ik }, ['operator'])] },
    ],
    ['keys swapped and both kept', { devices: [first, swapped] }],
    ['a device without a role', { devices: [deviceEntry(made(), [])] }],
    [
      'the root as a device key',
      { devices: [deviceEntry({ ...made(), sign: t0.publicKey }, ['operator'])] },
    ],
    ['T as its own successor', { next: t0.publicKey }],
    ['65 devices', { devices: Array.from({ length: MAX_DEVICES + 1 }, made) }],
    [
      'too many revoked',
      { revoked: Array.from({ length: MAX_REVOKED + 1 }, () => DeviceId.random()) },
    ],
    ['no relay', { origins: [] }],
    ['a relay twice', { origins: ['wss://a.example', 'wss://a.example'] }],
    ['a relay in clear', { origins: ['ws://a.example'] }],
    [
      'a profile key twice',
      {
        profile: [
          { key: 'a', lang: '', value: '1' },
          { key: 'a', lang: '', value: '2' },
        ],
      },
    ],
    ['a profile key in capitals', { profile: [{ key: 'A', lang: '', value: '1' }] }],
  ];
  test.each(wrong)('%s', (_, changes) => {
    expect(codeOf(() => signedBy(t0, after(changes)))).toBe('bad-document');
  });

  test('a device is named by its keys: swapping them makes another device', () => {
    expect(swapped.id).not.toBe(first.id);
    expect(deviceEntry(first, first.roles).id).toBe(first.id);
  });

  test('lists out of order are refused even when T signed them', () => {
    const start = t.bytes.length - 64;
    const order = t.document.devices.map((device) => device.login);
    const hex = Buffer.from(t.bytes.slice(0, start)).toString('hex');
    const [a, b] = order.map((login) => hex.indexOf(Buffer.from(login).toString('hex')));
    if (a === undefined || b === undefined) throw new RangeError('two devices');
    const width = 2 * (32 * 3 + 5);
    const mixed =
      hex.slice(0, a) + hex.slice(b, b + width) + hex.slice(a, a + width) + hex.slice(b + width);
    const bytes = attach('sc1/document', hexToBytes(mixed), (m) => sign(t0, m));
    expect(codeOf(() => check(bytes))).toBe('bad-document');
  });
});

describe('expiry', () => {
  const span = { issued: 0, expires: 10 * DAY };
  test('a device judges by its own clock alone', () => {
    expect(judge(span, { local: 10 * DAY - 1 })).toBe('valid');
    expect(judge(span, { local: 10 * DAY })).toBe('expired');
    expect(judge(span, { local: 11 * DAY, relay: DAY })).toBe('expired');
    expect(judge(span, { local: 11 * DAY, frameDate: DAY })).toBe('expired');
  });

  test('frame and relay overrule a phone only together, within 5 minutes, both saying valid', () => {
    const local = 11 * DAY;
    expect(judge(span, { local, frameDate: DAY, relay: DAY + 300_000 })).toBe('warn');
    expect(judge(span, { local, frameDate: DAY, relay: DAY + 300_001 })).toBe('expired');
    const edge = { local, frameDate: 10 * DAY - 1, relay: 10 * DAY };
    expect(judge(span, edge)).toBe('expired');
    expect(judge(span, { local, frameDate: -2 * HOUR, relay: -2 * HOUR })).toBe('expired');
    expect(judge(span, { local: DAY, frameDate: local, relay: local })).toBe('warn');
  });

  test('a clock far behind is warned about, not obeyed into a refusal', () => {
    expect(judge({ issued: DAY, expires: 2 * DAY }, { local: 0 })).toBe('warn');
  });

  test('a clock that frame and relay together contradict by more than an hour is warned about', () => {
    const at = (frameDate: number, relay: number) =>
      judge(span, { local: 5 * DAY, frameDate, relay });
    expect(at(5 * DAY + HOUR, 5 * DAY + HOUR)).toBe('valid');
    expect(at(5 * DAY + HOUR + 1, 5 * DAY + HOUR + 1)).toBe('warn');
    expect(at(4 * DAY, 4 * DAY + 300_000)).toBe('warn');
    expect(at(4 * DAY, 4 * DAY + 300_001)).toBe('valid');
  });

  test('a beacon is judged by relay time while it is near, or while the frame agrees with it', () => {
    const relay = 5 * DAY;
    expect(nearRelayTime({ local: relay + HOUR, relay })).toBe(relay);
    expect(nearRelayTime({ local: relay + HOUR + 1, relay })).toBe(relay + HOUR + 1);
    expect(nearRelayTime({ local: 6 * DAY, relay, frameDate: relay + 300_000 })).toBe(relay);
    expect(nearRelayTime({ local: 6 * DAY, relay, frameDate: relay + 300_001 })).toBe(6 * DAY);
    expect(nearRelayTime({ local: 6 * DAY, frameDate: relay })).toBe(6 * DAY);
  });

  test('an expired document is refused, whatever else is right', () => {
    const late = { pin: t.pin, clock: { local: t.document.expires } };
    expect(codeOf(() => checkDocument(t.bytes, late, verify))).toBe('expired');
  });
});

describe('a change of root', () => {
  const taken = signedBy(t1, after({ signer: t1.publicKey, next: t2.publicKey }));

  test('is taken from T_next only, and from then on T is refused for ever', () => {
    const two = known(check(taken, { newest }));
    const fromOld = signedBy(t0, after({ seq: 3, prev: two.hash }));
    expect(codeOf(() => check(fromOld, { newest: two }))).toBe('wrong-key');
    const fromNew = after({ seq: 3, prev: two.hash, signer: t1.publicKey, next: t2.publicKey });
    expect(codeOf(() => check(signedBy(t1, fromNew), { newest: two }))).toBe('accepted');
    expect(codeOf(() => checkSuccessor(fromOldAt(3, taken), taken, verify, t.now))).toBe(
      'wrong-key',
    );
  });

  test('is seen by a client that knows only the pin', () => {
    expect(codeOf(() => check(taken))).toBe('accepted');
  });

  test('cannot name T as the key after it, and T cannot rename its successor', () => {
    const back = after({ signer: t1.publicKey, next: t0.publicKey });
    expect(codeOf(() => check(signedBy(t1, back), { newest }))).toBe('wrong-key');
    const thief = newSignKeys();
    expect(codeOf(() => check(signedBy(t0, after({ next: thief.publicKey })), { newest }))).toBe(
      'wrong-key',
    );
  });

  test('two steps away is refused: only a named successor counts', () => {
    const third = newSignKeys();
    const leap = after({ signer: t2.publicKey, next: third.publicKey });
    expect(codeOf(() => check(signedBy(t2, leap), { newest }))).toBe('wrong-key');
  });

  const fromOldAt = (seq: number, before: Uint8Array) =>
    signedBy(t0, after({ seq, prev: documentHash(before) }));

  test('passes the relay and every client at any higher seq, whatever T has signed meanwhile', () => {
    const meanwhile = fc.array(fc.nat({ max: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(meanwhile, fc.integer({ min: 1, max: 2 ** 20 }), (raced, ahead) => {
        // A coordinator who is to be removed: each document revokes more, and follows the one before.
        let held = t.bytes;
        let revoked: readonly DeviceId[] = [];
        for (const more of raced) {
          revoked = [...revoked, ...Array.from({ length: more }, () => DeviceId.random())];
          const { seq } = readDocument(held);
          held = signedBy(t0, after({ seq: seq + 1, prev: documentHash(held), revoked }));
        }
        const { seq } = readDocument(held);
        const leap = after({ seq: seq + ahead, signer: t1.publicKey, next: t2.publicKey });
        const root = signedBy(t1, leap);
        expect(codeOf(() => checkSuccessor(root, held, verify, t.now))).toBe('accepted');
        const there = { newest: known(check(held)) };
        expect(codeOf(() => check(root, there))).toBe('accepted');
        const late = signedBy(
          t0,
          after({ seq: seq + ahead + 1, prev: documentHash(root), revoked }),
        );
        expect(codeOf(() => checkSuccessor(late, root, verify, t.now))).toBe('wrong-key');
        expect(codeOf(() => check(late, { newest: known(check(root, there)) }))).toBe('wrong-key');
      }),
      { seed, numRuns: 40 },
    );
  });

  test('is refused at a seq that is not higher, and T alone still moves by one', () => {
    const held = signedBy(t0, after({ seq: 9 }));
    const at = (seq: number): Uint8Array =>
      signedBy(t1, after({ seq, signer: t1.publicKey, next: t2.publicKey }));
    expect(codeOf(() => checkSuccessor(at(8), held, verify, t.now))).toBe('older');
    expect(codeOf(() => checkSuccessor(at(9), held, verify, t.now))).toBe('forked');
    expect(codeOf(() => checkSuccessor(fromOldAt(11, held), held, verify, t.now))).toBe('forked');
  });
});

describe('nobody uses up the seqs there are', () => {
  // The first of a team follows nothing.
  const at = (seq: number): Uint8Array =>
    signedBy(t0, after(seq === 1 ? { seq, prev: new Uint8Array(32) } : { seq }));

  const next = (seq: number): Uint8Array =>
    signedBy(t1, after({ seq, signer: t1.publicKey, next: t2.publicKey }));
  const there = (bytes: Uint8Array) => ({ newest: known(check(bytes)) });

  test('a client takes no seq above the highest, and of the same key none more than a step ahead', () => {
    expect(codeOf(() => check(at(MAX_SEQ)))).toBe('accepted');
    expect(codeOf(() => check(at(MAX_SEQ + 1)))).toBe('too-large');
    expect(codeOf(() => check(at(2 + MAX_SEQ_STEP), there(at(2))))).toBe('accepted');
    expect(codeOf(() => check(at(3 + MAX_SEQ_STEP), there(at(2))))).toBe('too-large');
    expect(codeOf(() => check(at(MAX_SEQ + 1), there(at(MAX_SEQ))))).toBe('too-large');
  });

  test('the next root may be any number of steps ahead, up to the highest', () => {
    expect(codeOf(() => check(next(MAX_SEQ), there(at(2))))).toBe('accepted');
    expect(codeOf(() => check(next(MAX_SEQ + 1), there(at(2))))).toBe('too-large');
    expect(codeOf(() => checkSuccessor(next(MAX_SEQ), at(2), verify, t.now))).toBe('accepted');
    expect(codeOf(() => checkSuccessor(next(MAX_SEQ + 1), at(2), verify, t.now))).toBe('too-large');
  });

  test('a relay lets a team begin far below that, and one that has changed its root further up', () => {
    const first = (bytes: Uint8Array, by: Parameters<typeof checkFirst>[1]) =>
      codeOf(() => checkFirst(bytes, by, verify, t.now));
    expect(first(at(MAX_RELAY_FIRST_SEQ), t.team)).toBe('accepted');
    expect(first(at(MAX_RELAY_FIRST_SEQ + 1), t.team)).toBe('too-large');
    expect(first(at(MAX_RELAY_FIRST_SEQ + 1), t.pin)).toBe('too-large');
    const later = { team: t.team, root: t1.publicKey, next: t2.publicKey };
    expect(first(next(MAX_RELAY_LATER_SEQ), later)).toBe('accepted');
    expect(first(next(MAX_RELAY_LATER_SEQ + 1), later)).toBe('too-large');
  });

  test('wherever an emptied relay is claimed, the next root still follows: there, for who knew the team, for who is new, and at the next relay', () => {
    const claimed = fc.integer({ min: 1, max: MAX_RELAY_FIRST_SEQ });
    const edges = fc.constantFrom(3 + MAX_SEQ_STEP, MAX_RELAY_FIRST_SEQ);
    const knew = fc.integer({ min: 2, max: 2 ** 20 });
    fc.assert(
      fc.property(fc.oneof(claimed, edges), knew, (seq, before) => {
        const held = at(seq);
        expect(codeOf(() => checkFirst(held, t.team, verify, t.now))).toBe('accepted');
        const root = next(Math.max(seq, before) + 1 + ROOT_LEAP);
        expect(codeOf(() => checkSuccessor(root, held, verify, t.now))).toBe('accepted');
        expect(codeOf(() => check(root, there(at(before))))).toBe('accepted');
        expect(codeOf(() => check(root))).toBe('accepted');
        const on = after({
          seq: readDocument(root).seq + 1,
          prev: documentHash(root),
          signer: t1.publicKey,
          next: t2.publicKey,
        });
        const pin = { team: t.team, root: t1.publicKey, next: t2.publicKey };
        const moved = signedBy(t1, on);
        expect(codeOf(() => checkDocument(moved, { pin, clock }, verify))).toBe('accepted');
        expect(codeOf(() => checkFirst(moved, pin, verify, t.now))).toBe('accepted');
      }),
      { seed, numRuns: 40 },
    );
  });
});

const put = (doc: TeamDocument, now = t.now) =>
  codeOf(() => checkSuccessor(signedBy(t0, doc), t.bytes, verify, now));

/** Magic, version, team, seq, prev, issued, expires, signer, next. */
const DOCUMENT_START_BYTES = 4 + 1 + 16 + 8 + 32 + 8 + 8 + 32 + 32;

describe("the relay's compare-and-set", () => {
  test('takes exactly the next seq on exactly this prev', () => {
    expect(put(after())).toBe('accepted');
    expect(put(t.document)).toBe('older');
    expect(put(after({ seq: 3 }))).toBe('forked');
    expect(put(after({ prev: new Uint8Array(32).fill(1) }))).toBe('forked');
  });

  test('reads no further than the signature what nobody of the team signed', () => {
    const start = t.bytes.slice(0, DOCUMENT_START_BYTES);
    const junk = concatBytes(start, new Uint8Array(60_000).fill(0xff));
    expect(codeOf(() => checkSuccessor(junk, t.bytes, verify, t.now))).toBe('bad-signature');
    expect(codeOf(() => checkFirst(junk, t.team, verify, t.now))).toBe('bad-signature');
    expect(codeOf(() => checkFirst(junk, t.pin, verify, t.now))).toBe('bad-signature');
  });

  test('refuses what is over, and what a fast clock dated into the future', () => {
    expect(put(after(), t.now + DAY)).toBe('expired');
    const ahead = { issued: t.now + HOUR, expires: t.now + DAY };
    expect(put(after(ahead))).toBe('accepted');
    expect(put(after({ ...ahead, issued: t.now + HOUR + 1 }))).toBe('bad-document');
  });

  test('takes a first document from T_0 by the team id, and a later root only by its pin', () => {
    const first = (bytes: Uint8Array, by: Parameters<typeof checkFirst>[1]) =>
      codeOf(() => checkFirst(bytes, by, verify, t.now));
    expect(first(t.bytes, t.team)).toBe('accepted');
    expect(first(t.bytes, TeamId.random())).toBe('wrong-key');
    const other = newSignKeys();
    const posing = signedBy(other, { ...t.document, signer: other.publicKey });
    expect(first(posing, t.team)).toBe('wrong-key');
    const later = after({ signer: t1.publicKey, next: t2.publicKey });
    const pin = { team: t.team, root: t1.publicKey, next: t2.publicKey };
    expect(first(signedBy(t1, later), t.team)).toBe('wrong-key');
    expect(first(signedBy(t1, later), pin)).toBe('accepted');
  });
});

test('the client verifies with tweetnacl what the relay verifies with node:crypto', () => {
  const against = { pin: t.pin, clock };
  expect(checkDocument(t.bytes, against, verifyInClient)).toEqual(check(t.bytes));
});
