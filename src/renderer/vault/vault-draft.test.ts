import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { ok, refuse } from '../../contract/outcome.ts';
import type { ConversationId } from '../../contract/desk.ts';
import { DRAFT_LIMIT } from '../../contract/work.ts';
import { begun } from './testing/begun.ts';
import { PASSPHRASE, restart } from './testing/bench.ts';
import { endAll, keep } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

test('a reply that was begun is there after a crash, and gone once it was sent', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  expect(await app.desk.draft({ conversation })).toBe('');
  expect(await app.desk.keepDraft({ conversation, text: 'Magst du mir ' })).toEqual(ok(null));
  expect(await app.desk.keepDraft({ conversation, text: 'Magst du mir sagen, ' })).toEqual(
    ok(null),
  );

  const again = keep(restart(app));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  expect(await again.desk.draft({ conversation })).toBe('Magst du mir sagen, ');
  await again.desk.send({ conversation, text: 'Magst du mir sagen, wann?' });
  expect(await again.desk.draft({ conversation })).toBe('');

  await again.desk.keepDraft({ conversation, text: 'Noch etwas' });
  await again.desk.keepDraft({ conversation, text: ' ' });
  expect(await again.desk.draft({ conversation })).toBe('');
});

test('a reply that was begun goes with its conversation', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  await app.desk.keepDraft({ conversation, text: 'Geheim' });
  expect(await app.desk.eraseConversation({ conversation })).toEqual(ok(null));
  reporter.say('Neu');
  await settled();
  expect(await app.desk.draft({ conversation })).toBe('');
  expect(reporter.got).toEqual([]);
});

test('more than anybody writes is refused in a word, and so is a conversation that is not here', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  const longest = '🌻'.repeat(DRAFT_LIMIT);
  expect(await app.desk.keepDraft({ conversation, text: longest })).toEqual(ok(null));
  expect(await app.desk.keepDraft({ conversation, text: `${longest}x` })).toEqual(
    refuse('too-long'),
  );
  expect(await app.desk.draft({ conversation })).toBe(longest);
  const nowhere = 'a'.repeat(32) as ConversationId;
  expect(await app.desk.keepDraft({ conversation: nowhere, text: 'x' })).toEqual(
    refuse('unknown-conversation'),
  );
});

test('how far somebody has come in the checklist for acute danger is kept through lock and restart, sealed, until it is recorded', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  const state = { ticked: [{ step: 'Gefragt', at: 7 }], promised: 'Bis acht.' };
  expect(await app.desk.danger({ conversation })).toBeNull();
  expect(await app.desk.keepDanger({ conversation, state })).toEqual(ok(null));
  await app.desk.lock(null);
  const again = keep(restart(app));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  expect(await again.desk.danger({ conversation })).toEqual(state);
  expect(await again.desk.draft({ conversation })).toBe('');
  expect(await again.desk.keepDanger({ conversation, state: null })).toEqual(ok(null));
  expect(await again.desk.danger({ conversation })).toBeNull();
  const nowhere = 'a'.repeat(32) as ConversationId;
  expect(await again.desk.keepDanger({ conversation: nowhere, state })).toEqual(
    refuse('unknown-conversation'),
  );
});
