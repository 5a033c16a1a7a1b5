/**
 * The vectors once more, by code that shares nothing with ours: node:crypto for X25519, Ed25519,
 * SHA, HMAC and HKDF, libsodium for XSalsa20-Poly1305, and the layouts read out of PROTOCOL.md §6 anew.
 * What both agree on is the law and not merely our habit.
 */
import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  sign,
  verify,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import sodium from 'libsodium-wrappers-sumo';
import { beforeAll, describe, expect, test } from 'vitest';

beforeAll(() => sodium.ready);

const load = (name: string) =>
  JSON.parse(readFileSync(new URL(`./vectors/${name}.json`, import.meta.url), 'utf8'));
const un = (hex: string) => Buffer.from(hex, 'hex');
const ascii = (text: string) => Buffer.from(text, 'ascii');
const cat = (...parts: Uint8Array[]) => Buffer.concat(parts);
const sha512 = (...parts: Uint8Array[]) =>
  createHash('sha512')
    .update(cat(...parts))
    .digest();
const hmac = (key: Uint8Array, ...parts: Uint8Array[]) =>
  createHmac('sha512', key)
    .update(cat(...parts))
    .digest();
const kdf = (ikm: Uint8Array, salt: Uint8Array, label: string, ...rest: Uint8Array[]) =>
  Buffer.from(hkdfSync('sha512', ikm, salt, cat(ascii(label), ...rest), 32));

type Kind = 'x25519' | 'ed25519';
const oid = { x25519: '6e', ed25519: '70' };
const secretKey = (kind: Kind, secret: Uint8Array) =>
  createPrivateKey({
    key: cat(un(`302e020100300506032b65${oid[kind]}04220420`), secret),
    format: 'der',
    type: 'pkcs8',
  });
const publicKey = (kind: Kind, key: Uint8Array) =>
  createPublicKey({
    key: cat(un(`302a300506032b65${oid[kind]}032100`), key),
    format: 'der',
    type: 'spki',
  });
const publicOf = (kind: Kind, secret: Uint8Array) =>
  Buffer.from(
    createPublicKey(secretKey(kind, secret)).export({ format: 'der', type: 'spki' }),
  ).subarray(12);
const dh = (secret: Uint8Array, to: Uint8Array) =>
  diffieHellman({ privateKey: secretKey('x25519', secret), publicKey: publicKey('x25519', to) });
const signed = (seed: Uint8Array, tag: string, body: Uint8Array) =>
  sign(null, cat(Buffer.of(tag.length), ascii(tag), body), secretKey('ed25519', seed));

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
function printed(code: Uint8Array, label: string): string {
  const value = BigInt(`0x${Buffer.from(code).toString('hex')}`) << 2n;
  const check = BigInt(sha512(ascii(label), code).readUInt16BE(0) >> 6);
  let rest = (value << 10n) | check;
  let text = '';
  for (let i = 0; i < 28; i += 1) {
    text = ALPHABET[Number(rest % 32n)] + text;
    rest /= 32n;
  }
  return text.match(/.{4}/g)?.join('-') ?? '';
}

const u64 = (n: number) => {
  const field = Buffer.alloc(8);
  field.writeBigUInt64BE(BigInt(n));
  return field;
};
const u16 = (n: number) => Buffer.of(Math.floor(n / 256), n % 256);
const u32 = (n: number) => {
  const field = Buffer.alloc(4);
  field.writeUInt32BE(n);
  return field;
};
const short = (bytes: Buffer) => cat(Buffer.of(bytes.length), bytes);

const groups = (hash: Buffer, count: number) =>
  Array.from({ length: count }, (_, i) =>
    String(hash.readUIntBE(5 * i, 5) % 100_000).padStart(5, '0'),
  ).join(' ');

describe('a second implementation agrees', () => {
  test('on every derivation', () => {
    const v = load('derive');
    for (const c of v.hkdf) {
      expect(kdf(un(c.ikm), un(c.salt), c.label, un(c.rest)).toString('hex')).toBe(c.okm);
    }
    for (const [i, seed] of v.root.seeds.entries()) {
      const made = kdf(un(v.root.code), Buffer.alloc(0), 'sc1/root', Buffer.of(0, 0, 0, i));
      expect(made.toString('hex')).toBe(seed);
      expect(publicOf('ed25519', made).toString('hex')).toBe(v.root.publicKeys[i]);
    }
    const root = un(v.root.publicKeys[0]);
    expect(sha512(ascii('sc1/team'), root).toString('hex', 0, 16)).toBe(v.root.team);
    const keys = [un(v.device.login), un(v.device.sign), un(v.device.ik)] as const;
    expect(sha512(ascii('sc1/dev'), ...keys).toString('hex', 0, 16)).toBe(v.device.id);
    expect(sha512(ascii('sc1/kid'), keys[2]).toString('hex', 0, 8)).toBe(v.device.kidOfIk);
    const compared = sha512(ascii('sc1/fp'), root, ...keys);
    expect(groups(compared, 12)).toBe(v.device.fingerprint);
    const number = BigInt(`0x${compared.toString('hex', 0, 17)}`) >> 4n;
    const places = Array.from({ length: 12 }, (_, i) => (number >> BigInt(11 * (11 - i))) & 2047n);
    expect(places.map((at) => wordlist[Number(at)]).join(' ')).toBe(v.device.words);
    for (const c of v.paperHashes) {
      expect(sha512(ascii('sc1/paper'), un(c.text)).toString('hex', 0, 32)).toBe(c.hash);
    }
    for (const c of v.bodyHashes) {
      expect(sha512(ascii('sc1/prev'), un(c.body)).toString('hex', 0, 32)).toBe(c.hash);
    }
  });

  test('on the chunks of blobs, their hash and the hashes of their capabilities', () => {
    const STEP = 65_536;
    for (const c of load('blob').cases) {
      const sha256 = (...parts: Uint8Array[]) =>
        createHash('sha256')
          .update(cat(...parts))
          .digest('hex');
      const blocks = Array.from({ length: Math.ceil(c.bytes / 64) }, (_, i) =>
        sha512(ascii(c.fileSeed), u32(i)),
      );
      const file = cat(...blocks).subarray(0, c.bytes);
      expect(sha512(ascii('sc1/blob-hash'), file).toString('hex', 0, 32)).toBe(c.hash);
      expect(sha256(short(ascii('sc1/blob-read')), un(c.id), un(c.read))).toBe(c.readHash);
      expect(sha256(short(ascii('sc1/blob-own')), un(c.id), un(c.own))).toBe(c.ownHash);
      const count = Math.floor(c.bytes / STEP) + 1;
      expect(c.chunks.length).toBe(count);
      const padded = Buffer.alloc(count * STEP);
      file.copy(padded);
      padded[c.bytes] = 0x80;
      for (const [i, chunk] of c.chunks.entries()) {
        const last = Buffer.of(i === count - 1 ? 1 : 0);
        const key = kdf(un(c.key), un(c.id), 'sc1/chunk', u32(i), last);
        const plain = padded.subarray(i * STEP, (i + 1) * STEP);
        const box = sodium.crypto_secretbox_easy(plain, un(chunk.nonce), key);
        expect(Buffer.from(box).toString('hex', 0, 16)).toBe(chunk.tag);
        expect(sha256(un(chunk.nonce), box)).toBe(chunk.sha256);
      }
    }
  });

  test('on return codes and all that grows from them', () => {
    const v = load('derive');
    const team = un(v.root.team);
    for (const c of v.returnCodes) {
      const code = un(c.code);
      expect(printed(code, 'sc1/check')).toBe(c.printed);
      expect(printed(code, 'sc1/root-check')).toBe(c.rootPrinted);
      const box = kdf(code, team, 'sc1/C');
      const mailbox = kdf(code, team, 'sc1/M');
      expect([box.toString('hex'), mailbox.toString('hex')]).toEqual([c.boxSecret, c.mailboxSeed]);
      const boxPublic = publicOf('x25519', box);
      const mailboxPublic = publicOf('ed25519', mailbox);
      expect(boxPublic.toString('hex')).toBe(c.boxPublic);
      expect(mailboxPublic.toString('hex')).toBe(c.mailboxPublic);
      const id = createHash('sha256').update(mailboxPublic).digest().toString('hex', 0, 16);
      expect(id).toBe(c.mailbox);
      expect(sha512(ascii('sc1/conv'), boxPublic).toString('hex', 0, 16)).toBe(c.conversation);
      expect(groups(sha512(ascii('sc1/code-fp'), boxPublic), 4)).toBe(c.fingerprint);
    }
  });

  test('on every byte of every envelope', () => {
    for (const c of load('envelope').cases) {
      const team = un(c.team);
      const e = publicOf('x25519', un(c.ephemeralSecret));
      const cek = un(c.contentKey);
      const count = Buffer.of(0, c.recipients.length);
      const commit = kdf(cek, team, 'sc1/commit', e);
      const header = cat(ascii('SCE1'), Buffer.of(1, 1), count, team, e, commit);
      expect(header.toString('hex')).toBe(c.header);

      const body = un(c.body);
      const bucket = [1024, 4096, 16_384, 65_536].find((size) => size > body.length) ?? 0;
      const padded = cat(body, Buffer.of(0x80), Buffer.alloc(bucket - body.length - 1));
      const nonce = new Uint8Array(24);
      const bodyKey = kdf(cek, sha512(header), 'sc1/body');
      const ct = sodium.crypto_secretbox_easy(padded, nonce, bodyKey);
      expect(Buffer.from(ct).toString('hex')).toBe(c.ct);

      const th = sha512(header, ct);
      const sender = publicOf('x25519', un(c.senderSecret));
      for (const [i, r] of c.recipients.entries()) {
        const ik = publicOf('x25519', un(r.ikSecret));
        const spk = publicOf('x25519', un(r.spkSecret));
        const authKey = kdf(dh(un(c.senderSecret), ik), team, 'sc1/auth', sender, ik);
        const tag = hmac(authKey, th).subarray(0, 32);
        const wrapKey = kdf(dh(un(c.ephemeralSecret), spk), team, 'sc1/wrap', e, spk, ik);
        const inner = sodium.crypto_secretbox_easy(cat(cek, sender, tag), nonce, wrapKey);
        const kid = sha512(ascii('sc1/kid'), spk).subarray(0, 8);
        expect(cat(kid, inner).toString('hex')).toBe(c.wraps[i]);
      }
    }
  });

  test('on every byte of every team document', () => {
    const bits = { operator: 1, manager: 2, coordinator: 4 };
    for (const c of load('document').documents) {
      const d = c.document;
      const devices = d.devices.map(
        (x: { login: string; sign: string; ik: string; roles: (keyof typeof bits)[] }) =>
          cat(
            un(x.login),
            un(x.sign),
            un(x.ik),
            Buffer.of(x.roles.reduce((sum, role) => sum + bits[role], 0)),
            Buffer.alloc(4),
          ),
      );
      const profile = d.profile.map((x: { key: string; lang: string; value: string }) => {
        const value = Buffer.from(x.value, 'utf8');
        return cat(short(ascii(x.key)), short(ascii(x.lang)), u16(value.length), value);
      });
      const body = cat(
        ascii('SCD1'),
        Buffer.of(1),
        un(d.team),
        u64(d.seq),
        un(d.prev),
        u64(d.issued),
        u64(d.expires),
        un(d.signer),
        un(d.next),
        u16(devices.length),
        ...devices,
        u16(d.revoked.length),
        ...d.revoked.map(un),
        Buffer.of(d.origins.length),
        ...d.origins.map((origin: string) => short(ascii(origin))),
        u16(profile.length),
        ...profile,
      );
      expect(cat(body, signed(un(c.signerSeed), 'sc1/document', body)).toString('hex')).toBe(
        c.bytes,
      );
      expect(sha512(ascii('sc1/doc'), body).toString('hex', 0, 32)).toBe(c.hash);
    }
  });

  test('on what a device and a mailbox sign', () => {
    const v = load('signed');
    const { bundle } = v.prekey;
    const times = Buffer.alloc(24);
    times.writeBigUInt64BE(BigInt(bundle.issued), 0);
    times.writeBigUInt64BE(BigInt(bundle.expires), 8);
    times.writeBigUInt64BE(BigInt(bundle.docSeq), 16);
    const start = cat(ascii('SCP1'), Buffer.of(1), un(bundle.team), un(bundle.device));
    const prekey = cat(start, un(bundle.kid), un(bundle.spk), times, un(bundle.epoch));
    expect(cat(prekey, signed(un(v.prekey.signSeed), 'sc1/prekey', prekey)).toString('hex')).toBe(
      v.prekey.bytes,
    );

    const until = Buffer.alloc(8);
    until.writeBigUInt64BE(BigInt(v.beacon.beacon.until));
    const { team, device } = v.beacon.beacon;
    const beacon = cat(ascii('SCB1'), Buffer.of(1), un(team), un(device), until);
    expect(cat(beacon, signed(un(v.beacon.signSeed), 'sc1/here', beacon)).toString('hex')).toBe(
      v.beacon.bytes,
    );

    const { login, mailbox } = v;
    const seq = cat(Buffer.alloc(7), Buffer.of(login.documentSeq));
    for (const [c, tag, seed, tail] of [
      [login, 'sc1/login', login.loginSeed, cat(un(login.device), seq)],
      [mailbox, 'sc1/mailbox', mailbox.mailboxSeed, un(mailbox.mailbox)],
    ] as const) {
      const origin = cat(Buffer.of(c.origin.length), ascii(c.origin));
      const body = cat(un(c.team), origin, un(c.relayNonce), un(c.clientNonce), tail);
      expect(signed(un(seed), tag, body).toString('hex')).toBe(c.signature);
      const key = publicKey('ed25519', publicOf('ed25519', un(seed)));
      expect(verify(null, un(c.input), key, un(c.signature))).toBe(true);
    }
  });

  test('on the MAC, the body and the frame of who asks to join', () => {
    const v = load('join');
    const { login, sign: signing, ik, name } = v.newcomer;
    const utf8 = Buffer.from(name, 'utf8');
    const named = cat(Buffer.of(0, utf8.length), utf8);
    const root = un(v.pin.split('.')[1]);
    const mac = hmac(un(v.secret), ascii('sc1/join'), root, un(login), un(signing), un(ik), named);
    expect(mac.toString('hex', 0, 32)).toBe(v.mac);
    const body = { v: 1, type: 'join', login, sign: signing, name, mac: v.mac };
    expect(JSON.stringify(body)).toBe(v.body);
    const { team, eid, device, wrap, header, ct, bytes } = v.frame;
    const targets = cat(Buffer.of(0, 1), Buffer.of(1), un(device), un(wrap));
    const frame = cat(Buffer.of(0x0b), un(team), un(eid), targets, un(header), un(ct));
    expect(frame.toString('hex')).toBe(bytes);
  });
});
