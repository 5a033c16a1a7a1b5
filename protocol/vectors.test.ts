import { readFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, test } from 'vitest';
import { codeFingerprint } from './crypto/code-fingerprint.ts';
import { openBlob, sealBlob } from './crypto/blob.ts';
import { kidOf, open, seal } from './crypto/envelope.ts';
import {
  deviceId,
  fingerprint,
  formatRootCode,
  parseRootCode,
  rootSeed,
} from './crypto/identity.ts';
import { fingerprintWords } from './crypto/fingerprint-words.ts';
import { formatInvite, joinMac, parseInvite } from './crypto/join.ts';
import { hkdf } from './crypto/kdf.ts';
import { boxKeysFrom, sign, signKeysFrom, verify } from './crypto/keys.ts';
import { formatReturnCode, parseReturnCode, reporterKeys } from './crypto/return-code.ts';
import {
  BlobId,
  DeviceId,
  EnvelopeId,
  MailboxId,
  OwnCapability,
  ReadCapability,
  TeamId,
} from './ids.ts';
import { readBody, writeBody } from './talk/body.ts';
import { readEphemeral, writeEphemeral } from './talk/ephemeral.ts';
import { readJoin, writeJoin } from './talk/join.ts';
import { bodyHash } from './talk/names.ts';
import { paperHash } from './talk/paper.ts';
import { checkBeacon, signBeacon } from './team/beacon.ts';
import {
  checkDocument,
  documentHash,
  formatPin,
  parsePin,
  readDocument,
  signDocument,
  teamIdOf,
} from './team/document.ts';
import { checkPrekey, readPrekey, signPrekey } from './team/prekey.ts';
import { fixedRandom } from './testing/random.ts';
import { ownHashOf, readHashOf } from './wire/blob.ts';
import { readClientFrame, writeClientFrame } from './wire/client-frames.ts';
import { loginInput, mailboxInput } from './wire/login.ts';

const load = (name: string) =>
  JSON.parse(readFileSync(new URL(`./vectors/${name}.json`, import.meta.url), 'utf8'));
const un = hexToBytes;

/** Turns every Uint8Array into hex, so that a value can be compared with its JSON. */
const asJson = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, v: unknown) => (v instanceof Uint8Array ? bytesToHex(v) : v)),
  );

describe('vectors', () => {
  test('derive.json: labels, codes, ids and the fingerprint', () => {
    const v = load('derive');
    for (const c of v.hkdf) {
      const info = concatBytes(utf8ToBytes(c.label), un(c.rest));
      expect(bytesToHex(hkdf(un(c.ikm), un(c.salt), info))).toBe(c.okm);
    }
    for (const [i, seed] of v.root.seeds.entries()) {
      expect(bytesToHex(rootSeed(un(v.root.code), i))).toBe(seed);
      expect(bytesToHex(signKeysFrom(un(seed)).publicKey)).toBe(v.root.publicKeys[i]);
    }
    expect(teamIdOf(un(v.root.publicKeys[0]))).toBe(v.root.team);
    const keys = { login: un(v.device.login), sign: un(v.device.sign), ik: un(v.device.ik) };
    expect(deviceId(keys.login, keys.sign, keys.ik)).toBe(v.device.id);
    expect(bytesToHex(kidOf(keys.ik))).toBe(v.device.kidOfIk);
    expect(fingerprint(un(v.root.publicKeys[0]), keys)).toBe(v.device.fingerprint);
    expect(fingerprintWords(un(v.root.publicKeys[0]), keys)).toBe(v.device.words);
    for (const c of v.bodyHashes) expect(bodyHash(un(c.body))).toBe(c.hash);
    for (const c of v.paperHashes) expect(paperHash(un(c.text))).toBe(c.hash);
    for (const c of v.returnCodes) {
      expect(formatReturnCode(un(c.code))).toBe(c.printed);
      expect(formatRootCode(un(c.code))).toBe(c.rootPrinted);
      expect(bytesToHex(parseReturnCode(c.printed))).toBe(c.code);
      expect(bytesToHex(parseRootCode(c.rootPrinted))).toBe(c.code);
      const keysOf = reporterKeys(un(c.code), TeamId(v.root.team));
      expect(asJson(keysOf)).toEqual({
        code: c.code,
        box: { publicKey: c.boxPublic, secretKey: c.boxSecret },
        mailboxKeys: { publicKey: c.mailboxPublic, seed: c.mailboxSeed },
        mailbox: c.mailbox,
        conversation: c.conversation,
      });
      expect(codeFingerprint(keysOf.box.publicKey)).toBe(c.fingerprint);
    }
  });

  test('envelope.json: the same randomness gives the same bytes, and they open', () => {
    for (const c of load('envelope').cases) {
      const drawn = [un(c.ephemeralSecret), un(c.contentKey)];
      const sender = boxKeysFrom(un(c.senderSecret));
      const recipients = c.recipients.map((r: { ikSecret: string; spkSecret: string }) => ({
        ik: boxKeysFrom(un(r.ikSecret)),
        spk: boxKeysFrom(un(r.spkSecret)),
      }));
      const publicOf = ({ ik, spk }: (typeof recipients)[number]) => ({
        ik: ik.publicKey,
        spk: spk.publicKey,
      });
      const team = TeamId(c.team);
      const message = { team, sender, recipients: recipients.map(publicOf), body: un(c.body) };
      const sealed = seal(message, () => drawn.shift() ?? new Uint8Array());
      expect(asJson(sealed), c.name).toEqual({ header: c.header, wraps: c.wraps, ct: c.ct });
      for (const [i, { ik, spk }] of recipients.entries()) {
        const copy = { header: un(c.header), wrap: un(c.wraps[i]), ct: un(c.ct) };
        const opened = open(copy, { team, ik, keyFor: () => spk });
        expect(bytesToHex(opened.body)).toBe(c.body);
        expect(opened.senderPk).toEqual(sender.publicKey);
      }
    }
  });

  test('blob.json: chunks, the file’s hash and what the relay keeps of the capabilities', async () => {
    for (const c of load('blob').cases) {
      const random = fixedRandom(`blob ${c.bytes}`);
      const drawn = [random(16), random(16), random(16), random(32)].map((b) => bytesToHex(b));
      expect(drawn).toEqual([c.id, c.read, c.own, c.key]);
      const [id, read] = [BlobId(c.id), ReadCapability(c.read)];
      expect(bytesToHex(readHashOf(id, read))).toBe(c.readHash);
      expect(bytesToHex(ownHashOf(id, OwnCapability(c.own)))).toBe(c.ownHash);
      const file = fixedRandom(c.fileSeed)(c.bytes);
      const key = { id, key: un(c.key), bytes: c.bytes };
      const sealing = sealBlob(key, [file], { random });
      const sealed: Uint8Array[] = [];
      let step = await sealing.next();
      for (; step.done !== true; step = await sealing.next()) sealed.push(step.value.sealed);
      expect(bytesToHex(step.value)).toBe(c.hash);
      expect(sealed.map((chunk) => bytesToHex(sha256(chunk)))).toEqual(
        c.chunks.map((chunk: { sha256: string }) => chunk.sha256),
      );
      const back: Uint8Array[] = [];
      for await (const plain of openBlob({ ...key, read, hash: step.value }, sealed))
        back.push(plain);
      expect(concatBytes(...back)).toEqual(file);
    }
  });

  test('document.json: reading, signing, hashing and the change of root', () => {
    const v = load('document');
    const pin = parsePin(v.pin);
    expect(formatPin(pin)).toBe(v.pin);
    let newest: { newest?: ReturnType<typeof knownOf> } = {};
    for (const c of v.documents) {
      const document = readDocument(un(c.bytes));
      expect(asJson(document)).toEqual(c.document);
      const seed = signKeysFrom(un(c.signerSeed));
      expect(bytesToHex(signDocument(document, (m) => sign(seed, m)))).toBe(c.bytes);
      expect(bytesToHex(documentHash(un(c.bytes)))).toBe(c.hash);
      const clock = { local: document.issued };
      const checked = checkDocument(un(c.bytes), { pin, clock, ...newest }, verify);
      newest = { newest: knownOf(checked) };
    }
  });

  test('signed.json: prekey, beacon, login and mailbox', () => {
    const v = load('signed');
    const [first] = load('document').documents;
    const document = readDocument(un(first.bytes));
    const by = (seed: string) => (m: Uint8Array) => sign(signKeysFrom(un(seed)), m);

    const bundle = readPrekey(un(v.prekey.bytes));
    expect(asJson(bundle)).toEqual(v.prekey.bundle);
    expect(bytesToHex(signPrekey(bundle, by(v.prekey.signSeed)))).toBe(v.prekey.bytes);
    expect(checkPrekey(un(v.prekey.bytes), document, { local: bundle.issued }, verify)).toEqual(
      bundle,
    );

    const { beacon } = v.beacon;
    expect(bytesToHex(signBeacon(beacon, by(v.beacon.signSeed)))).toBe(v.beacon.bytes);
    const now = beacon.until - 1;
    expect(checkBeacon(un(v.beacon.bytes), document, now, verify)).toEqual(beacon);

    for (const c of [v.login, v.mailbox]) {
      const on = {
        team: TeamId(c.team),
        origin: String(c.origin),
        relayNonce: un(c.relayNonce),
        clientNonce: un(c.clientNonce),
      };
      const input =
        c === v.login
          ? loginInput({ ...on, device: DeviceId(c.device), documentSeq: c.documentSeq })
          : mailboxInput({ ...on, mailbox: MailboxId(c.mailbox) });
      expect(bytesToHex(input)).toBe(c.input);
      expect(bytesToHex(by(c.loginSeed ?? c.mailboxSeed)(input))).toBe(c.signature);
    }
  });

  test('join.json: the invite, the MAC, the body and the frame', () => {
    const v = load('join');
    const pin = parsePin(v.pin);
    const invite = { pin, secret: un(v.secret), expires: v.expires, origin: v.origin };
    expect(formatInvite(invite)).toBe(v.invite);
    expect(parseInvite(v.invite, v.expires - 1)).toEqual(invite);
    const { login, sign: signing, ik, name } = v.newcomer;
    const newcomer = { login: un(login), sign: un(signing), ik: un(ik), name };
    expect(bytesToHex(joinMac(un(v.secret), pin.root, newcomer))).toBe(v.mac);
    const body = { login: newcomer.login, sign: newcomer.sign, name, mac: un(v.mac) };
    expect(new TextDecoder().decode(writeJoin(body))).toBe(v.body);
    expect(readJoin(utf8ToBytes(v.body))).toEqual(body);
    const { team, eid, device, wrap, header, ct } = v.frame;
    const frame = {
      type: 'join',
      team: TeamId(team),
      eid: EnvelopeId(eid),
      targets: [{ kind: 'device', device: DeviceId(device), wrap: un(wrap) }],
      header: un(header),
      ct: un(ct),
    } as const;
    expect(bytesToHex(writeClientFrame(frame))).toBe(v.frame.bytes);
    expect(readClientFrame(un(v.frame.bytes))).toEqual(frame);
  });

  test('body.json: exact JSON texts and their hashes', () => {
    const v = load('body');
    for (const c of v.bodies) {
      const bytes = utf8ToBytes(c.body);
      const body = readBody(bytes);
      if (body.type === 'unknown') throw new TypeError(body.name);
      expect(readBody(writeBody(body))).toEqual(body);
      expect(bodyHash(bytes)).toBe(c.hash);
    }
    const ephemeral = readEphemeral(utf8ToBytes(v.ephemeral));
    expect(readEphemeral(writeEphemeral(ephemeral))).toEqual(ephemeral);
  });
});

const knownOf = ({ document, hash }: ReturnType<typeof checkDocument>) => ({
  seq: document.seq,
  hash,
  issued: document.issued,
  signer: document.signer,
  next: document.next,
  revoked: document.revoked,
});
