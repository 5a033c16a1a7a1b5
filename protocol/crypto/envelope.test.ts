import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import nacl from 'tweetnacl';
import { describe, expect, test } from 'vitest';
import { ProtocolError } from '../errors.ts';
import { idBytes, TeamId } from '../ids.ts';
import { MAX_RECIPIENTS, PAD_BUCKETS } from '../limits.ts';
import { bodyHash } from '../talk/names.ts';
import { fixedRandom } from '../testing/random.ts';
import { kidOf, open, seal, type Recipient, type SealedCopy } from './envelope.ts';
import { hkdf, hmac } from './kdf.ts';
import { dh, newBoxKeys, type BoxKeys } from './keys.ts';
import { labels } from './labels.ts';
import { pad } from './pad.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`envelope properties: seed ${seed}`);
const random = fixedRandom(`envelope ${seed}`);

const team = TeamId.of(random(16));
const sender = newBoxKeys(random);
const device = () => ({ ik: newBoxKeys(random), spk: newBoxKeys(random) });
const [ann, ben] = [device(), device()];
const asRecipient = (of: { ik: BoxKeys; spk: BoxKeys }): Recipient => ({
  ik: of.ik.publicKey,
  spk: of.spk.publicKey,
});
const recipients = [asRecipient(ann), asRecipient(ben)];
const body = utf8ToBytes('{"v":1,"type":"text"}');

const copyFor = (
  i: number,
  from = seal({ team, sender, recipients, body }, random),
): SealedCopy => {
  const wrap = from.wraps[i];
  if (wrap === undefined) throw new RangeError('no such copy');
  return { header: from.header, wrap, ct: from.ct };
};
const openAs = (of: { ik: BoxKeys; spk: BoxKeys }, copy: SealedCopy, at = team) =>
  open(copy, {
    team: at,
    ik: of.ik,
    keyFor: (kid) => (String(kid) === String(kidOf(of.spk.publicKey)) ? of.spk : undefined),
  });

/** How an attempt ended: what was thrown, with every visible word of it. */
function outcome(attempt: () => unknown): string {
  try {
    attempt();
    return 'opened';
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return `${error.name} ${error.code} ${error.message}`;
  }
}
const REFUSED = 'ProtocolError cannot-open cannot-open';

const many = (n: number) => Array.from({ length: n }, () => asRecipient(ann));
const broken = () => {
  throw new TypeError('keyring closed');
};
const whole = (copy: SealedCopy) => concatBytes(copy.header, copy.wrap, copy.ct);
const apart = (bytes: Uint8Array): SealedCopy => ({
  header: bytes.slice(0, 88),
  wrap: bytes.slice(88, 208),
  ct: bytes.slice(208),
});

const annPk = asRecipient(ann);

/** An envelope to Ann made by hand, as somebody would who does not keep to §3. */
function forge(of: {
  readonly claimed: Uint8Array;
  readonly shared: Uint8Array;
  readonly committed?: Uint8Array;
}): SealedCopy {
  const salt = idBytes(team);
  const zero = new Uint8Array(24);
  const e = newBoxKeys(random);
  const cek = random(32);
  const info = (label: Uint8Array, ...rest: Uint8Array[]) => concatBytes(label, ...rest);
  const commit = hkdf(of.committed ?? cek, salt, info(labels.commit, e.publicKey));
  const start = concatBytes(utf8ToBytes('SCE1'), Uint8Array.of(1, 1, 0, 1), salt);
  const header = concatBytes(start, e.publicKey, commit);
  const ct = nacl.secretbox(pad(body), zero, hkdf(cek, sha512(header), labels.body));
  const auth = hkdf(of.shared, salt, info(labels.auth, of.claimed, annPk.ik));
  const tag = hmac(auth, sha512(concatBytes(header, ct))).slice(0, 32);
  const to = info(labels.wrap, e.publicKey, annPk.spk, annPk.ik);
  const key = hkdf(dh(e.secretKey, annPk.spk), salt, to);
  const inner = nacl.secretbox(concatBytes(cek, of.claimed, tag), zero, key);
  return { header, wrap: concatBytes(kidOf(annPk.spk), inner), ct };
}

describe('an envelope', () => {
  test('opens for each recipient, names its sender and gives back the exact body', () => {
    const sealed = seal({ team, sender, recipients, body }, random);
    for (const [i, of] of [ann, ben].entries()) {
      const opened = openAs(of, copyFor(i, sealed));
      expect(opened).toEqual({ senderPk: sender.publicKey, body, bodyHash: bodyHash(body) });
    }
  });

  test('has a header of 88 bytes, wraps of 120 and a text of exactly one bucket plus 16', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), fc.integer({ min: 1, max: 3 }), (m, n) => {
        const to = Array.from({ length: n }, () => asRecipient(ann));
        const sealed = seal({ team, sender, recipients: to, body: m }, random);
        expect(sealed.header.length).toBe(88);
        expect(sealed.wraps.map((wrap) => wrap.length)).toEqual(to.map(() => 120));
        expect(PAD_BUCKETS).toContain(sealed.ct.length - 16);
        expect(openAs(ann, copyFor(0, sealed)).body).toEqual(m);
      }),
      { seed, numRuns: 25 },
    );
  });

  test('takes a body of 64 KiB - 1 and refuses one byte more', () => {
    const largest = new Uint8Array(64 * 1024 - 1).fill(7);
    const sealed = seal({ team, sender, recipients: [asRecipient(ann)], body: largest }, random);
    expect(openAs(ann, copyFor(0, sealed)).body).toEqual(largest);
    const more = { team, sender, recipients, body: new Uint8Array(64 * 1024) };
    expect(() => seal(more)).toThrow('too-large');
  });

  test('takes 64 recipients and refuses 65, and none at all', () => {
    expect(seal({ team, sender, recipients: many(MAX_RECIPIENTS), body }).wraps.length).toBe(64);
    expect(() => seal({ team, sender, recipients: many(MAX_RECIPIENTS + 1), body })).toThrow(
      'too-large',
    );
    expect(() => seal({ team, sender, recipients: [], body })).toThrow(RangeError);
  });

  test('is never sealed to a key that gives the secret away', () => {
    const weak = { ...asRecipient(ann), spk: new Uint8Array(32) };
    expect(() => seal({ team, sender, recipients: [weak], body })).toThrow('low-order');
  });

  test('does not say who wrote it: the sender key stands nowhere in clear', () => {
    const sealed = seal({ team, sender, recipients, body }, random);
    const hex = Buffer.from(concatBytes(sealed.header, ...sealed.wraps, sealed.ct)).toString('hex');
    expect(hex).not.toContain(Buffer.from(sender.publicKey).toString('hex'));
  });
});

describe('nothing that was touched opens, and every refusal is the same', () => {
  test('every single bit of header and wrap flipped, and one bit of every byte of the text', () => {
    const bytes = whole(copyFor(0));
    for (let bit = 0; bit < 8 * bytes.length; bit += bit < 8 * 208 ? 1 : 7) {
      const touched = bytes.slice();
      const at = Math.floor(bit / 8);
      touched[at] = (touched[at] ?? 0) ^ (1 << (bit % 8));
      const how = outcome(() => openAs(ann, apart(touched)));
      expect(how, `bit ${bit}`).toBe(REFUSED);
    }
  }, 60_000);

  test('random bytes written anywhere, and every length cut or added', () => {
    const bytes = whole(copyFor(0));
    const edits = fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(edits, (list) => {
        const touched = bytes.slice();
        for (const [at, value] of list) touched[at] = value;
        const changed = touched.some((byte, i) => byte !== bytes[i]);
        expect(outcome(() => openAs(ann, apart(touched)))).toBe(changed ? REFUSED : 'opened');
      }),
      { seed, numRuns: 1000 },
    );
    const { header, wrap, ct } = copyFor(0);
    const lengths = fc.record({
      header: fc.uint8Array({ maxLength: 100 }),
      wrap: fc.uint8Array({ maxLength: 130 }),
      ct: fc.uint8Array({ maxLength: 1100 }),
    });
    fc.assert(
      fc.property(lengths, (random3) => {
        const mixed = [
          random3,
          { header, wrap, ct: random3.ct },
          { header, wrap: random3.wrap, ct },
          { header: random3.header, wrap, ct },
        ];
        for (const copy of mixed) expect(outcome(() => openAs(ann, copy))).toBe(REFUSED);
      }),
      { seed, numRuns: 250 },
    );
  }, 60_000);

  test('parts of another envelope spliced in', () => {
    const [one, two] = [copyFor(0), copyFor(0)];
    const spliced = [
      { ...one, header: two.header },
      { ...one, wrap: two.wrap },
      { ...one, ct: two.ct },
      { header: two.header, wrap: one.wrap, ct: two.ct },
    ];
    for (const copy of spliced) expect(outcome(() => openAs(ann, copy))).toBe(REFUSED);
  });

  test("another recipient's wrap, also under one's own kid", () => {
    const sealed = seal({ team, sender, recipients, body }, random);
    const other = copyFor(1, sealed);
    expect(outcome(() => openAs(ann, other))).toBe(REFUSED);
    const renamed = concatBytes(kidOf(ann.spk.publicKey), other.wrap.subarray(8));
    expect(outcome(() => openAs(ann, { ...other, wrap: renamed }))).toBe(REFUSED);
  });

  test('another team', () => {
    const elsewhere = TeamId.of(random(16));
    expect(outcome(() => openAs(ann, copyFor(0), elsewhere))).toBe(REFUSED);
  });

  test('another identity key than the one it was sealed to, and a prekey no longer held', () => {
    expect(outcome(() => openAs({ ...ann, ik: ben.ik }, copyFor(0)))).toBe(REFUSED);
    expect(outcome(() => openAs({ ...ann, spk: ben.spk }, copyFor(0)))).toBe(REFUSED);
  });

  test('a colleague who knows the content key cannot write under another name', () => {
    const honest = forge({ claimed: ben.ik.publicKey, shared: dh(ben.ik.secretKey, annPk.ik) });
    expect(openAs(ann, honest).senderPk).toEqual(ben.ik.publicKey);
    const posing = forge({ claimed: sender.publicKey, shared: dh(ben.ik.secretKey, annPk.ik) });
    expect(outcome(() => openAs(ann, posing))).toBe(REFUSED);
  });

  test('a sender key of low order, with which anybody could have made the tag', () => {
    const zero = new Uint8Array(32);
    expect(outcome(() => openAs(ann, forge({ claimed: zero, shared: zero })))).toBe(REFUSED);
  });

  test('a content key other than the committed one, by which one text could be two', () => {
    const shared = dh(sender.secretKey, annPk.ik);
    const two = forge({ claimed: sender.publicKey, shared, committed: random(32) });
    expect(outcome(() => openAs(ann, two))).toBe(REFUSED);
  });

  test('a caller’s own bug is not dressed up as a refusal', () => {
    expect(() => open(copyFor(0), { team, ik: ann.ik, keyFor: broken })).toThrow(TypeError);
  });
});
