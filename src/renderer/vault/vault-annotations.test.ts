import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { formatReturnCode } from '../../../protocol/crypto/return-code.ts';
import { CODES_LIMIT, MEMO_LIMIT } from '../../contract/annotation.ts';
import type { ConversationId, MessageId } from '../../contract/desk.ts';
import { ok, refuse } from '../../contract/outcome.ts';
import { startApp, type App, PASSPHRASE } from './testing/bench.ts';
import { begun, unlocked } from './testing/begun.ts';
import { endAll, keep, read } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

const SECRET = 'sieben Kraniche über dem kalten Moor';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const TEXT = 'Sie rufen „Ihr Juden“. Dann drohen sie mir.';

/** A conversation with one message worth marking. */
async function told() {
  const { app, reporter } = await begun();
  reporter.say(TEXT);
  await settled();
  const { conversation } = reporter.keys;
  const message = (await read(app, conversation)).find(
    (one) => one.kind === 'text' && one.text === TEXT,
  )?.id;
  if (message === undefined) throw new Error('the message did not come');
  return { app, reporter, conversation, message };
}

type Place = { readonly conversation: ConversationId; readonly message: MessageId };

async function mark(
  app: App,
  { conversation, message }: Place,
  [start, end]: readonly [number, number],
  codeIds: readonly string[],
  memo = '',
) {
  const made = await app.desk.annotate({ conversation, message, start, end, codeIds, memo });
  if (!made.ok) throw new Error(made.refusal);
  return made.value;
}

const all = async (app: App, { conversation }: Pick<Place, 'conversation'>) =>
  await app.desk.annotations({ conversation });

test('what was marked stands with its words after a restart, and every change is a revision', async () => {
  const { app, ...place } = await told();
  const one = await mark(app, place, [0, 21], ['bias/ANTISEM'], ' Zitat ');
  expect(one).toMatchObject({
    target: {
      messageId: place.message,
      start: 0,
      end: 21,
      exact: 'Sie rufen „Ihr Juden“',
      prefix: '',
    },
    codeIds: ['bias/ANTISEM'],
    memo: 'Zitat',
    motivation: 'tagging',
    creator: 'Team Ahorn',
    revision: 1,
  });
  const again = await unlocked(app);
  expect(await all(again, place)).toEqual([one]);
  const revised = await again.desk.reviseAnnotation({
    conversation: place.conversation,
    id: one.id,
    codeIds: [],
    memo: 'Nur ein Gedanke',
    state: 'standing',
  });
  expect(revised).toMatchObject({
    ok: true,
    value: { id: one.id, target: one.target, motivation: 'commenting', revision: 2 },
  });
  expect(await all(again, place)).toMatchObject([{ memo: 'Nur ein Gedanke' }]);
});

test('what was withdrawn is not shown, and can stand again', async () => {
  const { app, ...place } = await told();
  const { id } = await mark(app, place, [0, 3], ['identifier']);
  const { conversation } = place;
  const as = { conversation, id, codeIds: ['identifier'], memo: '' };
  expect(await app.desk.reviseAnnotation({ ...as, state: 'withdrawn' })).toMatchObject({
    ok: true,
  });
  expect(await all(app, place)).toEqual([]);
  await app.desk.reviseAnnotation({ ...as, state: 'standing' });
  expect(await all(app, place)).toMatchObject([{ id, revision: 3, motivation: 'redacting' }]);
});

test('a mark needs a text of this conversation, a place in it, and something to say', async () => {
  const { app, conversation, message } = await told();
  const good = { conversation, message, start: 0, end: 3, codeIds: ['bias/ANTISEM'], memo: '' };
  const [nowhere, nobody] = ['a'.repeat(32) as ConversationId, 'b'.repeat(32) as MessageId];
  for (const wrong of [{ conversation: nowhere }, { message: nobody }, { end: 400 }, { end: 0 }]) {
    expect(await app.desk.annotate({ ...good, ...wrong })).toEqual(refuse('unknown-message'));
  }
  expect(await app.desk.annotate({ ...good, codeIds: [], memo: ' ' })).toEqual(refuse('nothing'));
  const long = 'ä'.repeat(MEMO_LIMIT);
  expect(await app.desk.annotate({ ...good, memo: long })).toMatchObject({ ok: true });
  expect(await app.desk.annotate({ ...good, memo: `${long}x` })).toEqual(refuse('too-long'));
  const many = Array.from({ length: CODES_LIMIT + 1 }, (_, n) => `own/${n}`);
  await expect(app.desk.annotate({ ...good, codeIds: many })).rejects.toThrow();
});

test('two coders mark apart, neither changes what the other marked, and their agreement is counted', async () => {
  const { app, ...place } = await told();
  const { id } = await mark(app, place, [0, 21], ['bias/ANTISEM', 'category/ABU']);
  expect(await app.desk.setCoder({ name: ' Zweite ' })).toMatchObject({
    value: { coder: 'Zweite' },
  });
  await mark(app, place, [11, 20], ['bias/ANTISEM']);
  await mark(app, place, [28, 34], ['category/THR']);
  const { conversation } = place;
  const revision = { conversation, id, codeIds: [], memo: 'x', state: 'standing' } as const;
  expect(await app.desk.reviseAnnotation(revision)).toEqual(refuse('not-yours'));

  const agreed = await app.desk.agreement({ first: 'Team Ahorn', second: 'Zweite' });
  expect(agreed.messages).toBe(1);
  expect(
    agreed.codes.map(({ code, both, onlyFirst, onlySecond }) => [
      code,
      both,
      onlyFirst,
      onlySecond,
    ]),
  ).toEqual([
    ['category/THR', 0, 0, 1],
    ['category/ABU', 0, 1, 0],
    ['bias/ANTISEM', 1, 0, 0],
  ]);
  expect((await app.desk.setCoder({ name: '' })).ok).toBe(true);
  expect((await app.desk.coding(null)).coder).toBe('Team Ahorn');
});

test('codes that meet on the same words are counted together, per coder, as what they were merged into', async () => {
  const { app, ...place } = await told();
  await mark(app, place, [0, 21], ['bias/ANTISEM']);
  await mark(app, place, [11, 20], ['category/ABU', 'form/OTH']);
  await mark(app, place, [28, 34], ['category/THR']);
  await app.desk.setCoder({ name: 'Zweite' });
  await mark(app, place, [28, 34], ['bias/ANTISEM']);
  const everybody = await app.desk.codeReport({ creator: null });
  expect(everybody.pairs).toEqual([
    { a: 'category/ABU', b: 'bias/ANTISEM', count: 1 },
    { a: 'bias/ANTISEM', b: 'form/OTH', count: 1 },
    { a: 'category/ABU', b: 'form/OTH', count: 1 },
  ]);
  expect(everybody.creators).toEqual([
    { id: 'Team Ahorn', name: 'Team Ahorn', annotations: 3, messages: 1 },
    { id: 'Zweite', name: 'Zweite', annotations: 1, messages: 1 },
  ]);
  expect((await app.desk.codeReport({ creator: 'Zweite' })).pairs).toEqual([]);

  await app.desk.editCodebook({ type: 'merge', id: 'form/OTH', into: 'form/MOD' });
  const passages = async (codes: readonly string[]) =>
    (await app.desk.codedPassages({ codes, creator: null })).passages.map(({ exact }) => exact);
  expect(await passages(['form/MOD'])).toEqual(['Ihr Juden']);
  expect(await passages(['bias/ANTISEM', 'form/MOD'])).toEqual([
    'Sie rufen „Ihr Juden“',
    'Ihr Juden',
  ]);
});

test('it goes with its conversation, and the person is told of messages only', async () => {
  const { app, reporter, ...place } = await told();
  await mark(app, place, [0, 3], ['bias/ANTISEM']);
  const subject = await app.desk.findSubject({ code: formatReturnCode(reporter.code) });
  expect(subject).toMatchObject({ value: { messages: 2 } });
  expect(await app.desk.eraseConversation({ conversation: place.conversation })).toEqual(ok(null));
  expect(await all(app, place)).toEqual([]);
  expect((await app.desk.codeReport({ creator: null })).codes).toEqual([]);
});

test('a backup brings marks, memos and codes along, once, also to a new device', async () => {
  const { app, ...place } = await told();
  await app.desk.editCodebook({
    type: 'add',
    parent: null,
    label: 'Schulhof',
    definition: '',
    language: 'de',
  });
  const own = (await app.desk.coding(null)).codebook.codes.at(-1)?.id ?? '';
  const [base, other] = (await app.desk.coding(null)).codebook.codes.filter(
    ({ parent }) => parent !== null,
  );
  if (base === undefined || other === undefined) throw new Error('codes that come with the app');
  await app.desk.editCodebook({ type: 'merge', id: base.id, into: other.id });
  await mark(app, place, [0, 3], [own], 'Pause');
  const backup = await app.desk.backup({ passphrase: SECRET });
  const [file] = [...app.main.savedFiles.values()];
  if (!backup.ok || file === undefined) throw new Error('no backup');

  const fresh = keep(startApp({ env: app.env, relay: app.relay }));
  fresh.main.chosen = file;
  const alias = 'Team Birke';
  await fresh.desk.restoreAsNew({ secret: SECRET, passphrase: PASSPHRASE, alias, language: 'de' });
  await settled();
  const [there] = await all(fresh, place);
  expect(there).toMatchObject({
    codeIds: [own],
    memo: 'Pause',
    creator: 'Team Ahorn',
    lost: false,
  });
  const shown = (await read(fresh, place.conversation)).map(({ id }) => id);
  expect(shown).toContain(there?.target.messageId);
  const { codes } = (await fresh.desk.coding(null)).codebook;
  expect(codes.find(({ id }) => id === own)?.label.de).toBe('Schulhof');
  expect(codes.find(({ id }) => id === base.id)?.into).toBe(other.id);

  const mine = await all(app, place);
  app.main.chosen = file;
  expect(await app.desk.restore({ secret: SECRET })).toMatchObject({ ok: true });
  expect(await all(app, place)).toEqual(mine);
});
