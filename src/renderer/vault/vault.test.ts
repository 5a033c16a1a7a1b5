import 'fake-indexeddb/auto';
import { afterEach, describe, expect, test } from 'vitest';
import { readDocument } from '../../../protocol/team/document.ts';
import { checkBeacon } from '../../../protocol/team/beacon.ts';
import { verify } from '../../../protocol/crypto/keys.ts';
import type { ConversationId, OpenMessage } from '../../contract/desk.ts';
import { newTeam, PASSPHRASE, restart, startApp, type App } from './testing/bench.ts';
import { CLAIM } from './testing/fake-relay.ts';
import { FakeReporter } from './testing/fake-reporter.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

const apps: App[] = [];
afterEach(() => {
  for (const app of apps.splice(0)) app.crash();
});
const team = async () => {
  const app = await newTeam();
  apps.push(app);
  return app;
};
const reporterOf = (app: App): FakeReporter => new FakeReporter(app.relay, app.env.now);
const read = async (app: App, conversation: ConversationId): Promise<readonly OpenMessage[]> =>
  (await app.desk.read({ conversation, before: null, limit: 100 })).messages;
const POLL = { timeout: 4000 };
const textsOf = (messages: readonly OpenMessage[]): readonly string[] =>
  messages.map((message) => (message.kind === 'text' ? message.text : ''));

describe('talking', () => {
  test('a reporter writes, an operator reads and answers, the reporter reads the answer', async () => {
    const app = await team();
    const reporter = reporterOf(app);
    reporter.say('Hallo, ist da jemand?');
    await settled();

    const [line] = await app.desk.conversations(null);
    expect(line).toMatchObject({
      id: reporter.keys.conversation,
      preview: 'Hallo, ist da jemand?',
      previewBy: 'reporter',
      unread: 1,
      language: 'de',
      waitingSince: app.env.now(),
    });
    expect(line?.name).toMatch(/^\p{Lu}\p{L}+ \d\d$/u);
    expect(await read(app, reporter.keys.conversation)).toMatchObject([
      {
        kind: 'text',
        author: 'reporter',
        text: 'Hallo, ist da jemand?',
        gap: false,
        forked: false,
      },
    ]);

    const sent = await app.desk.send({
      conversation: reporter.keys.conversation,
      text: ' Ja, hier. ',
    });
    expect(sent).toMatchObject({
      ok: true,
      value: { state: 'sending', alias: 'Team Ahorn', text: 'Ja, hier.' },
    });
    await settled();
    expect(reporter.got.map(({ body }) => body)).toMatchObject([
      { type: 'text', text: 'Ja, hier.', alias: 'Team Ahorn', from: 'device' },
    ]);
    const [after] = await app.desk.conversations(null);
    expect(after).toMatchObject({ previewBy: 'operator', waitingSince: null });
  });

  test('what the screen was not told to expect is refused', async () => {
    const app = await team();
    const reporter = reporterOf(app);
    reporter.say('x');
    await settled();
    const { conversation } = reporter.keys;
    expect(await app.desk.send({ conversation, text: '  ' })).toEqual({
      ok: false,
      refusal: 'empty',
    });
    expect(await app.desk.send({ conversation, text: 'x'.repeat(4001) })).toEqual({
      ok: false,
      refusal: 'too-long',
    });
    expect(
      await app.desk.send({ conversation: 'a'.repeat(32) as ConversationId, text: 'x' }),
    ).toEqual({
      ok: false,
      refusal: 'unknown-conversation',
    });
    await expect(app.desk.read({ conversation, before: null, limit: 100_000 })).rejects.toThrow(
      'read failed',
    );
  });

  test('facts tell what happened, in the order in which it became durable', async () => {
    const app = await team();
    const reporter = reporterOf(app);
    reporter.say('Erste');
    await settled();
    const types = app.facts.map(({ type }) => type).filter((type) => type !== 'link-changed');
    expect(types).toEqual(['message-arrived', 'conversation-changed']);
  });

  test('a rating is shown with its stars and counted for the line', async () => {
    const app = await team();
    const reporter = reporterOf(app);
    reporter.say('Danke');
    reporter.rate(4, 'Hat geholfen');
    await settled();
    expect(await app.desk.conversations(null)).toMatchObject([
      { stars: 4, preview: 'Hat geholfen' },
    ]);
    expect(await read(app, reporter.keys.conversation)).toMatchObject([
      { kind: 'text' },
      { kind: 'rating', stars: 4, comment: 'Hat geholfen' },
    ]);
  });

  test('seeing a conversation takes its unread away, for good', async () => {
    const app = await team();
    const reporter = reporterOf(app);
    reporter.say('x');
    await settled();
    await app.desk.seen({ conversation: reporter.keys.conversation });
    expect(await app.desk.conversations(null)).toMatchObject([{ unread: 0 }]);
  });

  test('long conversations are read page by page, in order, without a message lost or doubled', async () => {
    const app = await team();
    const reporter = reporterOf(app);
    const said = Array.from({ length: 23 }, (_, i) => `Nachricht ${i}`);
    for (const text of said) reporter.say(text);
    const { conversation } = reporter.keys;
    await expect.poll(async () => (await read(app, conversation)).length, POLL).toBe(said.length);
    const pages: OpenMessage[][] = [];
    let before: OpenMessage | undefined;
    for (;;) {
      const page = await app.desk.read({ conversation, before: before?.id ?? null, limit: 5 });
      pages.unshift([...page.messages]);
      [before] = page.messages;
      if (!page.earlier) break;
    }
    expect(textsOf(pages.flat())).toEqual(said);
    expect(pages).toHaveLength(5);
  });

  test('heartbeat and typing show, and go by themselves', async () => {
    const app = await team();
    const reporter = reporterOf(app);
    reporter.say('x');
    await settled();
    reporter.alive();
    reporter.typing();
    await settled();
    expect(await app.desk.conversations(null)).toMatchObject([{ live: true, typing: true }]);
    await app.env.advance(7_000);
    expect(await app.desk.conversations(null)).toMatchObject([{ live: true, typing: false }]);
    await app.env.advance(40_000);
    expect(await app.desk.conversations(null)).toMatchObject([{ live: false, typing: false }]);
    expect(app.facts.at(-1)).toMatchObject({
      type: 'conversation-changed',
      summary: { live: false },
    });
  });

  test('what the operator types reaches a live tab, at most every three seconds', async () => {
    const app = await team();
    const reporter = reporterOf(app);
    reporter.say('x');
    await settled();
    const { conversation } = reporter.keys;
    await app.desk.typing({ conversation });
    await settled();
    expect(reporter.signs).toEqual([]);
    reporter.alive();
    await settled();
    await app.desk.typing({ conversation });
    await app.desk.typing({ conversation });
    await settled();
    expect(reporter.signs.filter(({ type }) => type === 'typing')).toHaveLength(1);
  });

  test('the reporter gets a receipt: queued while nobody is live there, else as a sign', async () => {
    const app = await team();
    const reporter = reporterOf(app);
    reporter.say('x');
    await settled();
    await app.env.advance(1000);
    const { session } = reporter;
    expect(reporter.receipts).toMatchObject([{ session, upTo: 0, further: [] }]);
    reporter.alive();
    reporter.say('y');
    await settled();
    await app.env.advance(1000);
    expect(reporter.signs).toMatchObject([{ type: 'receipt', receipts: [{ session, upTo: 1 }] }]);
  });
});

describe('lock and unlock', () => {
  test('locked, nothing can be asked, and everything is there again after the passphrase', async () => {
    const app = await team();
    const reporter = reporterOf(app);
    reporter.say('Erste Nachricht');
    await settled();
    await app.desk.team(null);
    await settled();
    await app.desk.lock(null);
    expect(app.facts.at(-1)).toEqual({ type: 'lock' });
    expect(await app.desk.state(null)).toMatchObject({ vault: 'locked' });
    await expect(app.desk.conversations(null)).rejects.toThrow('conversations failed');
    const again = restart(app);
    apps.push(again);
    expect(await again.desk.unlock({ passphrase: PASSPHRASE })).toEqual({
      ok: true,
      value: { rebuilt: 0 },
    });
    expect(await again.desk.conversations(null)).toMatchObject([
      { preview: 'Erste Nachricht', unread: 1 },
    ]);
    expect([...again.env.durations.keys()]).toEqual(
      expect.arrayContaining(['vault-kdf', 'vault-open']),
    );
  });

  test('the operating system locking locks the vault', async () => {
    const app = await team();
    await app.desk.team(null);
    app.main.tell({ type: 'os-locked' });
    await settled();
    expect(await app.desk.state(null)).toMatchObject({ vault: 'locked' });
  });

  test('a wrong passphrase opens nothing, and the fourth try has to wait', async () => {
    const app = await team();
    await app.desk.team(null);
    await settled();
    const again = restart(app);
    apps.push(again);
    for (let i = 0; i < 3; i += 1) {
      expect(await again.desk.unlock({ passphrase: `falsch ${i}` })).toEqual({
        ok: false,
        refusal: 'wrong-passphrase',
      });
    }
    let answered = false;
    const fourth = again.desk.unlock({ passphrase: PASSPHRASE }).then((answer) => {
      answered = true;
      return answer;
    });
    await settled();
    expect(answered).toBe(false);
    await again.env.advance(1000);
    expect(await fourth).toMatchObject({ ok: true });
  });

  test('a message that came while the vault was locked is there after unlocking', async () => {
    const app = await team();
    await app.desk.team(null);
    const reporter = reporterOf(app);
    const again = restart(app);
    apps.push(again);
    reporter.say('Während du weg warst');
    await again.desk.unlock({ passphrase: PASSPHRASE });
    await settled();
    expect(await again.desk.conversations(null)).toMatchObject([
      { preview: 'Während du weg warst' },
    ]);
  });
});

describe('the team', () => {
  test('a new team claims its relay, prints a root code and pins itself', async () => {
    const app = await team();
    expect(app.rootCode).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){6}$/);
    const view = await app.desk.team(null);
    expect(view).toMatchObject({
      name: 'Anlaufstelle',
      alias: 'Team Ahorn',
      devices: 1,
      documentSeq: 1,
    });
    const document = readDocument(app.relay.document);
    expect(view.pin.startsWith(document.team)).toBe(true);
    expect(document.devices[0]?.roles).toEqual(['operator', 'manager', 'coordinator']);
    const languages = new Set(
      document.profile.filter(({ key }) => key === 'greeting').map(({ lang }) => lang),
    );
    expect(languages).toEqual(new Set(['de', 'en', 'nl']));
  });

  test('what cannot become a team is refused with a word', async () => {
    const app = startApp();
    apps.push(app);
    const input = {
      relay: 'ws://127.0.0.1:1',
      claim: CLAIM,
      teamName: 'Team',
      alias: 'Ahorn',
      language: 'de',
      passphrase: PASSPHRASE,
    } as const;
    expect(await app.desk.createTeam({ ...input, passphrase: 'kurz' })).toEqual({
      ok: false,
      refusal: 'weak-passphrase',
    });
    expect(await app.desk.createTeam({ ...input, relay: 'http://x' })).toEqual({
      ok: false,
      refusal: 'bad-relay',
    });
    expect(await app.desk.createTeam({ ...input, claim: 'ZZZZ-ZZZZ' })).toEqual({
      ok: false,
      refusal: 'bad-claim',
    });
    app.main.online = false;
    const waiting = app.desk.createTeam(input);
    app.main.tell({ type: 'link-changed', link: 'offline' });
    await settled();
    await app.env.advance(20_000);
    expect(await waiting).toEqual({ ok: false, refusal: 'relay-unreachable' });
    app.disk.full = true;
    app.main.online = true;
    expect(await app.desk.createTeam(input)).toEqual({ ok: false, refusal: 'disk-full' });
    expect(await app.desk.state(null)).toMatchObject({ vault: 'none' });
  });

  test('an app that dies while founding takes up the same team, with the same root code', async () => {
    const app = await team();
    const again = restart(app);
    apps.push(again);
    expect(await again.desk.state(null)).toMatchObject({ vault: 'none' });
    const created = await again.desk.createTeam({
      relay: 'ws://127.0.0.1:1',
      claim: '',
      teamName: 'Anlaufstelle',
      alias: 'Team Ahorn',
      language: 'de',
      passphrase: PASSPHRASE,
    });
    expect(created).toEqual({ ok: true, value: { rootCode: app.rootCode } });
  });

  test('once the screen has gone on, the root code is gone from the vault', async () => {
    const app = await team();
    await app.desk.team(null);
    await settled();
    const again = restart(app);
    apps.push(again);
    expect(await again.desk.state(null)).toMatchObject({ vault: 'locked' });
    const input = {
      claim: '',
      teamName: 'x',
      alias: 'x',
      language: 'de',
      relay: 'ws://127.0.0.1:1',
    } as const;
    await expect(again.desk.createTeam({ ...input, passphrase: PASSPHRASE })).rejects.toThrow();
  });

  test('a founding given up with another passphrase leaves room for a new one', async () => {
    const app = await team();
    const reporter = reporterOf(app);
    reporter.say('x');
    await settled();
    app.relay.document = new Uint8Array(0);
    const again = restart(app);
    apps.push(again);
    const created = await again.desk.createTeam({
      relay: 'ws://127.0.0.1:1',
      claim: CLAIM,
      teamName: 'Neu',
      alias: 'Eiche',
      language: 'de',
      passphrase: 'ein ganz anderer Satz',
    });
    expect(created.ok).toBe(true);
    await again.desk.team(null);
    await settled();
    const third = restart(again);
    apps.push(third);
    expect(await third.desk.unlock({ passphrase: 'ein ganz anderer Satz' })).toMatchObject({
      ok: true,
    });
    expect(await third.desk.conversations(null)).toEqual([]);
  });

  test('the prekey is durable before it is put, and delivery starts after that', async () => {
    const app = await team();
    const { log } = app.main;
    expect(log.indexOf('keyring')).toBeLessThan(log.indexOf('prekey'));
    expect(log.indexOf('prekey')).toBeLessThan(log.indexOf('subscribe'));
  });

  test('a day later there is a new prekey, and envelopes for the old one still open', async () => {
    const app = await team();
    const reporter = reporterOf(app);
    const [before] = [...app.relay.bundles.values()];
    const eid = reporter.body('Mit dem alten Schlüssel');
    await app.env.sleep(25 * 60 * 60 * 1000);
    const [after] = [...app.relay.bundles.values()];
    expect(after).not.toEqual(before);
    if (before === undefined || after === undefined) throw new Error('no bundle');
    const device = [...app.relay.bundles.keys()][0] ?? '';
    app.relay.bundles.set(device, before);
    reporter.send(eid);
    await settled();
    expect(await app.desk.conversations(null)).toMatchObject([
      { preview: 'Mit dem alten Schlüssel' },
    ]);
  });

  test('a beacon says that somebody is here, every minute while online', async () => {
    const app = await team();
    const document = readDocument(app.relay.document);
    expect(checkBeacon(app.relay.beacon, document, app.env.now(), verify).device).toBe(
      document.devices[0]?.id,
    );
    const first = app.relay.beacon;
    await app.env.advance(61_000);
    expect(app.relay.beacon).not.toEqual(first);
    app.main.goOffline();
    await settled();
    const last = app.relay.beacon;
    await app.env.advance(300_000);
    expect(app.relay.beacon).toEqual(last);
  });

  test('a week later the document is signed again', async () => {
    const app = await team();
    await app.env.sleep(8 * 24 * 60 * 60 * 1000);
    const document = readDocument(app.relay.document);
    expect(document.seq).toBe(2);
    expect((await app.desk.team(null)).documentSeq).toBe(2);
  });

  test('a colleague whose answer came before the document is shown once the document is here', async () => {
    const first = await team();
    first.main.online = false;
    const second = await secondDevice(first);
    apps.push(second);
    const reporter = reporterOf(first);
    reporter.say('Hallo');
    const { conversation } = reporter.keys;
    await expect.poll(async () => await read(second, conversation), POLL).toHaveLength(1);
    await second.desk.send({ conversation, text: 'Von der Neuen' });
    await expect.poll(() => reporter.got.length, POLL).toBe(1);
    await settled();
    expect(textsOf(await read(first, conversation))).toEqual(['Hallo']);
    first.main.goOnline();
    const both = ['Hallo', 'Von der Neuen'];
    await expect.poll(async () => textsOf(await read(first, conversation)), POLL).toEqual(both);
  });

  test('a document past half its life is said', async () => {
    const app = await team();
    app.relay.putTeam = () => ({ ok: false, refusal: 'not-newest' });
    await app.env.sleep(16 * 24 * 60 * 60 * 1000);
    expect(app.facts.some(({ type }) => type === 'document-stale')).toBe(true);
  });

  test('a colleague gets the reporter and the answer, and the answer is not asked for twice', async () => {
    const first = await team();
    const second = await secondDevice(first);
    apps.push(second);
    const reporter = reporterOf(first);
    reporter.say('Hallo ihr beiden');
    await settled();
    const { conversation } = reporter.keys;
    const [line] = await first.desk.conversations(null);
    expect(await second.desk.conversations(null)).toMatchObject([{ name: line?.name, unread: 1 }]);
    await first.desk.send({ conversation, text: 'Ich kümmere mich.' });
    await settled();
    expect(await read(second, conversation)).toMatchObject([
      { text: 'Hallo ihr beiden' },
      { text: 'Ich kümmere mich.', author: 'operator', alias: 'Team Ahorn' },
    ]);
    expect(await second.desk.conversations(null)).toMatchObject([{ waitingSince: null }]);
    await second.desk.send({ conversation, text: 'Ich auch.' });
    await settled();
    expect(textsOf(await read(first, conversation))).toEqual([
      'Hallo ihr beiden',
      'Ich kümmere mich.',
      'Ich auch.',
    ]);
    expect(reporter.got).toHaveLength(2);
  });
});
