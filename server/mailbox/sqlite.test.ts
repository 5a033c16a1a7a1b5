import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { platformRandom } from '../../protocol/crypto/random.ts';
import { DeviceId, EnvelopeId, MailboxId, TeamId } from '../../protocol/ids.ts';
import {
  DEVICE_QUEUE_ENVELOPES,
  DEVICE_RESERVE,
  MAILBOX_ENVELOPES,
  MAILBOX_SHARE_ENVELOPES,
  MAILBOX_TOKENS,
} from '../../protocol/limits.ts';
import { BOX_OVERHEAD, HEADER_BYTES, WRAP_BYTES, type Target } from '../../protocol/wire/sealed.ts';
import { openDatabase, type Database } from '../database.ts';
import type { Mailboxes, Owner, Submission } from './contract.ts';
import { sqliteMailboxes } from './sqlite.ts';

const DAY = 24 * 60 * 60 * 1000;
const MIB = 1024 * 1024;
const team = TeamId.random();

let folder: string;
let database: Database;
let mailboxes: Mailboxes;
let now: number;

const fail = (error: unknown): never => {
  throw error;
};

function reopen(maxBytes = 1024 * MIB): void {
  database = openDatabase(path.join(folder, 'relay.sqlite'), maxBytes);
  mailboxes = sqliteMailboxes(database, () => now, fail);
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mailboxes-'));
  now = 1_800_000_000_000;
  reopen();
});
afterEach(() => {
  mailboxes.close();
  database.close();
  rmSync(folder, { recursive: true });
});

const aDevice = (): Owner & { kind: 'device' } => ({ kind: 'device', team, id: DeviceId.random() });
const aReporter = (): Owner & { kind: 'mailbox' } => ({
  kind: 'mailbox',
  team,
  id: MailboxId.random(),
});
const hashOf = (token: Uint8Array): Uint8Array => createHash('sha256').update(token).digest();

function to(owner: Owner, token: Uint8Array = platformRandom(16)): Target {
  const wrap = platformRandom(WRAP_BYTES);
  return owner.kind === 'device'
    ? { kind: 'device', device: owner.id, wrap }
    : { kind: 'mailbox', mailbox: owner.id, token, wrap };
}

const from = (
  sender: Owner,
  targets: readonly Target[],
  changed: Partial<Submission> = {},
): Submission => ({
  sender,
  eid: EnvelopeId.random(),
  wake: true,
  tokenHash: null,
  targets,
  header: platformRandom(HEADER_BYTES),
  ct: platformRandom(1024 + BOX_OVERHEAD),
  ...changed,
});

const waitingEids = async (owner: Owner): Promise<readonly EnvelopeId[]> => {
  const waiting = await mailboxes.next(owner, 0, 10_000);
  return waiting.map((item) => (item.kind === 'envelope' ? item.envelope.id : item.eid));
};

/** The whole answer to `count` sends of one copy each, counted. */
async function sendMany(
  sender: () => Owner,
  target: Owner,
  count: number,
): Promise<Record<string, number>> {
  const answers = await Promise.all(
    Array.from({ length: count }, () => mailboxes.keep(from(sender(), [to(target)]))),
  );
  const counts: Record<string, number> = {};
  for (const [answer = ''] of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}

/** A mailbox with one known token. */
async function withToken(): Promise<{
  reporter: Owner & { kind: 'mailbox' };
  token: Uint8Array;
  device: Owner;
}> {
  const [reporter, device, token] = [aReporter(), aDevice(), platformRandom(16)];
  await mailboxes.keep(from(reporter, [to(device)], { tokenHash: hashOf(token) }));
  return { reporter, token, device };
}

test('what was accepted is there after the file is closed and opened again', async () => {
  const device = aDevice();
  const sent = from(aReporter(), [to(device)]);
  expect(await mailboxes.keep(sent)).toEqual(['accepted']);
  mailboxes.close();
  database.close();
  reopen();
  expect(await waitingEids(device)).toEqual([sent.eid]);
});

test('accepted is said only after the commit', async () => {
  const device = aDevice();
  const order: string[] = [];
  const exec = database.sql.exec.bind(database.sql);
  database.sql.exec = (sql: string): void => {
    exec(sql);
    order.push(sql);
  };
  const answer = mailboxes.keep(from(aReporter(), [to(device)])).then(() => order.push('accepted'));
  expect(order).toEqual([]);
  await answer;
  expect(order).toEqual(['BEGIN IMMEDIATE', 'COMMIT', 'accepted']);
});

test('everything asked for in one turn shares one commit', async () => {
  let commits = 0;
  const exec = database.sql.exec.bind(database.sql);
  database.sql.exec = (sql: string): void => {
    if (sql === 'COMMIT') commits += 1;
    exec(sql);
  };
  expect(await sendMany(aReporter, aDevice(), 50)).toEqual({ accepted: 50 });
  expect(commits).toBe(1);
});

test('one mailbox holds 64 envelopes in one device queue, and its share says nothing about others', async () => {
  const [device, reporter] = [aDevice(), aReporter()];
  expect(await sendMany(() => reporter, device, MAILBOX_SHARE_ENVELOPES + 6)).toEqual({
    accepted: MAILBOX_SHARE_ENVELOPES,
    full: 6,
  });
  expect(await sendMany(aReporter, device, 1)).toEqual({ accepted: 1 });
  expect(await sendMany(() => reporter, aDevice(), 1)).toEqual({ accepted: 1 });
});

test('one mailbox holds 8 MB in one device queue', async () => {
  const [device, reporter] = [aDevice(), aReporter()];
  expect(await sendMany(() => reporter, device, 2)).toEqual({ accepted: 2 });
  // 64 of the largest envelopes are half of it, so these two are made to weigh as much as 8 MB.
  database.sql.exec(`UPDATE copy SET bytes = ${4 * MIB}`);
  expect(await sendMany(() => reporter, device, 1)).toEqual({ full: 1 });
  expect(await sendMany(aReporter, device, 1)).toEqual({ accepted: 1 });
});

test('acknowledging gives the share back', async () => {
  const [device, reporter] = [aDevice(), aReporter()];
  await sendMany(() => reporter, device, MAILBOX_SHARE_ENVELOPES);
  const [first] = await waitingEids(device);
  mailboxes.forget(device, first ?? EnvelopeId.random());
  expect(await sendMany(() => reporter, device, 2)).toEqual({ accepted: 1, full: 1 });
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
  expect(await sendMany(many, device, open + 10)).toEqual({ accepted: open, full: 10 });
  const reserve = DEVICE_QUEUE_ENVELOPES - open;
  expect(await sendMany(() => colleague, device, reserve + 10)).toEqual({
    accepted: reserve,
    full: 10,
  });
  now += 1000;
  expect(mailboxes.fullness()).toBe(1);
}, 20_000);

test('a full queue never fails the other targets', async () => {
  const [full, free, reporter] = [aDevice(), aDevice(), aReporter()];
  await sendMany(() => reporter, full, MAILBOX_SHARE_ENVELOPES);
  expect(await mailboxes.keep(from(reporter, [to(full), to(free)]))).toEqual(['full', 'accepted']);
});

test('a mailbox holds 128 envelopes', async () => {
  const { reporter, token, device } = await withToken();
  const answers = await Promise.all(
    Array.from({ length: MAILBOX_ENVELOPES + 5 }, () =>
      mailboxes.keep(from(device, [to(reporter, token)])),
    ),
  );
  expect(answers.filter(([answer]) => answer === 'accepted')).toHaveLength(MAILBOX_ENVELOPES);
  expect(answers.filter(([answer]) => answer === 'full')).toHaveLength(5);
});

test('an older token works until a newer one was used for an accepted write', async () => {
  const { reporter, token, device } = await withToken();
  const newer = platformRandom(16);
  await mailboxes.keep(from(reporter, [to(device)], { tokenHash: hashOf(newer) }));
  expect(await mailboxes.keep(from(device, [to(reporter, token)]))).toEqual(['accepted']);
  expect(await mailboxes.keep(from(device, [to(reporter, newer)]))).toEqual(['accepted']);
  expect(await mailboxes.keep(from(device, [to(reporter, token)]))).toEqual(['refused']);
  expect(await mailboxes.keep(from(device, [to(reporter, newer)]))).toEqual(['accepted']);
});

test('a newer token that found the mailbox full drops no older one', async () => {
  const { reporter, token, device } = await withToken();
  const newer = platformRandom(16);
  await mailboxes.keep(from(reporter, [to(device)], { tokenHash: hashOf(newer) }));
  for (let n = 0; n < MAILBOX_ENVELOPES; n += 1)
    await mailboxes.keep(from(device, [to(reporter, token)]));
  expect(await mailboxes.keep(from(device, [to(reporter, newer)]))).toEqual(['full']);
  const [first] = await waitingEids(reporter);
  mailboxes.forget(reporter, first ?? EnvelopeId.random());
  expect(await mailboxes.keep(from(device, [to(reporter, token)]))).toEqual(['accepted']);
});

test('a token that came with a refused envelope opens nothing', async () => {
  const [reporter, full, token] = [aReporter(), aDevice(), platformRandom(16)];
  await sendMany(() => reporter, full, MAILBOX_SHARE_ENVELOPES);
  expect(await mailboxes.keep(from(reporter, [to(full)], { tokenHash: hashOf(token) }))).toEqual([
    'full',
  ]);
  expect(await mailboxes.keep(from(full, [to(reporter, token)]))).toEqual(['refused']);
  expect(await mailboxes.admits(reporter, token)).toBe(false);
});

test('a mailbox remembers its 16 newest tokens', async () => {
  const { reporter, token, device } = await withToken();
  for (let n = 0; n < MAILBOX_TOKENS; n += 1) {
    await mailboxes.keep(from(reporter, [to(device)], { tokenHash: platformRandom(32) }));
  }
  expect(await mailboxes.admits(reporter, token)).toBe(false);
  expect(database.sql.prepare('SELECT count(*) AS n FROM token').get()).toEqual({
    n: MAILBOX_TOKENS,
  });
});

test('a token opens its mailbox for the own team only', async () => {
  const { reporter, token } = await withToken();
  const stranger: Owner = { kind: 'device', team: TeamId.random(), id: DeviceId.random() };
  expect(await mailboxes.keep(from(stranger, [to(reporter, token)]))).toEqual(['refused']);
});

test('the same device keys in two teams are two queues', async () => {
  const device = aDevice();
  const other: Owner = { ...device, team: TeamId.random() };
  await mailboxes.keep(from(aReporter(), [to(device)]));
  const elsewhere = from({ ...aReporter(), team: other.team }, [to(other)]);
  expect(await mailboxes.keep(elsewhere)).toEqual(['accepted']);
  expect(await waitingEids(device)).toHaveLength(1);
  expect(await waitingEids(other)).toEqual([elsewhere.eid]);
});

test('a device queue keeps an envelope for 14 days and then tells the reporter', async () => {
  const { reporter, device } = await withToken();
  const [eid] = await waitingEids(device);
  now += 14 * DAY;
  expect((await mailboxes.sweep()).copies).toBe(0);
  expect(await waitingEids(device)).toEqual([eid]);
  now += DAY;
  expect(await mailboxes.sweep()).toEqual({ copies: 1, mailboxes: 0, told: [reporter] });
  expect(await waitingEids(device)).toEqual([]);
  const [notice] = await mailboxes.next(reporter, 0, 10);
  expect(notice).toMatchObject({ kind: 'expired', eid, day: Math.floor(now / DAY) });
  mailboxes.forget(reporter, eid ?? EnvelopeId.random());
  expect(await waitingEids(reporter)).toEqual([]);
});

test('nobody is told of an envelope that at least one device collected', async () => {
  const [reporter, one, two] = [aReporter(), aDevice(), aDevice()];
  const sent = from(reporter, [to(one), to(two)]);
  await mailboxes.keep(sent);
  mailboxes.forget(one, sent.eid);
  now += 15 * DAY;
  expect(await mailboxes.sweep()).toMatchObject({ copies: 1, told: [] });
  expect(await waitingEids(reporter)).toEqual([]);
});

test('a message between devices expires without a word', async () => {
  const [one, two] = [aDevice(), aDevice()];
  await mailboxes.keep(from(one, [to(two)]));
  now += 15 * DAY;
  expect(await mailboxes.sweep()).toEqual({ copies: 1, mailboxes: 0, told: [] });
});

test('a mailbox lives 90 days after its last touch, then it goes with all that is in it', async () => {
  const { reporter, token, device } = await withToken();
  await mailboxes.keep(from(device, [to(reporter, token)]));
  now += 80 * DAY;
  mailboxes.touch(reporter);
  now += 90 * DAY;
  expect((await mailboxes.sweep()).mailboxes).toBe(0);
  expect((await waitingEids(reporter)).length).toBeGreaterThan(0);
  now += DAY;
  expect((await mailboxes.sweep()).mailboxes).toBe(1);
  expect(await waitingEids(reporter)).toEqual([]);
  expect(await mailboxes.keep(from(device, [to(reporter, token)]))).toEqual(['refused']);
});

test('a mailbox that never sent anything is kept nowhere', async () => {
  const reporter = aReporter();
  mailboxes.touch(reporter);
  mailboxes.close();
  expect(database.sql.prepare('SELECT count(*) AS n FROM queue').get()).toEqual({ n: 0 });
});

test('removing a queue empties it and tells whose message nobody can collect any more', async () => {
  const { reporter, device } = await withToken();
  expect(await mailboxes.remove(device)).toEqual([reporter]);
  expect(await waitingEids(device)).toEqual([]);
  expect(await waitingEids(reporter)).toHaveLength(1);
});

test('nothing is left behind when everything was collected', async () => {
  const { reporter, token, device } = await withToken();
  await mailboxes.keep(from(device, [to(reporter, token)]));
  for (const owner of [device, reporter]) {
    for (const eid of await waitingEids(owner)) mailboxes.forget(owner, eid);
  }
  mailboxes.close();
  for (const table of ['body', 'copy']) {
    expect(database.sql.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 0 });
  }
  const counters = database.sql.prepare(
    'SELECT envelopes, bytes, reporter_envelopes, reporter_bytes FROM queue',
  );
  for (const row of counters.all()) expect(Object.values(row)).toEqual([0, 0, 0, 0]);
});

test('a collected envelope leaves no byte in the file', async () => {
  const device = aDevice();
  const ct = Buffer.alloc(1024 + BOX_OVERHEAD, 'sealed-marker-');
  const sent = from(aReporter(), [to(device)], { ct });
  await mailboxes.keep(sent);
  mailboxes.forget(device, sent.eid);
  await mailboxes.sweep();
  for (const name of ['relay.sqlite', 'relay.sqlite-wal']) {
    const bytes = readIfThere(path.join(folder, name));
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
  mailboxes.close();
  database.close();
  reopen(1 * MIB);
  const [device, colleague] = [aDevice(), aDevice()];
  const large = (): Submission =>
    from(colleague, [to(device)], { ct: randomBytes(64 * 1024 + BOX_OVERHEAD) });
  const answers: string[] = [];
  for (let n = 0; n < 20; n += 1) answers.push(...(await mailboxes.keep(large())));
  expect(answers.at(-1)).toBe('full');
  const kept = answers.filter((answer) => answer === 'accepted').length;
  const eids = await waitingEids(device);
  expect(eids).toHaveLength(kept);
  for (const eid of eids) mailboxes.forget(device, eid);
  expect(await waitingEids(device)).toEqual([]);
  expect(await mailboxes.keep(large())).toEqual(['accepted']);
});

test('the file says on which day something came, not when', async () => {
  await withToken();
  mailboxes.close();
  const rows = ['queue', 'copy', 'token', 'body', 'team', 'prekey'].flatMap((table) =>
    database.sql.prepare(`SELECT * FROM ${table}`).all(),
  );
  const numbers = rows.flatMap((row) =>
    Object.values(row).filter((value) => typeof value === 'number'),
  );
  const day = Math.floor(now / DAY);
  expect(numbers).toContain(day);
  expect(numbers.filter((value) => value > day + 14)).toEqual([]);
});
