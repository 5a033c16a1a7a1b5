import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProtocolError } from '../errors.ts';
import { idBytes, TeamId } from '../ids.ts';
import { fixedRandom } from '../testing/random.ts';
import { testTeam } from '../testing/team.ts';
import { openEpoch, sealEpoch } from './epoch.ts';
import { codeFingerprint, parseCodeFingerprint } from './code-fingerprint.ts';
import { deviceKeys, fingerprint, formatRootCode, newDevice, parseRootCode } from './identity.ts';
import { formatInvite, isInvited, joinMac, parseInvite } from './join.ts';
import { formatReturnCode, newReturnCode, parseReturnCode, reporterKeys } from './return-code.ts';
import { teamFingerprint } from './team-fingerprint.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`code properties: seed ${seed}`);
const code = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe('a return code', () => {
  test('is seven groups of four and comes back as it was', () => {
    fc.assert(
      fc.property(code, (bytes) => {
        const text = formatReturnCode(bytes);
        expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(parseReturnCode(text)).toEqual(bytes);
      }),
      { seed },
    );
  });

  test('is read as people type it: lower case, spaces, other dashes, O for 0, I and L for 1', () => {
    fc.assert(
      fc.property(code, fc.constantFrom(' ', '', '–', '\u00a0- ', '\n'), (bytes, gap) => {
        const typed = formatReturnCode(bytes)
          .replaceAll('-', gap)
          .replaceAll('0', 'o')
          .replaceAll('1', gap === '' ? 'l' : 'I')
          .toLowerCase();
        expect(parseReturnCode(`  ${typed}\u200f `)).toEqual(bytes);
      }),
      { seed },
    );
  });

  test('with one symbol wrong is refused, but for one in 1,024 at most', () => {
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    let missed = 0;
    const tries = 4000;
    fc.assert(
      fc.property(code, fc.nat({ max: 27 }), fc.integer({ min: 1, max: 31 }), (bytes, at, by) => {
        const text = formatReturnCode(bytes).replaceAll('-', '');
        const other = alphabet[(alphabet.indexOf(text[at] ?? '') + by) % 32] ?? '';
        try {
          parseReturnCode(text.slice(0, at) + other + text.slice(at + 1));
          missed += 1;
        } catch (error) {
          expect(error).toEqual(new ProtocolError('bad-code'));
        }
      }),
      { seed, numRuns: tries },
    );
    expect(missed).toBeLessThan((tries / 1024) * 4);
  });

  test('of any other shape is refused without a word of it in the error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (typed) => {
        expect(() => parseReturnCode(typed)).toThrow(/^bad-code$/);
      }),
      { seed },
    );
  });

  test('gives other keys at another team, and the same ones every time', () => {
    const bytes = newReturnCode();
    const [one, two] = [TeamId.random(), TeamId.random()];
    expect(reporterKeys(bytes, one)).toEqual(reporterKeys(bytes, one));
    const [a, b] = [reporterKeys(bytes, one), reporterKeys(bytes, two)];
    expect(new Set([a.mailbox, b.mailbox, a.conversation, b.conversation]).size).toBe(4);
  });

  test('is not a root code, nor the other way round', () => {
    // A fixed sample: the check symbols of two kinds agree by chance once in 1,024.
    const bytes = fixedRandom('codes')(16);
    expect(() => parseRootCode(formatReturnCode(bytes))).toThrow('bad-code');
    expect(() => parseReturnCode(formatRootCode(bytes))).toThrow('bad-code');
    expect(parseRootCode(formatRootCode(bytes))).toEqual(bytes);
  });
});

describe('a newcomer', () => {
  const { pin } = testTeam('join');
  const keys = deviceKeys(newDevice());
  const newcomer = {
    login: keys.login.publicKey,
    sign: keys.sign.publicKey,
    ik: keys.ik.publicKey,
    name: 'Büro 2',
  };
  const secret = new Uint8Array(16).fill(9);
  const invite = { pin, secret, expires: 2000, origin: 'wss://relay.example:8443' };

  test('reads the invite back, until it expires', () => {
    const link = formatInvite(invite);
    expect(link).toMatch(/^beistand:\/\/join#/);
    expect(parseInvite(` ${link}\n`, 1999)).toEqual(invite);
    expect(() => parseInvite(link, 2000)).toThrow('expired');
    expect(() => parseInvite(link.replace('wss', 'ftp'), 1)).toThrow('bad-code');
    expect(() => parseInvite(link.slice(0, -30), 1)).toThrow('bad-code');
    expect(() => parseInvite('beistand://join#', 1)).toThrow('bad-code');
  });

  test('proves the invite, for these keys and this name only', () => {
    const mac = joinMac(secret, pin.root, newcomer);
    expect(isInvited(mac, secret, pin.root, newcomer)).toBe(true);
    expect(isInvited(mac, secret, pin.root, { ...newcomer, name: 'Büro 3' })).toBe(false);
    expect(isInvited(mac, secret, pin.next, newcomer)).toBe(false);
    expect(isInvited(mac, new Uint8Array(16), pin.root, newcomer)).toBe(false);
    const swapped = { ...newcomer, login: newcomer.sign, sign: newcomer.login };
    expect(isInvited(mac, secret, pin.root, swapped)).toBe(false);
  });

  test('has a fingerprint of 60 digits that every key changes', () => {
    const prints = [
      fingerprint(pin.root, newcomer),
      fingerprint(pin.next, newcomer),
      fingerprint(pin.root, { ...newcomer, ik: pin.next }),
      fingerprint(pin.root, { ...newcomer, sign: pin.next }),
      fingerprint(pin.root, { ...newcomer, login: pin.next }),
    ];
    for (const print of prints) expect(print).toMatch(/^(\d{5} ){11}\d{5}$/);
    expect(new Set(prints).size).toBe(5);
  });
});

describe('the fingerprint of a return code', () => {
  const print = codeFingerprint(new Uint8Array(32).fill(9));

  test('has 20 digits that the key changes', () => {
    expect(print).toMatch(/^(\d{5} ){3}\d{5}$/);
    expect(codeFingerprint(new Uint8Array(32).fill(8))).not.toBe(print);
  });

  test('is read as people type it, and nothing else is', () => {
    expect(parseCodeFingerprint(print)).toBe(print);
    expect(parseCodeFingerprint(`${print.replaceAll(' ', '–')}\n`)).toBe(print);
    for (const typed of ['', print.slice(1), `${print}1`, print.replace(/\d/, 'x')]) {
      expect(() => parseCodeFingerprint(typed)).toThrow('bad-code');
    }
  });
});

test('the fingerprint of a team has 30 digits, and every part of the pin changes them', () => {
  const { pin } = testTeam('printed');
  const print = teamFingerprint(pin);
  expect(print).toMatch(/^(\d{5} ){5}\d{5}$/);
  const input = Buffer.concat([Buffer.from('sc1/pin-fp'), idBytes(pin.team), pin.root, pin.next]);
  const hash = createHash('sha512').update(input).digest();
  const first = (hash.readUIntBE(0, 5) % 100_000).toString().padStart(5, '0');
  expect(print.slice(0, 5)).toBe(first);
  const others = [
    { ...pin, team: TeamId('ff'.repeat(16)) },
    { ...pin, root: pin.next },
    { ...pin, next: pin.root },
  ].map(teamFingerprint);
  expect(new Set([print, ...others]).size).toBe(4);
});

test("the epoch in a bundle is 48 bytes that only the vault's key opens", () => {
  const key = new Uint8Array(32).fill(3);
  const sealed = sealEpoch(41, key);
  expect(sealed.length).toBe(48);
  expect(openEpoch(sealed, key)).toBe(41);
  expect(() => openEpoch(sealed, new Uint8Array(32))).toThrow(/^cannot-open$/);
  expect(() => openEpoch(sealed.slice(1), key)).toThrow(/^cannot-open$/);
});
