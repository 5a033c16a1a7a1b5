// @vitest-environment node
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import {
  putCopyBack,
  storedVault,
  type StoredVault,
} from '../../../../tests/support/stored-vault.ts';
import { CHECK_AFTER_MS, REPAIRS_GATHER_MS } from '../limits.ts';
import { PASSPHRASE, startApp, type App } from '../testing/bench.ts';
import { endAll, inboxOf, keep, read, textsOf } from '../testing/journey.ts';
import { whole } from '../testing/incidents.ts';
import { settled } from '../testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });

const stored: StoredVault[] = [];
afterEach(async () => {
  endAll();
  for (const one of stored.splice(0)) await one.stop();
});

/** What was in each when it was written, by its folder under vault-2. */
const vaults = {
  // Keyring core 2 without `published`.
  first: {
    stars: [5, null],
    contact: null,
  },
  later: {
    stars: [5, null],
    contact: { name: 'Ada Beispiel', phone: '030 123456', purpose: 'Nur für einen Rückruf' },
  },
} as const;
type Name = keyof typeof vaults;
const names = Object.keys(vaults) as Name[];

async function putBack(name: Name): Promise<StoredVault> {
  const vault = await storedVault(`vault-2/${name}`);
  stored.push(vault);
  return vault;
}

async function unlockedOver({ files }: StoredVault, database: string) {
  const app = keep(startApp({ files, database }));
  const answer = await app.desk.unlock({ passphrase: PASSPHRASE });
  await settled();
  return { app, answer };
}

async function contents(app: App) {
  const conversations = await inboxOf(app);
  const texts: string[] = [];
  for (const { id } of conversations) texts.push(...textsOf(await read(app, id)));
  const { cases } = await app.desk.cases({ from: 0, limit: 10 });
  const [line] = cases;
  if (line === undefined) throw new Error('no case');
  const file = await app.desk.readCase({ case: line.id });
  const [photo] = await app.desk.evidence({ case: line.id });
  if (photo === undefined) throw new Error('no evidence');
  await app.desk.saveEvidence({ case: line.id, id: photo.id });
  const rated = conversations.find(({ stars }) => stars !== null);
  const contact = rated === undefined ? null : await app.desk.contact({ conversation: rated.id });
  return {
    texts: texts.filter((text) => text !== '').toSorted(),
    stars: conversations.map(({ stars }) => stars).toSorted((a, b) => (b ?? 0) - (a ?? 0)),
    cases: cases.length,
    incident: file?.incident,
    photo: [...app.main.savedFiles.values()].map((bytes) => new TextDecoder().decode(bytes)),
    contact,
    log: (await app.desk.verifyAudit(null)).sound,
  };
}

const expected = (name: Name) => ({
  texts: [
    'Auf dem Schulhof hat jemand etwas gerufen.',
    'Danke, dass du schreibst. Wir lesen mit.',
    'Danke, dass du schreibst. Wir lesen mit.',
    'Es waren drei aus der Parallelklasse.',
    'Heute war es wieder so.',
    'In der Straßenbahn, gestern Abend.',
  ],
  stars: vaults[name].stars,
  cases: 1,
  incident: expect.objectContaining({ date: whole.date, category: whole.category }),
  photo: ['ein Foto'],
  contact: vaults[name].contact === null ? null : expect.objectContaining(vaults[name].contact),
  log: true,
});

test.each(names)(
  'a vault of format 2 (%s) opens with its copy: nothing is rebuilt, repaired or alarming, and everything is in it',
  async (name) => {
    const vault = await putBack(name);
    const database = `stored-${name}`;
    await putCopyBack(`vault-2/${name}`, `${database}-1`);
    const { app, answer } = await unlockedOver(vault, database);
    expect(answer).toEqual({ ok: true, value: { rebuilt: 0 } });
    expect(await contents(app)).toEqual(expected(name));
    await app.env.advance(CHECK_AFTER_MS + REPAIRS_GATHER_MS);
    await settled();
    expect(app.facts.filter(({ type }) => type === 'trouble')).toEqual([]);
  },
);

test.each(names)(
  'and without it, from the journal (%s); then again, after this version has written to it',
  async (name) => {
    const vault = await putBack(name);
    const { app, answer } = await unlockedOver(vault, `bare-${name}`);
    expect(answer).toMatchObject({ ok: true });
    expect(await contents(app)).toEqual(expected(name));
    await app.desk.lock(null);
    const again = await unlockedOver(vault, `bare-${name}`);
    expect(again.answer).toEqual({ ok: true, value: { rebuilt: 0 } });
    expect(await contents(again.app)).toEqual(expected(name));
  },
);
