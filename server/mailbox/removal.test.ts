import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EnvelopeId } from '../../protocol/ids.ts';
import { BOX_OVERHEAD } from '../../protocol/wire/sealed.ts';
import { aDevice, aReporter, DAY, from, MIB, StoreRig, to } from '../../tests/support/store-rig.ts';
import type { Submission } from './contract.ts';

let rig: StoreRig;
beforeEach(() => {
  rig = new StoreRig();
});
afterEach(() => rig.stop());

test('a device queue keeps an envelope for 14 days and then tells the reporter', async () => {
  const { reporter, device } = await rig.withToken();
  const [eid] = await rig.waitingEids(device);
  rig.now += 14 * DAY;
  expect((await rig.mailboxes.sweep()).copies).toBe(0);
  expect(await rig.waitingEids(device)).toEqual([eid]);
  rig.now += DAY;
  expect(await rig.mailboxes.sweep()).toEqual({ copies: 1, mailboxes: 0, told: [reporter] });
  expect(await rig.waitingEids(device)).toEqual([]);
  const [notice] = await rig.mailboxes.next(reporter, 0, 10);
  expect(notice).toMatchObject({ kind: 'expired', eid, day: Math.floor(rig.now / DAY) });
  rig.mailboxes.forget(reporter, eid ?? EnvelopeId.random());
  expect(await rig.waitingEids(reporter)).toEqual([]);
});

test('nobody is told of an envelope that at least one device collected', async () => {
  const [reporter, one, two] = [aReporter(), aDevice(), aDevice()];
  const sent = from(reporter, [to(one), to(two)]);
  await rig.mailboxes.keep(sent);
  rig.mailboxes.forget(one, sent.eid);
  rig.now += 15 * DAY;
  expect(await rig.mailboxes.sweep()).toMatchObject({ copies: 1, told: [] });
  expect(await rig.waitingEids(reporter)).toEqual([]);
});

test('a message between devices expires without a word', async () => {
  const [one, two] = [aDevice(), aDevice()];
  await rig.mailboxes.keep(from(one, [to(two)]));
  rig.now += 15 * DAY;
  expect(await rig.mailboxes.sweep()).toEqual({ copies: 1, mailboxes: 0, told: [] });
});

test('a mailbox lives 90 days after its last touch, then it goes with all that is in it', async () => {
  const { reporter, token, device } = await rig.withToken();
  await rig.mailboxes.keep(from(device, [to(reporter, token)]));
  rig.now += 80 * DAY;
  rig.mailboxes.touch(reporter);
  rig.now += 90 * DAY;
  expect((await rig.mailboxes.sweep()).mailboxes).toBe(0);
  expect((await rig.waitingEids(reporter)).length).toBeGreaterThan(0);
  rig.now += DAY;
  expect((await rig.mailboxes.sweep()).mailboxes).toBe(1);
  expect(await rig.waitingEids(reporter)).toEqual([]);
  expect(await rig.mailboxes.keep(from(device, [to(reporter, token)]))).toEqual(['refused']);
});

test('a mailbox that never sent anything is kept nowhere', async () => {
  const reporter = aReporter();
  rig.mailboxes.touch(reporter);
  rig.mailboxes.close();
  expect(rig.database.sql.prepare('SELECT count(*) AS n FROM queue').get()).toEqual({ n: 0 });
});

test('removing a queue empties it and tells whose message nobody can collect any more', async () => {
  const { reporter, device } = await rig.withToken();
  expect(await rig.mailboxes.remove(device)).toEqual([reporter]);
  expect(await rig.waitingEids(device)).toEqual([]);
  expect(await rig.waitingEids(reporter)).toHaveLength(1);
});

test('nothing is left behind when everything was collected', async () => {
  const { reporter, token, device } = await rig.withToken();
  await rig.mailboxes.keep(from(device, [to(reporter, token)]));
  for (const owner of [device, reporter]) {
    for (const eid of await rig.waitingEids(owner)) rig.mailboxes.forget(owner, eid);
  }
  rig.mailboxes.close();
  for (const table of ['body', 'copy']) {
    expect(rig.database.sql.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
  }
  const counters = rig.database.sql.prepare(
    'SELECT envelopes, bytes, reporter_envelopes, reporter_bytes FROM queue',
  );
  for (const row of counters.all()) expect(Object.values(row)).toEqual([0, 0, 0, 0]);
});

test('a collected envelope leaves no byte in the file', async () => {
  const device = aDevice();
  const ct = Buffer.alloc(1024 + BOX_OVERHEAD, 'sealed-marker-');
  const sent = from(aReporter(), [to(device)], { ct });
  await rig.mailboxes.keep(sent);
  rig.mailboxes.forget(device, sent.eid);
  await rig.mailboxes.sweep();
  for (const name of ['relay.sqlite', 'relay.sqlite-wal']) {
    const bytes = readIfThere(path.join(rig.folder, name));
    expect(bytes.includes('sealed-marker-')).toBe(false);
  }
});

const readIfThere = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
};

test('when the disk is full a send is full, acks still work, and room that comes back is used', async () => {
  rig.reopen(1 * MIB);
  const [device, colleague] = [aDevice(), aDevice()];
  const large = (): Submission =>
    from(colleague, [to(device)], { ct: randomBytes(64 * 1024 + BOX_OVERHEAD) });
  const answers: string[] = [];
  for (let n = 0; n < 20; n += 1) answers.push(...(await rig.mailboxes.keep(large())));
  expect(answers.at(-1)).toBe('full');
  const kept = answers.filter((answer) => answer === 'accepted').length;
  const eids = await rig.waitingEids(device);
  expect(eids).toHaveLength(kept);
  for (const eid of eids) rig.mailboxes.forget(device, eid);
  expect(await rig.waitingEids(device)).toEqual([]);
  expect(await rig.mailboxes.keep(large())).toEqual(['accepted']);
});

test('the file says on which day something came, not when', async () => {
  await rig.withToken();
  rig.mailboxes.close();
  const rows = ['queue', 'copy', 'token', 'body', 'team', 'prekey'].flatMap((table) =>
    rig.database.sql.prepare(`SELECT * FROM ${table}`).all(),
  );
  const numbers = rows.flatMap((row) =>
    Object.values(row).filter((value) => typeof value === 'number'),
  );
  const day = Math.floor(rig.now / DAY);
  expect(numbers).toContain(day);
  expect(numbers.filter((value) => value > day + 14)).toEqual([]);
});
