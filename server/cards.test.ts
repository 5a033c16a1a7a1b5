import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MAILBOX_ENVELOPES, PAD_BUCKETS } from '../protocol/limits.ts';
import { readDocument } from '../protocol/team/document.ts';
import type { Target } from '../protocol/wire/sealed.ts';
import { platformRandom } from '../protocol/crypto/random.ts';
import {
  sendFrame,
  submit,
  toCard,
  toDevice,
  toMailbox,
  type Peer,
  type TestMailbox,
} from '../tests/support/peer.ts';
import { settle, startRig, type Rig } from '../tests/support/rig.ts';
import { from, StoreRig, to } from '../tests/support/store-rig.ts';
import { openDatabase } from './database.ts';

vi.setConfig({ testTimeout: 30_000 });

let rig: Rig;
let box: TestMailbox;
let device: Peer;
let other: Peer;
beforeEach(async () => {
  rig = await startRig();
  box = rig.mailbox();
  const tab = await rig.reporter(box);
  await submit(tab, sendFrame([toDevice(rig.id(1))], { tokenHash: box.tokenHash }));
  await tab.close();
  [device, other] = [await rig.device(0), await rig.device(1)];
});
afterEach(() => rig.stop());

/** The cards a reporter who comes now is told of, and the kinds of frames in the order they came. */
async function cardsNow(): Promise<{ cts: readonly string[]; order: readonly string[] }> {
  const tab = await rig.reporter(box);
  await settle();
  await tab.close();
  const cts = tab.frames.flatMap((f) => (f.type === 'card' ? [hex(f.ct)] : []));
  const announced = tab.frames.flatMap((f) => (f.type === 'subscribed' ? [f.cards] : []));
  expect(announced).toEqual([cts.length]);
  return { cts, order: tab.frames.map(({ type }) => type).filter((type) => type !== 'hello') };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Puts a card and answers its ciphertext. */
async function put(peer: Peer, bucket: number = PAD_BUCKETS[0]): Promise<string> {
  const frame = sendFrame([toCard(box)], { bucket });
  expect(await submit(peer, frame)).toEqual(['accepted']);
  return hex(frame.ct);
}

test('a card comes before everything that waits, at every subscription, and an ack takes nothing of it away', async () => {
  const reply = sendFrame([toMailbox(box)]);
  await submit(device, reply);
  const card = sendFrame([toCard(box)], { bucket: PAD_BUCKETS[1] });
  await submit(device, card);
  for (let round = 0; round < 2; round += 1) {
    const tab = await rig.reporter(box);
    await tab.next('deliver');
    expect(tab.frames.map(({ type }) => type)).toEqual(['hello', 'subscribed', 'card', 'deliver']);
    const came = await tab.next('card');
    expect([came.header, came.ct].map(hex)).toEqual([card.header, card.ct].map(hex));
    expect(hex(came.wrap)).toBe(hex(card.targets[0]?.wrap ?? new Uint8Array()));
    tab.send({ type: 'ack', eid: card.eid });
    await tab.close();
  }
});

test('a newer card takes the place of the same device’s, and of nobody else’s', async () => {
  await put(device);
  const theirs = await put(other);
  const newer = await put(device);
  expect((await cardsNow()).cts.toSorted()).toEqual([theirs, newer].toSorted());
});

test('whoever is there hears of a card at once', async () => {
  const tab = await rig.reporter(box);
  const ct = await put(device);
  expect(hex((await tab.next('card')).ct)).toBe(ct);
});

test('without the token there is no card, a reporter puts none, and a mailbox that never was has none', async () => {
  const wrong = sendFrame([toCard(box, platformRandom(16))]);
  expect(await submit(device, wrong)).toEqual(['refused']);
  expect(await submit(device, sendFrame([toCard(rig.mailbox())]))).toEqual(['refused']);
  const tab = await rig.reporter(box);
  expect(await submit(tab, sendFrame([toCard(box)]))).toEqual(['refused']);
  await tab.close();
  expect((await cardsNow()).cts).toEqual([]);
});

test('a card takes no room in the queue, however full that is', async () => {
  for (let n = 0; n < MAILBOX_ENVELOPES; n += 1) await submit(device, sendFrame([toMailbox(box)]));
  expect(await submit(device, sendFrame([toMailbox(box)]))).toEqual(['full']);
  const ct = await put(device);
  expect((await cardsNow()).cts).toEqual([ct]);
});

test('it outlives a restart, and lets the mailbox live on like any write', async () => {
  const ct = await put(device);
  rig.later(80);
  await rig.restart();
  device = await rig.device(0);
  const again = await put(device);
  expect(again).not.toBe(ct);
  rig.later(80);
  await rig.relay().sweep();
  expect((await cardsNow()).cts).toEqual([again]);
});

test('it goes with its mailbox when that is silent for too long, and when it asks to be forgotten', async () => {
  await put(device);
  rig.later(91);
  await rig.relay().sweep();
  expect((await cardsNow()).cts).toEqual([]);
  const fresh = await rig.reporter(box);
  await submit(fresh, sendFrame([toDevice(rig.id(1))], { tokenHash: box.tokenHash }));
  await put(device);
  expect(await fresh.ask({ type: 'mailbox-erase', ref: 3 })).toEqual({ type: 'done', ref: 3 });
  expect((await cardsNow()).cts).toEqual([]);
});

test('it goes with the device that put it', async () => {
  await put(device);
  const theirs = await put(other);
  const { devices } = readDocument(rig.team.document());
  const [gone, stays] = [rig.id(0), devices.filter(({ id }) => id !== rig.id(0))];
  expect(await rig.putNext({ devices: stays, revoked: [gone] })).toBe('done');
  await settle();
  expect((await cardsNow()).cts).toEqual([theirs]);
});

test('it goes with a device that left while the relay was down', async () => {
  const store = new StoreRig();
  const { reporter, token, device: writer } = await store.withToken();
  const card = { ...to(reporter, token), kind: 'card' } as Target;
  expect(await store.mailboxes.keep(from(writer, [card]))).toEqual(['accepted']);
  await store.mailboxes.keepOnly(writer.team, new Set([writer.id]));
  expect(await store.mailboxes.cards(reporter)).toHaveLength(1);
  await store.mailboxes.keepOnly(writer.team, new Set());
  expect(await store.mailboxes.cards(reporter)).toEqual([]);
  store.stop();
});

test('a relay of before goes on with its file, and takes cards from then on', async () => {
  await rig.relay().stop();
  const old = new DatabaseSync(rig.databasePath);
  old.exec('DROP TABLE card; PRAGMA user_version = 1');
  old.close();
  await rig.restart();
  device = await rig.device(0);
  const ct = await put(device);
  expect((await cardsNow()).cts).toEqual([ct]);
});

test('a file of a later relay is left alone', async () => {
  const file = path.join(rig.folder, 'later.sqlite');
  openDatabase(file, 1 << 20).close();
  const later = new DatabaseSync(file);
  later.exec('PRAGMA user_version = 3');
  later.close();
  expect(() => openDatabase(file, 1 << 20)).toThrow('was written by a newer relay');
});
