import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { ok } from '../../contract/outcome.ts';
import type { App } from './testing/bench.ts';
import { endAll, inboxOf, keep, POLL, reporterOf, team } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

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
