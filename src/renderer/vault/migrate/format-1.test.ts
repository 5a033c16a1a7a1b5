// @vitest-environment node
import 'fake-indexeddb/auto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openJournal } from '../../../main/journal/journal.ts';
import { startApp } from '../testing/bench.ts';
import { FakeDisk } from '../testing/fake-disk.ts';
import { endAll, keep, read, textsOf } from '../testing/journey.ts';
import { settled } from '../testing/test-env.ts';

const PASSPHRASE = 'richtig Pferd Batterie';
const fixture = path.join(import.meta.dirname, '../../../../tests/fixtures/vault-1');

afterEach(endAll);

/** The vault of format 1 on a disk of its own. */
async function oldDisk(): Promise<FakeDisk> {
  const disk = new FakeDisk();
  disk.header = new Uint8Array(await readFile(path.join(fixture, 'header')));
  disk.keyrings.set(0, new Uint8Array(await readFile(path.join(fixture, 'keyring'))));
  const journal = await openJournal(path.join(fixture, 'journal'));
  disk.journals.set(0, [...(await journal.replay(0)).entries]);
  await journal.close();
  return disk;
}

async function contents(disk: FakeDisk): Promise<string> {
  const app = keep(startApp({ disk }));
  const opened = await app.desk.unlock({ passphrase: PASSPHRASE });
  if (!opened.ok) throw new Error(opened.refusal);
  const { conversations } = await app.desk.conversations({ from: 0, limit: 10 });
  const texts: string[] = [];
  for (const { id } of conversations) texts.push(...textsOf(await read(app, id)));
  const { cases } = await app.desk.cases({ from: 0, limit: 10 });
  const [first] = cases;
  const file = first === undefined ? null : await app.desk.readCase({ case: first.id });
  app.crash();
  return JSON.stringify({
    texts: texts.toSorted(),
    stars: conversations.map(({ stars }) => stars).toSorted((a, b) => (b ?? 0) - (a ?? 0)),
    narrative: file?.incident.narrative,
    reference: file?.reference,
  });
}

const everything = JSON.stringify({
  texts: [
    '',
    'Auf dem Schulhof hat jemand etwas gerufen.',
    'Danke, dass du schreibst. Wir lesen mit.',
    'Danke, dass du schreibst. Wir lesen mit.',
    'Es waren drei aus der Parallelklasse.',
    'In der Straßenbahn, gestern Abend.',
  ],
  stars: [5, null],
  narrative: 'Beschimpfung in der großen Pause.',
  reference: '2026-0001',
});

test('a vault of format 1 opens with everything in it, and again', async () => {
  const disk = await oldDisk();
  expect(await contents(disk)).toBe(everything);
  expect(await contents(disk)).toBe(everything);
});

test('afterwards nothing of format 1 is left on the disk', async () => {
  const disk = await oldDisk();
  await contents(disk);
  expect([...disk.journals.keys()]).toEqual([1]);
  expect([...disk.keyrings.keys()]).toEqual([1]);
});

test('a wrong passphrase changes nothing', async () => {
  const disk = await oldDisk();
  const { header } = disk;
  const app = keep(startApp({ disk }));
  expect(await app.desk.unlock({ passphrase: 'falsch' })).toEqual({
    ok: false,
    refusal: 'wrong-passphrase',
  });
  expect(disk.header).toBe(header);
});

test('the app dying at any step of the migration costs nothing', async () => {
  for (let step = 1; ; step += 1) {
    const disk = await oldDisk();
    disk.crashAfter = step;
    const app = keep(startApp({ disk }));
    let opened = false;
    void app.desk.unlock({ passphrase: PASSPHRASE }).then(
      () => (opened = true),
      () => undefined,
    );
    await settled();
    app.crash();
    disk.crashAfter = Infinity;
    expect(await contents(disk)).toBe(everything);
    if (opened) break;
  }
}, 60_000);
