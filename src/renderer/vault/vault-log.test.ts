import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import type { MessageId } from '../../contract/desk.ts';
import { ok } from '../../contract/outcome.ts';
import { AUDIT_FLUSH_MS } from './limits.ts';
import type { App } from './testing/bench.ts';
import { endAll, inboxOf, keep, POLL, read, reporterOf, team } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';
import { uploaded } from './testing/uploaded.ts';

/** The audit log of a whole vault. Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

/** A coordinator and a colleague who have both heard the same reporter. */
async function two() {
  const one = await team();
  const other = keep(await secondDevice(one));
  const reporter = reporterOf(one);
  reporter.say('Hallo');
  await settled();
  for (const app of [one, other]) {
    await expect.poll(async () => (await inboxOf(app)).length, POLL).toBe(1);
  }
  const [colleague] = await one.desk.colleagues(null);
  return { one, other, device: colleague?.device ?? '', conversation: reporter.keys.conversation };
}

const exported = async ({ desk, main }: App): Promise<string> => {
  expect(await desk.exportAudit(null)).toMatchObject({ ok: true });
  return main.saved.at(-1)?.text ?? '';
};
const actsIn = (log: string): readonly string[] =>
  log
    .split('\n')
    .filter((line) => line.includes('"act"'))
    .map((line) => (JSON.parse(line) as { readonly act: string }).act);

test('whatever is done with a conversation, the log that is handed out never holds its id, which follows from the return code', async () => {
  const { one, other, device, conversation } = await two();
  await one.desk.callHelp({ about: conversation });
  await settled();
  const [call] = await other.desk.helpCalls(null);
  if (call === undefined) throw new Error('nobody calls');
  await other.desk.comeToHelp({ call: call.id });
  for (const change of [
    { status: 'closed', outcome: 'helped' },
    { status: 'open' },
    { status: 'muted' },
    { status: 'open' },
  ] as const) {
    expect(await one.desk.setWork({ conversation, change })).toEqual(ok(null));
    await settled();
  }
  await one.desk.send({ conversation, text: 'Ich bin da.' });
  await settled();
  const away = { device, note: '', tell: false } as const;
  expect(await one.desk.giveAway({ ...away, conversations: [conversation] })).toMatchObject(
    ok({ given: [conversation] }),
  );
  await settled();
  expect(await one.desk.claim({ conversation, anyway: true })).toEqual(ok(null));
  await settled();
  expect(await one.desk.passOn({ ...away, conversation, alias: 'Team Ahorn' })).toEqual(ok(null));
  await settled();
  for (const devices of [[device], null]) {
    expect(await one.desk.restrict({ conversation, devices })).toEqual(ok(null));
    await settled();
  }
  expect(await one.desk.eraseConversation({ conversation })).toEqual(ok(null));
  const [log, theirs] = [await exported(one), await exported(other)];
  expect(new Set(actsIn(log))).toEqual(
    new Set([
      ...actsIn(log).filter((act) => !/^(conversation|help|restriction)-/.test(act)),
      'help-called',
      'conversation-closed',
      'conversation-reopened',
      'conversation-muted',
      'conversation-passed',
      'conversation-restricted',
      'restriction-lifted',
      'conversation-erased',
    ]),
  );
  expect(actsIn(theirs)).toContain('help-answered');
  expect(log + theirs).not.toContain(conversation);
});

test('who looked at contact details and who saved a file is noted, and of neither what it says or whose it is', async () => {
  const app = await team();
  const reporter = reporterOf(app);
  const { conversation } = reporter.keys;
  reporter.say('Hallo');
  await settled();
  expect(await app.desk.contact({ conversation })).toBeNull();
  expect(actsIn(await exported(app))).not.toContain('contact-opened');
  const file = await uploaded(app, new TextEncoder().encode('%PDF-1.7 Hallo'));
  const about = { name: 'Brief.pdf', media: 'application/pdf', prepared: 'cleaned' } as const;
  reporter.write({ type: 'attachment', file, ...about });
  reporter.write({ type: 'contact', name: 'Ada Beispiel', phone: '030 123456' });
  await settled();
  const sent = (await read(app, conversation)).find(({ kind }) => kind === 'attachment');
  const message = sent?.id ?? ('' as MessageId);
  expect(await app.desk.contact({ conversation })).toMatchObject({ name: 'Ada Beispiel' });
  expect(await app.desk.saveAttachment({ conversation, message })).toMatchObject({ ok: true });
  const log = await exported(app);
  const said = actsIn(log).filter((act) => /^(contact|attachment)-/.test(act));
  expect(said).toEqual(['contact-opened', 'attachment-saved']);
  for (const word of [conversation, message, 'Ada', 'Brief']) expect(log).not.toContain(word);
});

/** A device whose log has been signed, and a colleague's that came after. */
async function witnessed() {
  const one = await team();
  await one.env.advance(AUDIT_FLUSH_MS);
  const other = keep(await secondDevice(one));
  await settled();
  await one.env.advance(AUDIT_FLUSH_MS);
  await settled();
  return { one, other };
}

const eventsOf = async ({ desk }: App) => (await desk.audit({ before: null, limit: 50 })).events;

test('a colleague’s device keeps the signed head in its own log, and brings it back', async () => {
  const { one, other } = await witnessed();
  const { device } = await one.desk.team(null);
  const kept = (await eventsOf(other)).filter(({ act }) => act === 'head-kept');
  expect(kept).toMatchObject([{ about: expect.stringMatching(`^${device}[0-9a-f]{64}$`) }]);
  expect(await one.desk.verifyAudit(null)).toMatchObject({
    sound: true,
    given: { seq: kept[0]?.count },
  });
});

test('each head goes to a colleague once, whatever signs in again', async () => {
  const { one, other } = await witnessed();
  const before = one.relay.posts.length;
  for (const app of [one, other]) {
    app.main.goOffline();
    await settled();
    app.main.goOnline();
    await settled();
  }
  expect(one.relay.posts).toHaveLength(before);
});
