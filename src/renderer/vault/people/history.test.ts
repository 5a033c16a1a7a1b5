import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { sign, signKeysFrom } from '../../../../protocol/crypto/keys.ts';
import { signedBy, testTeam } from '../../../../protocol/testing/team.ts';
import {
  documentHash,
  readDocument,
  signDocument,
  type TeamDocument,
} from '../../../../protocol/team/document.ts';
import { newDevice, parseRootCode, rootSeed } from '../../../../protocol/crypto/identity.ts';
import { deviceEntry } from '../../../../protocol/team/device-entry.ts';
import { MAX_TEAM_DOCUMENTS, MAX_TEAM_NEWS } from '../limits.ts';
import { deviceOf, publicKeysOf } from '../team/device.ts';
import { PASSPHRASE, restart } from '../testing/bench.ts';
import { endAll, keep, POLL, team } from '../testing/journey.ts';
import { letIn, roster } from '../testing/newcomers.ts';
import { settled } from '../testing/test-env.ts';
import { stepsOf, withDocument, type Whole } from './history.ts';
import { newsBetween, nothing, type Membership } from './membership.ts';

/** Each new vault derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`history properties: seed ${seed}`);

const t = testTeam(`history ${seed}`, [['operator', 'coordinator']]);
const [t0, t1, t2] = t.roots;
const first: Whole = { document: t.document, bytes: t.bytes };

const after = (before: Whole, changes: Partial<TeamDocument> = {}, by = t0): Whole => {
  const { seq } = before.document;
  const next = { ...before.document, seq: seq + 1, prev: documentHash(before.bytes), ...changes };
  const bytes = signedBy(by, next);
  return { document: readDocument(bytes), bytes };
};

/** Every document heard of, one after the other. */
const heard = (documents: readonly Whole[]): Membership =>
  documents.reduce<Membership>((kept, next, n) => {
    const before = documents[n - 1];
    return before === undefined ? kept : withDocument(kept, before, next);
  }, nothing);

const proofsOf = ({ documents }: Membership, news: Parameters<typeof stepsOf>[1] = []) =>
  stepsOf(documents, news).map(({ seq, proof, missed }) => ({ seq, proof, missed }));

test('each document is tied to the one before: by its hash, by a gap, or by the next key', () => {
  const second = after(first);
  const fifth = after(second, { seq: 5 });
  const root = after(fifth, { seq: 99, signer: t1.publicKey, next: t2.publicKey }, t1);
  expect(proofsOf(heard([first, second, fifth, root]))).toEqual([
    { seq: 99, proof: 'root', missed: 0 },
    { seq: 5, proof: 'gap', missed: 2 },
    { seq: 2, proof: 'follows', missed: 0 },
    { seq: 1, proof: 'first', missed: 0 },
  ]);
});

test('a document that is left out, or exchanged, breaks the tie of the one after it', () => {
  const second = after(first);
  const { documents } = heard([first, second, after(second)]);
  const [third, , oldest] = documents;
  if (third === undefined || oldest === undefined) throw new Error('three documents');
  expect(proofsOf({ ...nothing, documents: [third, oldest] })[0]).toMatchObject({ proof: 'gap' });
  const other = { ...oldest, seq: 2 };
  expect(proofsOf({ ...nothing, documents: [third, other] })[0]).toMatchObject({ proof: 'gap' });
});

test('whatever is missed, what is counted as seen and as missed adds up to where the newest stands', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 12 }), (leaps) => {
      const documents = leaps.reduce<readonly Whole[]>(
        (all, leap) => {
          const before = all.at(-1) ?? first;
          return [...all, after(before, { seq: before.document.seq + leap })];
        },
        [first],
      );
      const steps = proofsOf(heard(documents));
      const missed = steps.reduce((sum, one) => sum + one.missed, 0);
      expect(steps.length === 0 ? 1 : steps.length + missed).toBe(documents.at(-1)?.document.seq);
    }),
    { seed, numRuns: 40 },
  );
});

test('what it changed besides devices is said, and only the newest are kept', () => {
  const named = after(first, { profile: [{ key: 'name', lang: '', value: 'Anders' }] });
  const moved = after(named, { origins: ['wss://elsewhere.example'] });
  const steps = stepsOf(heard([first, named, moved]).documents, []);
  expect(steps.map(({ changed }) => changed)).toEqual([['relays'], ['profile'], []]);
  const kept = heard([first, named]).documents;
  const many = { ...nothing, documents: Array.from({ length: 999 }, () => kept[0] ?? never()) };
  expect(withDocument(many, named, moved).documents).toHaveLength(MAX_TEAM_DOCUMENTS);
});

const newEntry = () => deviceEntry(publicKeysOf(deviceOf({ device: newDevice() })), ['operator']);

test('a document that changed devices never reads as if nothing had changed, also when what changed is kept no longer', () => {
  const { devices } = first.document;
  const [one, other] = [newEntry(), newEntry()];
  const joined = after(first, { devices: [...devices, one, other] });
  const left = after(joined, { devices: [...devices, other], revoked: [one.id] });
  const signed = after(left);
  const crossed = after(signed, { revoked: [one.id, newEntry().id] });
  const pairs = [joined, left, signed, crossed];
  const { documents } = heard([first, ...pairs]);
  const changedWith = (news: Parameters<typeof stepsOf>[1]) =>
    stepsOf(documents, news)
      .toReversed()
      .map(({ changed }) => changed);
  expect(changedWith([])).toEqual([[], ['devices'], ['devices'], [], ['revoked']]);
  const news = [first, ...pairs]
    .flatMap((doc, n, all) => newsBetween((all[n - 1] ?? doc).document, doc.document))
    .map((event) => ({ ...event, name: '' }))
    .toReversed();
  expect(changedWith(news)).toEqual([[], [], [], [], ['revoked']]);
  // The oldest news still here may be all that is left of what its document changed.
  const [newest] = news;
  if (newest === undefined) throw new Error('news');
  const full = [...Array.from({ length: MAX_TEAM_NEWS - 1 }, () => newest), ...news.slice(-1)];
  expect(changedWith(full)[1]).toEqual(['devices']);
});

for (const writes of [1, 2, 3]) {
  test(`a vault that dies after ${writes} of the writes a newcomer asks for keeps no step without what it changed`, async () => {
    const app = await team();
    const second = await letIn(app);
    await settled();
    await letIn(app, ['operator', 'coordinator']);
    second.disk.crashAfter = writes;
    second.main.tell({ type: 'team-newer', documentSeq: 3 });
    await settled();
    second.crash();
    const again = keep(restart(second));
    expect(await again.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
    const steps = await again.desk.teamHistory(null);
    const kept = steps.filter(({ seq, proof }) => seq === 3 && proof === 'follows');
    expect(kept.every(({ news }) => news.length > 0)).toBe(true);
  });
}

const never = (): never => {
  throw new Error('nothing kept');
};

test('what happened before documents were kept stands at the end, without a proof', () => {
  const device = t.document.devices[0]?.id ?? '';
  const news = { seq: 1, at: 7, kind: 'joined', device, name: 'Mira', roles: [] } as const;
  const third = after(after(first));
  const steps = stepsOf(heard([after(first), third]).documents, [news]);
  expect(steps.at(-1)).toMatchObject({ seq: 1, at: 7, proof: 'unkept', key: '', news: [news] });
});

test('a vault tells every document it has accepted, over a restart, and which one it did not see', async () => {
  const app = await team();
  const [only] = await app.desk.teamHistory(null);
  expect(only).toMatchObject({ seq: 1, proof: 'first', news: [] });
  const second = await letIn(app);
  const { device } = await second.desk.team(null);
  await second.desk.lock(null);
  const root = signKeysFrom(rootSeed(parseRootCode(app.rootCode), 0));
  for (const _ of [3, 4]) {
    const held = readDocument(app.relay.document);
    const prev = documentHash(app.relay.document);
    const next = { ...held, seq: held.seq + 1, prev, issued: app.env.now() };
    app.relay.putTeam(
      signDocument(next, (message) => sign(root, message)),
      '',
    );
  }
  app.main.tell({ type: 'team-newer', documentSeq: 4 });
  await expect.poll(async () => (await app.desk.team(null)).documentSeq, POLL).toBe(4);
  const again = keep(restart(app));
  expect(await again.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  const steps = await again.desk.teamHistory(null);
  expect(steps.map(({ seq, proof, missed }) => ({ seq, proof, missed }))).toEqual([
    { seq: 4, proof: 'gap', missed: 1 },
    { seq: 2, proof: 'follows', missed: 0 },
    { seq: 1, proof: 'first', missed: 0 },
  ]);
  expect(steps[1]?.news).toMatchObject([{ kind: 'joined', device }]);
  expect((await roster(again)).history).toHaveLength(1);
});
