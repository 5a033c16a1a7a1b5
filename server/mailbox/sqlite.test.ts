import { afterEach, beforeEach, expect, test } from 'vitest';
import { platformRandom } from '../../protocol/crypto/random.ts';
import { DeviceId, EnvelopeId, TeamId } from '../../protocol/ids.ts';
import {
  DEVICE_QUEUE_ENVELOPES,
  DEVICE_RESERVE,
  MAILBOX_ENVELOPES,
  MAILBOX_SHARE_ENVELOPES,
  MAILBOX_TOKENS,
} from '../../protocol/limits.ts';
import {
  aDevice,
  aReporter,
  from,
  hashOf,
  MIB,
  StoreRig,
  to,
} from '../../tests/support/store-rig.ts';
import type { Owner } from './contract.ts';

let rig: StoreRig;
beforeEach(() => {
  rig = new StoreRig();
});
afterEach(() => rig.stop());

test('what was accepted is there after the file is closed and opened again', async () => {
  const device = aDevice();
  const sent = from(aReporter(), [to(device)]);
  expect(await rig.mailboxes.keep(sent)).toEqual(['accepted']);
  rig.reopen();
  expect(await rig.waitingEids(device)).toEqual([sent.eid]);
});

test('accepted is said only after the commit', async () => {
  const device = aDevice();
  const order: string[] = [];
  const exec = rig.database.sql.exec.bind(rig.database.sql);
  rig.database.sql.exec = (sql: string): void => {
    exec(sql);
    order.push(sql);
  };
  const answer = rig.mailboxes
    .keep(from(aReporter(), [to(device)]))
    .then(() => order.push('accepted'));
  expect(order).toEqual([]);
  await answer;
  expect(order).toEqual(['BEGIN IMMEDIATE', 'COMMIT', 'accepted']);
});

test('everything asked for in one turn shares one commit', async () => {
  let commits = 0;
  const exec = rig.database.sql.exec.bind(rig.database.sql);
  rig.database.sql.exec = (sql: string): void => {
    if (sql === 'COMMIT') commits += 1;
    exec(sql);
  };
  expect(await rig.sendMany(aReporter, aDevice(), 50)).toEqual({ accepted: 50 });
  expect(commits).toBe(1);
});

test('one mailbox holds 64 envelopes in one device queue, and its share says nothing about others', async () => {
  const [device, reporter] = [aDevice(), aReporter()];
  expect(await rig.sendMany(() => reporter, device, MAILBOX_SHARE_ENVELOPES + 6)).toEqual({
    accepted: MAILBOX_SHARE_ENVELOPES,
    full: 6,
  });
  expect(await rig.sendMany(aReporter, device, 1)).toEqual({ accepted: 1 });
  expect(await rig.sendMany(() => reporter, aDevice(), 1)).toEqual({ accepted: 1 });
});

test('one mailbox holds 8 MB in one device queue', async () => {
  const [device, reporter] = [aDevice(), aReporter()];
  expect(await rig.sendMany(() => reporter, device, 2)).toEqual({ accepted: 2 });
  // 64 of the largest envelopes are half of it, so these two are made to weigh as much as 8 MB.
  rig.database.sql.exec(`UPDATE copy SET bytes = ${4 * MIB}`);
  expect(await rig.sendMany(() => reporter, device, 1)).toEqual({ full: 1 });
  expect(await rig.sendMany(aReporter, device, 1)).toEqual({ accepted: 1 });
});

test('acknowledging gives the share back', async () => {
  const [device, reporter] = [aDevice(), aReporter()];
  await rig.sendMany(() => reporter, device, MAILBOX_SHARE_ENVELOPES);
  const [first] = await rig.waitingEids(device);
  rig.mailboxes.forget(device, first ?? EnvelopeId.random());
  expect(await rig.sendMany(() => reporter, device, 2)).toEqual({ accepted: 1, full: 1 });
});

test('a fifth of each device queue is for devices alone, and devices fill it to the end', async () => {
  const [device, colleague] = [aDevice(), aDevice()];
  const open = DEVICE_QUEUE_ENVELOPES * (1 - DEVICE_RESERVE);
  let reporter = aReporter();
  let sent = 0;
  const many = (): Owner => {
    sent += 1;
    if (sent % MAILBOX_SHARE_ENVELOPES === 0) reporter = aReporter();
    return reporter;
  };
  expect(await rig.sendMany(many, device, open + 10)).toEqual({ accepted: open, full: 10 });
  const reserve = DEVICE_QUEUE_ENVELOPES - open;
  expect(await rig.sendMany(() => colleague, device, reserve + 10)).toEqual({
    accepted: reserve,
    full: 10,
  });
  rig.now += 1000;
  expect(rig.mailboxes.fullness()).toBe(1);
}, 20_000);

test('a full queue never fails the other targets', async () => {
  const [full, free, reporter] = [aDevice(), aDevice(), aReporter()];
  await rig.sendMany(() => reporter, full, MAILBOX_SHARE_ENVELOPES);
  expect(await rig.mailboxes.keep(from(reporter, [to(full), to(free)]))).toEqual([
    'full',
    'accepted',
  ]);
});

test('a mailbox holds 128 envelopes', async () => {
  const { reporter, token, device } = await rig.withToken();
  const answers = await Promise.all(
    Array.from({ length: MAILBOX_ENVELOPES + 5 }, () =>
      rig.mailboxes.keep(from(device, [to(reporter, token)])),
    ),
  );
  expect(answers.filter(([answer]) => answer === 'accepted')).toHaveLength(MAILBOX_ENVELOPES);
  expect(answers.filter(([answer]) => answer === 'full')).toHaveLength(5);
});

test('an older token works until a newer one was used for an accepted write', async () => {
  const { reporter, token, device } = await rig.withToken();
  const newer = platformRandom(16);
  await rig.mailboxes.keep(from(reporter, [to(device)], { tokenHash: hashOf(newer) }));
  expect(await rig.mailboxes.keep(from(device, [to(reporter, token)]))).toEqual(['accepted']);
  expect(await rig.mailboxes.keep(from(device, [to(reporter, newer)]))).toEqual(['accepted']);
  expect(await rig.mailboxes.keep(from(device, [to(reporter, token)]))).toEqual(['refused']);
  expect(await rig.mailboxes.keep(from(device, [to(reporter, newer)]))).toEqual(['accepted']);
});

test('a newer token that found the mailbox full drops no older one', async () => {
  const { reporter, token, device } = await rig.withToken();
  const newer = platformRandom(16);
  await rig.mailboxes.keep(from(reporter, [to(device)], { tokenHash: hashOf(newer) }));
  for (let n = 0; n < MAILBOX_ENVELOPES; n += 1)
    await rig.mailboxes.keep(from(device, [to(reporter, token)]));
  expect(await rig.mailboxes.keep(from(device, [to(reporter, newer)]))).toEqual(['full']);
  const [first] = await rig.waitingEids(reporter);
  rig.mailboxes.forget(reporter, first ?? EnvelopeId.random());
  expect(await rig.mailboxes.keep(from(device, [to(reporter, token)]))).toEqual(['accepted']);
});

test('a token that came with a refused envelope opens nothing', async () => {
  const [reporter, full, token] = [aReporter(), aDevice(), platformRandom(16)];
  await rig.sendMany(() => reporter, full, MAILBOX_SHARE_ENVELOPES);
  expect(
    await rig.mailboxes.keep(from(reporter, [to(full)], { tokenHash: hashOf(token) })),
  ).toEqual(['full']);
  expect(await rig.mailboxes.keep(from(full, [to(reporter, token)]))).toEqual(['refused']);
  expect(await rig.mailboxes.admits(reporter, token)).toBe(false);
});

test('a mailbox remembers its 16 newest tokens', async () => {
  const { reporter, token, device } = await rig.withToken();
  for (let n = 0; n < MAILBOX_TOKENS; n += 1) {
    await rig.mailboxes.keep(from(reporter, [to(device)], { tokenHash: platformRandom(32) }));
  }
  expect(await rig.mailboxes.admits(reporter, token)).toBe(false);
  expect(rig.database.sql.prepare('SELECT count(*) AS n FROM token').get()).toEqual({
    n: MAILBOX_TOKENS,
  });
});

test('a token opens its mailbox for the own team only', async () => {
  const { reporter, token } = await rig.withToken();
  const stranger: Owner = { kind: 'device', team: TeamId.random(), id: DeviceId.random() };
  expect(await rig.mailboxes.keep(from(stranger, [to(reporter, token)]))).toEqual(['refused']);
});

test('the same device keys in two teams are two queues', async () => {
  const device = aDevice();
  const other: Owner = { ...device, team: TeamId.random() };
  await rig.mailboxes.keep(from(aReporter(), [to(device)]));
  const elsewhere = from({ ...aReporter(), team: other.team }, [to(other)]);
  expect(await rig.mailboxes.keep(elsewhere)).toEqual(['accepted']);
  expect(await rig.waitingEids(device)).toHaveLength(1);
  expect(await rig.waitingEids(other)).toEqual([elsewhere.eid]);
});
