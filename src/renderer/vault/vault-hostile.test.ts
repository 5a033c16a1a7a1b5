import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { seal } from '../../../protocol/crypto/envelope.ts';
import { newBoxKeys } from '../../../protocol/crypto/keys.ts';
import { EnvelopeId, MessageId } from '../../../protocol/ids.ts';
import { writeBody } from '../../../protocol/talk/body.ts';
import { readDocument } from '../../../protocol/team/document.ts';
import { readPrekey } from '../../../protocol/team/prekey.ts';
import { begun, texts, unlocked, waitingFor } from './testing/begun.ts';
import { FakeReporter } from './testing/fake-reporter.ts';
import { endAll, inboxOf } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 20_000 });
afterEach(endAll);

test('what cannot be read is settled, dropped and disturbs nobody', async () => {
  const { app, reporter } = await begun();
  reporter.sendBytes(new TextEncoder().encode('kein JSON'));
  reporter.sendBytes(new TextEncoder().encode('{"v":1,"type":"text"}'));
  reporter.say('Zweite');
  await settled();
  expect(await texts(app, reporter)).toEqual(['Erste', 'Zweite']);
  expect(waitingFor(app)).toBe(0);
});

test('a reporter cannot write as a device, nor into another conversation', async () => {
  const { app, reporter } = await begun();
  const other = new FakeReporter(app.relay, app.env.now);
  other.send({ ...other.body('Fremd'), conversation: reporter.keys.conversation });
  const { reporter: _, ...asDevice } = reporter.body('Als Team', { from: 'device' });
  reporter.sendBytes(writeBody(asDevice));
  reporter.send(reporter.body('Notiz', { audience: 'team' }));
  await settled();
  expect(await inboxOf(app)).toHaveLength(1);
  expect(await texts(app, reporter)).toEqual(['Erste']);
  expect(waitingFor(app)).toBe(0);
});

test('a missing message shows as a gap, and closes when it comes', async () => {
  const { app, reporter } = await begun();
  const lost = reporter.body('Zweite');
  reporter.chain = { ...reporter.chain, seq: 2, lamport: 2 };
  reporter.send(reporter.body('Dritte'));
  await settled();
  const { conversation } = reporter.keys;
  const gaps = async () => {
    const { messages } = await app.desk.read({ conversation, before: null, limit: 9 });
    return messages.map(({ gap }) => gap);
  };
  expect(await gaps()).toEqual([false, true]);
  reporter.send(lost);
  await settled();
  expect(await gaps()).toEqual([false, false, false]);
  expect(await texts(app, reporter)).toEqual(['Erste', 'Zweite', 'Dritte']);
});

test('two messages at one place are both kept and both marked', async () => {
  const { app, reporter } = await begun();
  const body = reporter.body('So');
  reporter.send(body);
  reporter.send({ ...body, mid: MessageId.random(), text: 'Oder so' } as typeof body);
  await settled();
  const { messages } = await app.desk.read({
    conversation: reporter.keys.conversation,
    before: null,
    limit: 9,
  });
  expect(messages.map(({ forked }) => forked)).toEqual([false, true, true]);
});

test('one name with two bodies keeps both, marks both, and the second only once', async () => {
  const { app, reporter } = await begun();
  const body = reporter.body('So');
  reporter.send(body);
  const other = { ...body, text: 'Doch anders' } as typeof body;
  reporter.send(other);
  reporter.send(other);
  await settled();
  const { messages } = await app.desk.read({
    conversation: reporter.keys.conversation,
    before: null,
    limit: 9,
  });
  expect(messages.map(({ forked }) => forked)).toEqual([false, true, true]);
  expect(new Set(messages.map(({ id }) => id)).size).toBe(3);
});

test('a device nobody has heard of waits in quarantine, at most twenty of one sender', async () => {
  const { app, reporter } = await begun();
  const document = readDocument(app.relay.document);
  const stranger = newBoxKeys();
  const [device] = document.devices;
  const [bundle] = [...app.relay.bundles.values()];
  if (device === undefined || bundle === undefined) throw new Error('no device');
  const { reporter: _, ...base } = reporter.body('Fremdes Gerät', { from: 'device' });
  for (let i = 0; i < 25; i += 1) {
    const body = writeBody({ ...base, mid: MessageId.random() });
    const { header, wraps, ct } = seal({
      team: document.team,
      sender: stranger,
      recipients: [{ spk: readPrekey(bundle).spk, ik: device.ik }],
      body,
    });
    const [wrap] = wraps;
    if (wrap === undefined) throw new Error('no wrap');
    app.relay.post({
      eid: EnvelopeId.random(),
      wake: false,
      header,
      ct,
      targets: [{ kind: 'device', device: device.id, wrap }],
    });
  }
  await settled();
  expect(waitingFor(app)).toBe(0);
  expect(await texts(app, reporter)).toEqual(['Erste']);
  const entries = app.disk.journal.length;
  const again = await unlocked(app);
  expect(again.answer).toMatchObject({ ok: true });
  expect(entries).toBeGreaterThan(20);
  expect(entries).toBeLessThan(25);
});
