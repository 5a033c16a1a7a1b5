import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { newTeam, PASSPHRASE, restart } from './testing/bench.ts';
import { FakeReporter } from './testing/fake-reporter.ts';
import { settled } from './testing/test-env.ts';

test('a reporter writes, an operator reads and answers, the reporter reads the answer', async () => {
  const app = await newTeam();
  const reporter = new FakeReporter(app.relay, app.env.now);
  reporter.say('Hallo, ist da jemand?');
  await settled();

  const [line] = await app.desk.conversations(null);
  expect(line).toMatchObject({ preview: 'Hallo, ist da jemand?', unread: 1, language: 'de' });
  if (line === undefined) throw new Error('no conversation');
  const { messages } = await app.desk.read({ conversation: line.id, before: null, limit: 50 });
  expect(messages).toMatchObject([
    { kind: 'text', author: 'reporter', text: 'Hallo, ist da jemand?' },
  ]);

  const sent = await app.desk.send({ conversation: line.id, text: 'Ja, ich bin hier.' });
  expect(sent).toMatchObject({ ok: true, value: { state: 'sending', alias: 'Team Ahorn' } });
  await settled();
  expect(reporter.got.map(({ body }) => body)).toMatchObject([
    { type: 'text', text: 'Ja, ich bin hier.' },
  ]);
  expect(app.relay.queue(app.relay.posts[0]?.targets[0]?.kind ?? '').waiting.size).toBe(0);
  app.crash();
});

test('after a restart everything is there, and the right passphrase is needed', async () => {
  const app = await newTeam();
  const reporter = new FakeReporter(app.relay, app.env.now);
  reporter.say('Erste Nachricht');
  await settled();
  await app.desk.conversations(null);
  await settled();
  const again = restart(app);
  expect(await again.desk.state(null)).toMatchObject({ vault: 'locked' });
  expect(await again.desk.unlock({ passphrase: 'falsch falsch falsch' })).toEqual({
    ok: false,
    refusal: 'wrong-passphrase',
  });
  expect(await again.desk.unlock({ passphrase: PASSPHRASE })).toEqual({
    ok: true,
    value: { rebuilt: 0 },
  });
  expect(await again.desk.conversations(null)).toMatchObject([{ preview: 'Erste Nachricht' }]);
  again.crash();
});
