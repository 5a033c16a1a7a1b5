import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { DeviceId } from '../../../protocol/ids.ts';
import { standingCard } from '../../../protocol/talk/restriction.ts';
import { readDocument } from '../../../protocol/team/document.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import type { ConversationId, ConversationSummary } from '../../contract/desk.ts';
import { PASSPHRASE, restart, type App } from './testing/bench.ts';
import { colleagueOf } from './testing/fake-colleague.ts';
import { FakeReporter } from './testing/fake-reporter.ts';
import { endAll, inboxOf, keep, POLL, read, reporterOf, team, textsOf } from './testing/journey.ts';
import { secondDevice, withoutDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

const ANSWERED_MS = 60_000;

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

/** A coordinator and two operators who have all heard the same reporter. */
async function three(roles: readonly ('operator' | 'coordinator')[] = ['operator']) {
  const one = await team();
  const two = keep(await secondDevice(one, roles));
  const out = keep(await secondDevice(one));
  const { seq } = readDocument(one.relay.document);
  two.main.tell({ type: 'team-newer', documentSeq: seq });
  await settled();
  const reporter = reporterOf(one);
  reporter.say('Hallo');
  await settled();
  for (const app of [one, two, out]) {
    await expect.poll(async () => (await inboxOf(app)).length, POLL).toBe(1);
    await expect.poll(async () => (await app.desk.colleagues(null)).length, POLL).toBe(2);
  }
  const [own = '', mine, theirs] = await devicesOf(one, two, out);
  if (mine === undefined || theirs === undefined) throw new Error('two colleagues');
  return {
    one,
    two,
    out,
    reporter,
    conversation: reporter.keys.conversation,
    ids: { one: own, two: mine, out: theirs },
  };
}

/** The device ids of these apps: the one that is missing among an app's colleagues is its own. */
async function devicesOf(...apps: readonly App[]): Promise<readonly string[]> {
  return await Promise.all(
    apps.map(async (app) => {
      const others = (await app.desk.colleagues(null)).map(({ device }) => device);
      const all = readDocument(app.relay.document).devices.map(({ id }) => id);
      return all.find((id) => !others.includes(id)) ?? '';
    }),
  );
}

async function lineOf(app: App, id: ConversationId): Promise<ConversationSummary> {
  const line = (await inboxOf(app)).find((each) => each.id === id);
  if (line === undefined) throw new Error('no such line');
  return line;
}

/** Until all of these apps say the same of who may read it. */
async function agreed(
  id: ConversationId,
  devices: readonly string[] | null,
  ...apps: readonly App[]
): Promise<void> {
  const wanted = devices === null ? null : devices.toSorted();
  for (const app of apps) {
    await expect
      .poll(async () => {
        await app.env.advance(5000);
        const { restricted } = await lineOf(app, id);
        return restricted === null || restricted.waits ? null : restricted.devices.toSorted();
      }, POLL)
      .toEqual(wanted);
  }
}

/** Copies that went to this device while `work` was done. */
async function reaching(app: App, device: string, work: () => Promise<unknown>): Promise<number> {
  const before = app.relay.posts.length;
  await work();
  await app.env.advance(5000);
  return app.relay.posts
    .slice(before)
    .flatMap(({ targets }) => targets)
    .filter((target) => target.kind === 'device' && target.device === device).length;
}

const cardsPut = ({ relay }: App): number =>
  relay.posts.filter(({ targets }) => targets.some(({ kind }) => kind === 'card')).length;

test('a device that was left out gets nothing more of it, from the reporter or from colleagues, and says so', async () => {
  const { one, two, out, reporter, conversation, ids } = await three();
  expect(await one.desk.restrict({ conversation, devices: [ids.two] })).toEqual(ok(null));
  await agreed(conversation, [ids.one, ids.two], one, two, out);
  expect(reporter.got.map(({ body, toEph }) => [body.type, toEph])).toEqual([
    ['restriction', false],
  ]);
  const count = await reaching(one, ids.out, async () => {
    reporter.say('Nur für euch');
    await settled();
    await two.desk.claim({ conversation, anyway: false });
    await two.desk.send({ conversation, text: 'Wir sind da.' });
    await one.desk.note({ conversation, text: 'Braucht Ruhe.' });
    await two.desk.setWork({ conversation, change: { tags: ['Schule'] } });
  });
  expect(count).toBe(0);
  const noted = async () => (await read(one, conversation)).find(({ kind }) => kind === 'note');
  await expect.poll(noted, POLL).toMatchObject({ state: 'sent' });
  expect(textsOf(await read(two, conversation))).toContain('Nur für euch');
  expect((await read(two, conversation)).map(({ kind }) => kind)).toContain('note');
  expect(textsOf(await read(out, conversation))).toEqual(['Hallo']);
  const line = await lineOf(out, conversation);
  expect(line).toMatchObject({ waitingSince: null, unread: 0, holder: null });
  expect(line.restricted).toMatchObject({ own: false, waits: false });
  expect(line.restricted?.devices).not.toContain(ids.out);
  expect((await lineOf(two, conversation)).restricted).toMatchObject({ own: true });
  for (const answer of [
    await out.desk.send({ conversation, text: 'x' }),
    await out.desk.note({ conversation, text: 'x' }),
    await out.desk.claim({ conversation, anyway: true }),
    await out.desk.setWork({ conversation, change: { tags: [] } }),
  ]) {
    expect(answer).toEqual(refuse('restricted'));
  }
  const pass = { conversation, device: ids.out, alias: '', note: '', tell: false };
  expect(await two.desk.passOn(pass)).toEqual(refuse('unknown-colleague'));
});

test('a device that was left out tells nobody of it, for nobody tells it what they have', async () => {
  const { one, out, conversation, ids } = await three();
  const asker = await colleagueOf(one);
  const open = reporterOf(one);
  open.say('Für alle');
  await settled();
  const { seq } = readDocument(one.relay.document);
  out.main.tell({ type: 'team-newer', documentSeq: seq });
  await expect.poll(async () => (await out.desk.colleagues(null)).length, POLL).toBe(3);
  const yes = { device: asker.keys.id, said: 'yes' } as const;
  expect(await out.desk.tellEarlier(yes)).toEqual(ok(null));
  const told = async (): Promise<string> => {
    const before = asker.told.length;
    asker.say(ids.out, { type: 'digest', streams: [] });
    await out.env.advance(ANSWERED_MS);
    expect(asker.told).toHaveLength(before + 1);
    return JSON.stringify(asker.told.at(-1));
  };
  expect(await told()).toContain('Hallo');
  await one.desk.restrict({ conversation, devices: [asker.keys.id] });
  await agreed(conversation, [ids.one, asker.keys.id], one, out);
  const after = await told();
  expect(after).toContain('Für alle');
  expect(after).not.toContain('Hallo');
});

test('the restriction outlives lock and restart, here and where it excludes', async () => {
  const { one, two, out, reporter, conversation, ids } = await three();
  await one.desk.restrict({ conversation, devices: [ids.two] });
  await agreed(conversation, [ids.one, ids.two], one, two, out);
  const again = keep(restart(one));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  await settled();
  const count = await reaching(again, ids.out, async () => {
    reporter.say('Und weiter');
    await settled();
    await again.desk.send({ conversation, text: 'Ja.' });
    await again.desk.note({ conversation, text: 'Merken' });
  });
  expect(count).toBe(0);
  expect((await lineOf(again, conversation)).restricted).toMatchObject({ own: true, waits: false });
  const outAgain = keep(restart(out));
  await outAgain.desk.unlock({ passphrase: PASSPHRASE });
  await settled();
  expect((await lineOf(outAgain, conversation)).restricted).toMatchObject({ own: false });
});

test('lifted, everybody gets what comes from then on', async () => {
  const { one, two, out, reporter, conversation, ids } = await three();
  await one.desk.restrict({ conversation, devices: [ids.two] });
  await agreed(conversation, [ids.one, ids.two], one, two, out);
  reporter.say('Geheim');
  await settled();
  await one.desk.claim({ conversation, anyway: false });
  expect(await one.desk.restrict({ conversation, devices: null })).toEqual(ok(null));
  await one.env.advance(5000);
  reporter.say('Wieder offen');
  await one.env.advance(5000);
  expect(textsOf(await read(out, conversation))).toEqual(['Hallo', 'Wieder offen']);
  expect(await lineOf(out, conversation)).toMatchObject({
    restricted: null,
    holder: { own: false },
  });
});

test('only who coordinates may restrict, and the holder a card names may change it after that', async () => {
  const { one, two, out, reporter, conversation, ids } = await three();
  expect(await two.desk.restrict({ conversation, devices: [] })).toEqual(refuse('not-allowed'));
  expect(await lineOf(two, conversation)).toMatchObject({ mayRestrict: false });
  expect(await lineOf(one, conversation)).toMatchObject({ mayRestrict: true });
  expect(await one.desk.restrict({ conversation, devices: ['ab'.repeat(16)] })).toEqual(
    refuse('unknown-colleague'),
  );
  await two.desk.claim({ conversation, anyway: false });
  await expect
    .poll(async () => (await lineOf(one, conversation)).holder?.device, POLL)
    .toBe(ids.two);
  await one.desk.restrict({ conversation, devices: [ids.two] });
  await agreed(conversation, [ids.one, ids.two], one, two, out);
  expect(await lineOf(two, conversation)).toMatchObject({ mayRestrict: true });
  expect(await out.desk.restrict({ conversation, devices: [] })).toEqual(refuse('not-allowed'));
  expect(await two.desk.restrict({ conversation, devices: [] })).toEqual(ok(null));
  await agreed(conversation, [ids.two], two, one, out);
  expect(standingCard(reporter.cards)?.allowed).toEqual([ids.two]);
});

test('a card the relay has not taken says that it waits, and is put as soon as it can be', async () => {
  const { one, reporter, conversation, ids } = await three();
  one.main.goOffline();
  await one.desk.restrict({ conversation, devices: [ids.two] });
  expect((await lineOf(one, conversation)).restricted).toMatchObject({ waits: true });
  one.main.goOnline();
  await agreed(conversation, [ids.one, ids.two], one);
  expect(reporter.cards).toHaveLength(1);
});

test('somebody who comes back after the relay lost the card is told again by who wrote it', async () => {
  const { one, reporter, conversation, ids } = await three();
  await one.desk.restrict({ conversation, devices: [ids.two] });
  await agreed(conversation, [ids.one, ids.two], one);
  expect(cardsPut(one)).toBe(1);
  reporter.leave();
  const back = new FakeReporter(one.relay, one.env.now, reporter.code);
  back.say('Ich bin wieder da');
  const put = async () => {
    await one.env.advance(5000);
    return cardsPut(one);
  };
  await expect.poll(put, POLL).toBe(2);
  expect(standingCard(back.cards)?.counter).toBe(1);
  back.say('Und kenne sie');
  await one.env.advance(5000);
  expect(cardsPut(one)).toBe(2);
});

test('when its writer leaves the team, another coordinator who may read writes it anew, without who left', async () => {
  const { one, two, reporter, conversation, ids } = await three(['operator', 'coordinator']);
  await one.desk.restrict({ conversation, devices: [ids.two] });
  await agreed(conversation, [ids.one, ids.two], one, two);
  one.relay.putTeam(withoutDevice(one, DeviceId(ids.one)), '');
  const { seq: documentSeq } = readDocument(one.relay.document);
  two.main.tell({ type: 'team-newer', documentSeq });
  await agreed(conversation, [ids.two], two);
  await expect.poll(() => standingCard(reporter.cards)?.counter, POLL).toBe(2);
  expect(standingCard(reporter.cards)).toMatchObject({
    by: ids.two,
    counter: 2,
    allowed: [ids.two],
  });
});

test('a file on its way from a device that is left out meanwhile does not go, and nothing of it stays', async () => {
  const { one, two, out, reporter, conversation, ids } = await three();
  const { desk, disk, relay } = out;
  relay.blobsRefused = 'team-full';
  const looked = await desk.prepareFile({ conversation, bytes: new Uint8Array(9).fill(7) });
  if (!looked.ok) throw new Error(looked.refusal);
  const { look } = looked.value;
  const wish = { conversation, look, as: 'original', name: 'Blatt.txt' } as const;
  expect(await desk.sendFile(wish)).toEqual(ok(null));
  const onItsWay = async () => await desk.outgoingFile({ conversation });
  await expect.poll(onItsWay, POLL).toMatchObject({ state: 'no-room' });
  expect(await one.desk.restrict({ conversation, devices: [ids.two] })).toEqual(ok(null));
  await agreed(conversation, [ids.one, ids.two], one, two, out);
  relay.blobsRefused = null;
  await desk.resumeFile({ conversation });
  await expect.poll(onItsWay, POLL).toBe(null);
  await settled();
  expect(reporter.got.map(({ body }) => body.type)).not.toContain('attachment');
  expect([disk.files.size, relay.blobs.size]).toEqual([0, 0]);
});
