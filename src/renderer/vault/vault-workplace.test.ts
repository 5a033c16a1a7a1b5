import 'fake-indexeddb/auto';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { afterEach, expect, test, vi } from 'vitest';
import { ok, refuse } from '../../contract/outcome.ts';
import { READY_LIMIT, type ReadyReply } from '../../contract/workplace.ts';
import { TAG_LIMIT } from '../../contract/work.ts';
import { PASSPHRASE, restart } from './testing/bench.ts';
import { endAll, keep, team } from './testing/journey.ts';
import { readKeptViews } from './workplace/schemas.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const reply = (name: string, text: string): ReadyReply => ({
  name,
  texts: [{ language: 'de', text }],
});
const hello = reply('Begrüßung', 'Hallo, hier ist {alias} von {team}.');
const nobodys = { replies: [], mayEdit: true };
const view = {
  name: 'Schule auf Hebräisch',
  view: 'free',
  topic: 'Schule',
  language: 'he',
  tag: null,
} as const;

test('what somebody set up is there after a restart, and each part changes alone', async () => {
  const app = await team();
  expect(await app.desk.workplace(null)).toEqual({
    replies: [],
    views: [],
    atOnce: null,
    team: nobodys,
  });
  const all = { replies: [hello], views: [view], atOnce: 4 };
  expect(await app.desk.setWorkplace(all)).toEqual(ok(null));
  expect(await app.desk.setWorkplace({ atOnce: null })).toEqual(ok(null));

  const again = keep(restart(app));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  expect(await again.desk.workplace(null)).toEqual({ ...all, atOnce: null, team: nobodys });
});

test('replies go into a file and come out of it; a reply of the same name is replaced where it stood', async () => {
  const app = await team();
  expect(await app.desk.exportReplies(null)).toEqual(refuse('nothing'));
  const bye = reply('Abschied', 'Pass auf dich auf.');
  await app.desk.setWorkplace({ replies: [hello, bye] });
  expect(await app.desk.exportReplies(null)).toMatchObject({ ok: true });
  const text = app.main.saved.at(-1)?.text ?? '';

  const newer = reply('Begrüßung', 'Hallo!');
  await app.desk.setWorkplace({ replies: [newer, reply('Eigene', 'Nur hier.')] });
  app.main.chosen = utf8ToBytes(text);
  const read = await app.desk.importReplies(null);
  expect(read).toMatchObject({ ok: true, value: { read: 2 } });
  expect((await app.desk.workplace(null)).replies).toEqual([
    hello,
    reply('Eigene', 'Nur hier.'),
    bye,
  ]);
});

test('a file that is no file of replies changes nothing', async () => {
  const app = await team();
  await app.desk.setWorkplace({ replies: [hello] });
  const file = { format: 'beistand-replies', version: 1, replies: [hello] };
  const bad = [
    'no json',
    JSON.stringify({ ...file, version: 2 }),
    JSON.stringify({ ...file, replies: [] }),
    JSON.stringify({ ...file, replies: [hello, hello] }),
    JSON.stringify({ ...file, replies: [{ ...hello, texts: [] }] }),
  ];
  for (const text of bad) {
    app.main.chosen = utf8ToBytes(text);
    expect(await app.desk.importReplies(null)).toEqual(refuse('bad-file'));
  }
  const many = Array.from({ length: READY_LIMIT }, (_, n) => reply(`Antwort ${n}`, 'x'));
  app.main.chosen = utf8ToBytes(JSON.stringify({ ...file, replies: many }));
  expect(await app.desk.importReplies(null)).toEqual(refuse('too-large'));
  expect((await app.desk.workplace(null)).replies).toEqual([hello]);
});

test('more than one device should carry is refused in a word', async () => {
  const app = await team();
  const long = Array.from({ length: 70 }, (_, n) => reply(`Antwort ${n}`, 'x'.repeat(4000)));
  expect(await app.desk.setWorkplace({ replies: long })).toEqual(refuse('too-large'));
  expect(await app.desk.setWorkplace({ replies: long.slice(0, 60) })).toEqual(ok(null));
});

test('a view that was kept before there were tags names none', () => {
  const { tag: _, ...before } = view;
  expect(readKeptViews({ value: [before] })).toEqual({ value: [view] });
  expect(readKeptViews({ value: [{ ...before, tag: 'x'.repeat(TAG_LIMIT + 1) }] })).toBeNull();
});
