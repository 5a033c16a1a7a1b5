import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { readDocument } from '../../../protocol/team/document.ts';
import type { ProfileTexts } from '../../contract/profile.ts';
import { PASSPHRASE, restart, type App } from './testing/bench.ts';
import { endAll, keep, team } from './testing/journey.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 20_000 });
afterEach(endAll);

const withText = (texts: ProfileTexts, key: string, value: string, lang = ''): ProfileTexts => [
  ...texts.filter((text) => text.key !== key || text.lang !== lang),
  { key, lang, value },
];
const current = async ({ desk }: App): Promise<ProfileTexts> =>
  (await desk.profile(null)).current.texts;
const edit = async (app: App, key: string, value: string, lang = '') => {
  const base = await current(app);
  return { base, texts: withText(base, key, value, lang), confirmed: false, over: [] };
};
const valueAt = ({ relay }: App, key: string, lang = ''): string | undefined =>
  readDocument(relay.document).profile.find((text) => text.key === key && text.lang === lang)
    ?.value;

test('publishing signs the next document with the new profile and nothing else changed', async () => {
  const app = await team();
  const before = readDocument(app.relay.document);
  const answer = await app.desk.publishProfile(await edit(app, 'greeting', 'Moin.', 'de'));
  expect(answer).toMatchObject({ ok: true, value: { current: { seq: 2 }, draft: null } });
  const after = readDocument(app.relay.document);
  expect(after).toMatchObject({ seq: 2, devices: before.devices, origins: before.origins });
  expect(valueAt(app, 'greeting', 'de')).toBe('Moin.');
  await app.desk.publishProfile(await edit(app, 'name', 'Neuer Name'));
  expect(await app.desk.team(null)).toMatchObject({ name: 'Neuer Name' });
  expect(app.facts).toContainEqual({ type: 'profile-changed' });
});

test('of two editors the second keeps the first one’s field, whoever was quicker', async () => {
  const app = await team();
  const other = keep(await secondDevice(app, ['operator', 'coordinator']));
  const [mine, theirs] = [
    await edit(app, 'greeting', 'Von Noa.', 'de'),
    await edit(other, 'greeting', 'By Mika.', 'en'),
  ];
  const answers = await Promise.all([
    app.desk.publishProfile(mine),
    other.desk.publishProfile(theirs),
  ]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  expect(valueAt(app, 'greeting', 'de')).toBe('Von Noa.');
  expect(valueAt(app, 'greeting', 'en')).toBe('By Mika.');
  expect(readDocument(app.relay.document).seq).toBe(4);
});

test('the same field changed by both is a clash, and goes over only when a person says so', async () => {
  const app = await team();
  const other = keep(await secondDevice(app, ['operator', 'coordinator']));
  const late = await edit(app, 'name', 'Von Noa');
  await other.desk.publishProfile(await edit(other, 'name', 'Von Mika'));
  expect(await app.desk.publishProfile(late)).toEqual({ ok: false, refusal: 'clash' });
  const { clashes, draft } = await app.desk.profile(null);
  expect(clashes).toEqual([{ key: 'name', lang: '', mine: 'Von Noa', theirs: 'Von Mika' }]);
  expect(draft).toMatchObject({ waits: false });
  expect(valueAt(app, 'name')).toBe('Von Mika');
  expect(await app.desk.publishProfile({ ...late, over: clashes })).toMatchObject({ ok: true });
  expect(valueAt(app, 'name')).toBe('Von Noa');
});

test('offline it is kept, not in force, and goes out with the next connection', async () => {
  const app = await team();
  app.main.online = false;
  const answer = await app.desk.publishProfile(await edit(app, 'name', 'Neuer Name'));
  expect(answer).toEqual({ ok: false, refusal: 'offline' });
  expect(await app.desk.profile(null)).toMatchObject({
    current: { seq: 1 },
    draft: { waits: true },
  });
  app.main.online = true;
  app.main.tell({ type: 'link-changed', link: 'offline' });
  const again = keep(restart(app));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  await settled();
  expect(await again.desk.profile(null)).toMatchObject({ current: { seq: 2 }, draft: null });
  expect(valueAt(again, 'name')).toBe('Neuer Name');
});

test('a draft outlives lock and restart, and can be forgotten', async () => {
  const app = await team();
  await app.desk.team(null);
  const { base, texts } = await edit(app, 'name', 'Halb fertig');
  expect(await app.desk.keepProfileDraft({ draft: { base, texts } })).toMatchObject({ ok: true });
  await app.desk.lock(null);
  const again = keep(restart(app));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  expect((await again.desk.profile(null)).draft).toEqual({ base, texts, waits: false });
  await again.desk.keepProfileDraft({ draft: null });
  expect((await again.desk.profile(null)).draft).toBeNull();
  expect(valueAt(again, 'name')).toBe('Anlaufstelle');
});

test('a version of before comes back as a new one, and every version stays in the list', async () => {
  const app = await team();
  const first = await current(app);
  await app.desk.publishProfile(await edit(app, 'name', 'Zwei'));
  const base = await current(app);
  const back = await app.desk.publishProfile({ base, texts: first, confirmed: false, over: [] });
  expect(back).toMatchObject({ ok: true, value: { current: { seq: 3, texts: first } } });
  const versions = await app.desk.profileVersions(null);
  expect(versions.map(({ seq }) => seq)).toEqual([3, 2, 1]);
});

test('what stops is not signed, and what warns is signed only when confirmed', async () => {
  const app = await team();
  const bad = await edit(app, 'look.accent', 'teal');
  expect(await app.desk.publishProfile(bad)).toEqual({ ok: false, refusal: 'problems' });
  const pale = await edit(app, 'look.accent', '#ffe066');
  expect(await app.desk.publishProfile(pale)).toEqual({ ok: false, refusal: 'unconfirmed' });
  expect(await app.desk.publishProfile({ ...pale, confirmed: true })).toMatchObject({ ok: true });
});

test('only a coordinator who holds the root key may draft or publish', async () => {
  const app = await team();
  const other = keep(await secondDevice(app, ['operator']));
  expect(await other.desk.profile(null)).toMatchObject({ mayEdit: false });
  const input = await edit(other, 'name', 'Anders');
  expect(await other.desk.publishProfile(input)).toEqual({ ok: false, refusal: 'not-allowed' });
  const draft = { base: input.base, texts: input.texts };
  expect(await other.desk.keepProfileDraft({ draft })).toEqual({
    ok: false,
    refusal: 'not-allowed',
  });
});
