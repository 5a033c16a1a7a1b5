import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { fixtureBytes } from '../../../../tests/support/stored-vault.ts';
import { PASSPHRASE, startApp, type App } from '../testing/bench.ts';
import { endAll, inboxOf, keep, read, team, textsOf } from '../testing/journey.ts';
import { whole } from '../testing/incidents.ts';

/** Backups of format 1 as earlier versions wrote them (tests/fixtures/backup-1), read by this one. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const SECRET = 'sieben Kraniche über dem kalten Moor';
const TEXTS = [
  'Auf dem Schulhof hat jemand etwas gerufen.',
  'Danke, dass du schreibst. Wir lesen mit.',
  'Danke, dass du schreibst. Wir lesen mit.',
  'Es waren drei aus der Parallelklasse.',
  'In der Straßenbahn, gestern Abend.',
];

const files = [
  { name: 'first', code: '9A12-934Y-0G9D-M9DE-BZWZ-TYRJ-40VX', contact: null },
  { name: 'later', code: 'VHYH-K439-SJN4-FQTE-26FJ-V79J-Z806', contact: 'Ada Beispiel' },
] as const;

async function restoredAsNew(name: string, secret: string): Promise<App> {
  const app = keep(startApp());
  app.main.chosen = await fixtureBytes(`backup-1/${name}.age`);
  const about = { passphrase: PASSPHRASE, alias: 'Team Birke', language: 'de' } as const;
  const restored = await app.desk.restoreAsNew({ secret, ...about });
  expect(restored).toMatchObject({ ok: true, value: { evidence: 1 } });
  return app;
}

async function contents(app: App) {
  const conversations = await inboxOf(app);
  const texts: string[] = [];
  for (const { id } of conversations) texts.push(...textsOf(await read(app, id)));
  const { cases } = await app.desk.cases({ from: 0, limit: 10 });
  for (const line of cases) {
    for (const { id } of await app.desk.evidence({ case: line.id })) {
      await app.desk.saveEvidence({ case: line.id, id });
    }
  }
  const incidents = await Promise.all(
    cases.map(async ({ id }) => (await app.desk.readCase({ case: id }))?.incident),
  );
  const rated = conversations.find(({ stars }) => stars === 5);
  const contact = rated === undefined ? null : await app.desk.contact({ conversation: rated.id });
  return {
    texts: texts.filter((text) => text !== '').toSorted(),
    dates: incidents.map((incident) => incident?.date),
    files: [...app.main.savedFiles.values()].map((bytes) => new TextDecoder().decode(bytes)),
    contact: contact?.name ?? null,
  };
}

test.each(files)(
  'a stored backup ($name) becomes a new device by its passphrase and by its code',
  async ({ name, code, contact }) => {
    for (const secret of [SECRET, code]) {
      const app = await restoredAsNew(name, secret);
      expect(await contents(app)).toEqual({
        texts: TEXTS,
        dates: [whole.date],
        files: ['ein Foto'],
        contact,
      });
    }
  },
);

test.each(files)(
  'a stored backup ($name) of another team is not read into a vault',
  async ({ name }) => {
    const app = await team();
    app.main.chosen = await fixtureBytes(`backup-1/${name}.age`);
    expect(await app.desk.restore({ secret: SECRET })).toMatchObject({ ok: false });
    expect(await inboxOf(app)).toEqual([]);
  },
);
