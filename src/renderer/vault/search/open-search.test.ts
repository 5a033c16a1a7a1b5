import { expect, test } from 'vitest';
import { wordsIn } from '../testing/bytes.ts';
import { settled } from '../testing/test-env.ts';
import { MAX_HITS, QUIET_MS, SAVE_EVERY_CHANGES } from './limits.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import { answered, FakeRecords, query, START, texts } from './testing/fake-records.ts';

const DAY = 86_400_000;

test('messages, cases and evidence are found and say where they belong', async () => {
  const records = new FakeRecords();
  const talk = records.talk('Ahorn 27');
  records.say(talk, 'Am Bahnhof wurde ein Hakenkreuz gemalt');
  const file = records.addCase('2026-0001', { narrative: 'Hakenkreuz am Bahnhof' }, talk);
  records.addEvidence(file, 'foto.jpg', 'Das Hakenkreuz von nahem');
  const search = await records.open();
  const { hits, more } = await answered(search, query('hakenkreuz'));
  expect(more).toBe(false);
  const conversation = records.talks.get(talk)?.id;
  const id = records.files.get(file)?.id;
  expect(new Set(hits.map(({ kind, title, case: of }) => `${kind} ${title} ${of}`))).toEqual(
    new Set([`message Ahorn 27 null`, `case 2026-0001 ${id}`, `evidence 2026-0001 ${id}`]),
  );
  expect(hits.every((hit) => hit.conversation === conversation)).toBe(true);
});

test('every part of a case that names something is searched', async () => {
  const records = new FakeRecords();
  records.addCase('2026-0042', {
    narrative: 'eins',
    placeName: 'zwei',
    institution: 'drei',
    municipality: 'vier',
    district: 'fünf',
    identifiers: ['sechs'],
  });
  const search = await records.open();
  for (const word of ['eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', '0042']) {
    expect((await answered(search, query(word))).hits).toHaveLength(1);
  }
});

test('the file name of evidence is searched like its caption', async () => {
  const records = new FakeRecords();
  records.addEvidence(records.addCase('2026-0001', {}), 'Aushang.pdf', 'Brief');
  const search = await records.open();
  expect((await answered(search, query('aushang'))).hits).toHaveLength(1);
});

test('filters narrow the answer: dates, operator, language, kinds and codes', async () => {
  const records = new FakeRecords();
  const german = records.talk('Ahorn 27', 'de');
  const dutch = records.talk('Eik 12', 'nl-BE');
  records.say(german, 'wort alt', { at: START - 9 * DAY });
  records.say(german, 'wort neu');
  records.say(german, 'wort antwort', { alias: 'Mira' });
  records.say(dutch, 'wort nederlands');
  records.addCase(
    '2026-0001',
    { narrative: 'wort fall', category: 'threat', bias: ['ANTISEM'] },
    german,
  );
  records.addCase('2026-0002', { narrative: 'wort anderer', category: 'insult' }, dutch);
  const search = await records.open();
  const found = async (more: Parameters<typeof query>[1]) =>
    (await texts(search, query('wort', more)))
      .map((text) => text.split(/\s/u)[1] ?? '')
      .toSorted((a, b) => (a < b ? -1 : 1));
  expect(await found({ to: START - DAY })).toEqual(['alt']);
  expect(await found({ from: START, kinds: ['message'] })).toEqual([
    'antwort',
    'nederlands',
    'neu',
  ]);
  expect(await found({ operator: 'Mira' })).toEqual(['antwort']);
  expect(await found({ operator: 'Nobody' })).toEqual([]);
  expect(await found({ language: 'nl' })).toEqual(['anderer', 'nederlands']);
  expect(await found({ kinds: ['case'] })).toEqual(['anderer', 'fall']);
  expect(await found({ codes: ['ANTISEM', 'threat'] })).toEqual(['alt', 'antwort', 'fall', 'neu']);
  expect(await found({ codes: ['threat', 'insult'] })).toEqual([]);
});

test('a note of the team is a kind of its own, apart from what was said', async () => {
  const records = new FakeRecords();
  const talk = records.talk('Ahorn 27');
  records.say(talk, 'wort gesagt');
  records.say(talk, 'wort notiert', { alias: 'Mira', note: true });
  const search = await records.open();
  expect(await texts(search, query('wort', { kinds: ['note'] }))).toEqual(['wort notiert']);
  expect(await texts(search, query('wort', { kinds: ['message'] }))).toEqual(['wort gesagt']);
  const { hits } = await answered(search, query('notiert', { kinds: [] }));
  expect(hits).toMatchObject([{ kind: 'note', title: 'Ahorn 27', case: null }]);
});

test('whoever writes under another name by now is found by each of their names, and nobody else', async () => {
  const records = new FakeRecords();
  const talk = records.talk('Ahorn 27');
  const [mira, other] = [SenderKey('1'.repeat(64)), SenderKey('2'.repeat(64))];
  records.say(talk, 'wort früher', { alias: 'Mira', by: mira });
  records.say(talk, 'wort heute', { alias: 'Noor B.', by: mira });
  records.say(talk, 'wort anderer', { alias: 'Jonas', by: other });
  records.people = [
    { sender: mira, names: ['Laptop vorne', 'Noor B.', 'Mira'] },
    { sender: other, names: ['Jonas'] },
  ];
  const search = await records.open();
  const by = async (operator: string) => new Set(await texts(search, query('wort', { operator })));
  const both = new Set(['wort früher', 'wort heute']);
  for (const name of ['Mira', 'noor', 'b. NOOR', 'laptop']) expect(await by(name)).toEqual(both);
  expect(await by('Jonas')).toEqual(new Set(['wort anderer']));
  expect(await by('Mira Noor')).toEqual(new Set());
  records.people = [];
  expect(await by('mi')).toEqual(both);
});

test('a page is as long as asked, never longer than the limit, and says whether there is more', async () => {
  const records = new FakeRecords();
  const talk = records.talk('Ahorn 27');
  for (let i = 0; i < MAX_HITS + 5; i += 1) records.say(talk, 'wort', { at: START + i });
  const search = await records.open();
  const three = await answered(search, query('wort', { limit: 3 }));
  expect(three.hits.map(({ at }) => at - START)).toEqual([54, 53, 52]);
  expect(three.more).toBe(true);
  const most = await answered(search, query('wort', { limit: 1e9 }));
  expect([most.hits.length, most.more]).toEqual([MAX_HITS, true]);
  expect((await answered(search, query('wort', { limit: -1 }))).hits).toEqual([]);
});

test('what is committed is found, what is deleted is not', async () => {
  const records = new FakeRecords();
  const talk = records.talk('Ahorn 27');
  const search = await records.open();
  await search.ready;
  const id = records.say(talk, 'eben gesagt');
  expect(await texts(search, query('eben'))).toEqual(['eben gesagt']);
  records.say(talk, 'anders gesagt', { id });
  expect(await texts(search, query('eben'))).toEqual([]);
  records.commit([{ bucket: talk, table: 'message', id, seq: 1, value: null }]);
  expect(await texts(search, query('anders'))).toEqual([]);
});

test('while the index is being built, answers say that they are not complete', async () => {
  const records = new FakeRecords();
  records.say(records.talk('Ahorn 27'), 'wort');
  const search = await records.open();
  expect((await search.search(query('wort'))).complete).toBe(false);
  await search.ready;
  expect((await search.search(query('wort'))).complete).toBe(true);
});

test('after a restart nothing is read again but what is shown', async () => {
  const records = new FakeRecords();
  const talk = records.talk('Ahorn 27');
  for (let i = 0; i < 600; i += 1) records.say(talk, `wort${i}`);
  const first = await records.open();
  await first.ready;
  await first.stop();
  records.reads = 0;
  const second = await records.open();
  await second.ready;
  expect(await texts(second, query('wort599'))).toEqual(['wort599']);
  expect(records.reads).toBe(1);
});

test('after a restart the tail is read: what was said, changed and deleted since', async () => {
  const records = new FakeRecords();
  const talk = records.talk('Ahorn 27');
  const gone = records.say(talk, 'verschwunden');
  const changed = records.say(talk, 'vorher');
  const first = await records.open();
  await first.ready;
  await first.stop();
  records.say(talk, 'hinzugekommen');
  records.say(talk, 'nachher', { id: changed });
  records.commit([{ bucket: talk, table: 'message', id: gone, seq: 1, value: null }]);
  const second = await records.open();
  for (const word of ['verschwunden', 'vorher'])
    expect(await texts(second, query(word))).toEqual([]);
  for (const word of ['hinzugekommen', 'nachher']) {
    expect(await texts(second, query(word))).toEqual([word]);
  }
});

test('in another generation of the journal everything is built anew', async () => {
  const records = new FakeRecords();
  records.say(records.talk('Ahorn 27'), 'wort');
  const first = await records.open();
  await first.ready;
  await first.stop();
  records.generation = 2;
  const second = await records.open();
  expect(await texts(second, query('wort'))).toEqual(['wort']);
});

test.each(['search/root', 'search/0'])(
  'when %s is damaged everything is built anew',
  async (name) => {
    const records = new FakeRecords();
    records.say(records.talk('Ahorn 27'), 'wort');
    const first = await records.open();
    await first.ready;
    await first.stop();
    const sheet = records.sheets.get(name) ?? new Uint8Array();
    expect(sheet.length).toBeGreaterThan(0);
    sheet.fill(7, 0, 20);
    const second = await records.open();
    expect(await texts(second, query('wort'))).toEqual(['wort']);
  },
);

test('a record deleted or changed while it is being read is not taken in as it was', async () => {
  const records = new FakeRecords();
  const talk = records.talk('Ahorn 27');
  const gone = records.say(talk, 'geheim');
  const changed = records.say(talk, 'vorher');
  records.reading = () => {
    records.reading = () => undefined;
    records.commit([{ bucket: talk, table: 'message', id: gone, seq: 1, value: null }]);
    records.say(talk, 'nachher', { id: changed });
  };
  const search = await records.open();
  expect(await texts(search, query('nachher'))).toEqual(['nachher']);
  for (const word of ['geheim', 'vorher']) expect(await texts(search, query(word))).toEqual([]);
  await search.save();
  const all = Uint8Array.from([...records.sheets.values()].flatMap((sheet) => [...sheet]));
  expect(wordsIn(all, ['geheim'])).toEqual([]);
});

test('of forgotten buckets no word is left in any sheet, and the old sheets are gone', async () => {
  const records = new FakeRecords();
  const talk = records.talk('Ahorn 27');
  const other = records.talk('Buche 11');
  records.say(talk, 'Zwetschgenkuchen שרביטו');
  records.say(other, 'Apfelkuchen');
  const file = records.addCase(
    '2026-0001',
    { narrative: 'Zwetschgenkuchen', category: 'insult' },
    talk,
  );
  const search = await records.open();
  await search.ready;
  const secret = ['zwetschgenkuchen', 'שרביטו', 'apfelkuchen', 'insult'];
  const written = (): readonly string[] =>
    wordsIn(Uint8Array.from([...records.sheets.values()].flatMap((one) => [...one])), secret);
  expect(written()).toEqual(secret);
  records.talks.delete(talk);
  records.files.delete(file);
  await search.forget(new Set([talk, file]));
  expect(written()).toEqual(['apfelkuchen']);
  expect(await texts(search, query('zwetschgenkuchen'))).toEqual([]);
  expect(await texts(search, query('apfelkuchen'))).toEqual(['Apfelkuchen']);
});

test('after a rewrite that took every sheet away, the next save writes all of them', async () => {
  const records = new FakeRecords();
  records.say(records.talk('Ahorn 27'), 'wort');
  const first = await records.open();
  await first.ready;
  records.sheets.clear();
  records.generation = 2;
  await first.save();
  await first.stop();
  records.reads = 0;
  const second = await records.open();
  await second.ready;
  expect(records.reads).toBe(0);
  expect(await texts(second, query('wort'))).toEqual(['wort']);
});

test('a snapshot is written once enough has changed and it is quiet', async () => {
  const records = new FakeRecords();
  const talk = records.talk('Ahorn 27');
  const search = await records.open();
  await search.ready;
  const before = records.sheets.get('search/root');
  for (let i = 0; i < SAVE_EVERY_CHANGES - 1; i += 1) records.say(talk, 'wort');
  await settled();
  await records.env.advance(QUIET_MS);
  expect(records.sheets.get('search/root')).toEqual(before);
  records.say(talk, 'wort');
  await settled();
  await records.env.advance(QUIET_MS);
  expect(records.sheets.get('search/root')).not.toEqual(before);
});

test('a deletion alone is enough to write the snapshot anew', async () => {
  const records = new FakeRecords();
  const talk = records.talk('Ahorn 27');
  const id = records.say(talk, 'zwetschgenkuchen');
  records.say(talk, 'apfelkuchen');
  const search = await records.open();
  await search.ready;
  records.commit([{ bucket: talk, table: 'message', id, seq: 1, value: null }]);
  await settled();
  await records.env.advance(QUIET_MS);
  await settled();
  const all = Uint8Array.from([...records.sheets.values()].flatMap((sheet) => [...sheet]));
  expect(wordsIn(all, ['zwetschgenkuchen', 'apfelkuchen'])).toEqual(['apfelkuchen']);
});

test('stopped once or twice, it answers nothing more and listens to nothing', async () => {
  const records = new FakeRecords();
  const talk = records.talk('Ahorn 27');
  records.say(talk, 'wort');
  const search = await records.open();
  await search.ready;
  await search.stop();
  await search.stop();
  records.say(talk, 'wort');
  expect((await search.search(query('wort'))).hits).toEqual([]);
});

test('stopped in the middle of building, it ends, and the next start completes it', async () => {
  const records = new FakeRecords();
  for (let i = 0; i < 300; i += 1) records.say(records.talk(`Ahorn ${i}`), `wort${i}`);
  const first = await records.open();
  await first.stop();
  const second = await records.open();
  expect((await answered(second, query('wort', { limit: 50 }))).hits).toHaveLength(50);
  expect(await texts(second, query('wort299'))).toEqual(['wort299']);
});

test('how long a query took is measured, and nothing else about it', async () => {
  const records = new FakeRecords();
  const search = await records.open();
  await search.search(query('wort'));
  expect([...records.env.durations.keys()]).toEqual(['vault-search']);
});

test('a query without kinds looks everywhere', async () => {
  const records = new FakeRecords();
  const talk = records.talk('Ahorn 27');
  records.say(talk, 'wort');
  records.addEvidence(records.addCase('2026-0001', { narrative: 'wort' }, talk), 'wort.pdf', '');
  const search = await records.open();
  expect((await answered(search, query('wort', { kinds: [] }))).hits).toHaveLength(3);
});

test('a record that no longer says the word is not shown, although the index is a moment behind', async () => {
  const records = new FakeRecords();
  const talk = records.talk('Ahorn 27');
  const id = records.say(talk, 'Hakenkreuz am Bahnhof');
  records.say(talk, 'Häuser und ein Bahnhof');
  const search = await records.open();
  await search.ready;
  const now = records.rows.get(id);
  const next = records.say(talk, 'Nichts mehr davon');
  const changed = records.rows.get(next);
  if (now === undefined || changed === undefined) throw new Error('two messages');
  records.rows.set(id, { ...now, value: changed.value });
  expect((await search.search(query('hakenkreuz'))).hits).toEqual([]);
  expect((await search.search(query('bahnhof nichts'))).hits).toEqual([]);
  for (const word of ['haus', 'bahnhöfe', 'bahnhfo'])
    expect((await search.search(query(word))).hits, word).toHaveLength(1);
});

test('words that a crash left in the snapshot after an erase go when it is read', async () => {
  const records = new FakeRecords();
  const talk = records.talk('Ahorn 27');
  const other = records.talk('Buche 11');
  const id = records.say(talk, 'Zwetschgenkuchen');
  records.say(other, 'Apfelkuchen');
  const first = await records.open();
  await first.ready;
  await first.stop();
  records.rows.delete(id);
  records.talks.delete(talk);
  const second = await records.open();
  await second.ready;
  const all = Uint8Array.from([...records.sheets.values()].flatMap((sheet) => [...sheet]));
  expect(wordsIn(all, ['zwetschgenkuchen', 'apfelkuchen'])).toEqual(['apfelkuchen']);
  expect(await texts(second, query('apfelkuchen'))).toEqual(['Apfelkuchen']);
});
