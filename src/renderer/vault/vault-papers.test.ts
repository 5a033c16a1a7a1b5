import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { ok, refuse } from '../../contract/outcome.ts';
import { PROPOSED_RETENTION } from '../../contract/retention.ts';
import type { ReadyReply } from '../../contract/workplace.ts';
import { AUDIT_FLUSH_MS, PAPER_AGAIN_FIRST_MS } from './limits.ts';
import { PASSPHRASE, restart, startApp, type App } from './testing/bench.ts';
import { endAll, keep, POLL, team } from './testing/journey.ts';
import { letIn } from './testing/newcomers.ts';
import { secondDevice } from './testing/second-device.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const DAY = 24 * 3_600_000;
const SECRET = 'sieben Kraniche über dem kalten Moor';
const reply = (name: string, text: string): ReadyReply => ({
  name,
  texts: [{ language: 'de', text }],
});
const hello = reply('Begrüßung', 'Hallo, hier ist {alias}.');

const repliesOf = async (app: App) => (await app.desk.workplace(null)).team;
const labelsOf = async (app: App) =>
  (await app.desk.coding(null)).codebook.codes.map(({ label }) => label.de);
const addCode = async (app: App, label: string) =>
  await app.desk.editCodebook({ type: 'add', parent: null, label, definition: '', language: 'de' });

test('what a coordinator writes for all is on a colleague’s device, which reads it and changes nothing', async () => {
  const one = await team();
  const other = keep(await secondDevice(one));
  expect(await one.desk.setTeamReplies({ replies: [hello] })).toEqual(ok(null));
  expect(await addCode(one, 'Schulhof')).toMatchObject({ ok: true });
  await expect
    .poll(async () => await repliesOf(other), POLL)
    .toEqual({
      replies: [hello],
      mayEdit: false,
    });
  await expect.poll(async () => await labelsOf(other), POLL).toContain('Schulhof');
  expect(await other.desk.setTeamReplies({ replies: [] })).toEqual(refuse('not-coordinator'));
  expect(await addCode(other, 'Pausenhof')).toEqual(refuse('not-coordinator'));
  expect(await other.desk.coding(null)).toMatchObject({ shared: true, mayEdit: false });
});

test('retention rules that a coordinator saves stand on a colleague’s device, which says so until somebody has read it', async () => {
  const one = await team();
  const other = keep(await secondDevice(one));
  const rules = { ...PROPOSED_RETENTION, contacts: 3 };
  expect(await one.desk.setRetention({ rules })).toEqual(ok(null));
  await expect.poll(async () => (await other.desk.retention(null)).rules, POLL).toEqual(rules);
  await expect.poll(() => other.facts, POLL).toContainEqual({ type: 'retention-news', news: true });
  expect(await other.desk.setRetention({ rules: PROPOSED_RETENTION })).toEqual(
    refuse('not-allowed'),
  );
  expect(await other.desk.readRetentionNews(null)).toEqual(ok(null));
  expect(other.facts).toContainEqual({ type: 'retention-news', news: false });
  expect(one.facts).not.toContainEqual({ type: 'retention-news', news: true });
});

test('at an unlock the vault says that something is due, and is quiet where that was put off', async () => {
  const one = await team();
  const rules = { ...PROPOSED_RETENTION, 'audit-log': 1 };
  await one.desk.setRetention({ rules });
  await one.env.advance(AUDIT_FLUSH_MS);
  const again = keep(restart(one));
  await one.env.sleep(3 * DAY);
  await again.desk.unlock({ passphrase: PASSPHRASE });
  await expect.poll(() => again.facts, POLL).toContainEqual({ type: 'retention-due', due: true });
  expect(await again.desk.putOffRetention(null)).toEqual(ok(null));
  const later = keep(restart(again));
  await later.desk.unlock({ passphrase: PASSPHRASE });
  await expect.poll(() => later.facts, POLL).toContainEqual({ type: 'retention-due', due: false });
  expect(later.facts).not.toContainEqual({ type: 'retention-due', due: true });
});

test('one’s own replies stay beside the team’s', async () => {
  const one = await team();
  const other = keep(await secondDevice(one));
  const mine = reply('Eigene', 'Nur hier.');
  await other.desk.setWorkplace({ replies: [mine] });
  await one.desk.setTeamReplies({ replies: [hello] });
  await expect.poll(async () => (await repliesOf(other)).replies, POLL).toEqual([hello]);
  expect((await other.desk.workplace(null)).replies).toEqual([mine]);
});

test('what a device had in its own codebook stays behind the team’s, whole', async () => {
  const one = await team();
  const other = keep(await secondDevice(one));
  expect(await addCode(other, 'Bushaltestelle')).toMatchObject({ ok: true });
  await addCode(one, 'Schulhof');
  await expect.poll(async () => await labelsOf(other), POLL).toContain('Schulhof');
  expect((await labelsOf(other)).at(-1)).toBe('Bushaltestelle');
});

test('who is let in later gets it, and who was offline for it too', async () => {
  const one = await team();
  const other = keep(await secondDevice(one));
  other.main.goOffline();
  await one.desk.setTeamReplies({ replies: [hello] });
  await settled();
  const third = await letIn(one);
  await one.env.advance(PAPER_AGAIN_FIRST_MS);
  await expect.poll(async () => (await repliesOf(third)).replies, POLL).toEqual([hello]);
  other.main.goOnline();
  await expect.poll(async () => (await repliesOf(other)).replies, POLL).toEqual([hello]);
});

test('written offline and locked, it goes out after the next unlock', async () => {
  const one = await team();
  const other = keep(await secondDevice(one));
  one.main.goOffline();
  await one.desk.setTeamReplies({ replies: [hello] });
  const again = keep(restart(one));
  await again.desk.unlock({ passphrase: PASSPHRASE });
  await expect.poll(async () => (await repliesOf(other)).replies, POLL).toEqual([hello]);
  expect(await repliesOf(again)).toEqual({ replies: [hello], mayEdit: true });
});

test('a backup brings the team’s papers, one’s own replies and views, also to a new device', async () => {
  const one = await team();
  await one.desk.setTeamReplies({ replies: [hello] });
  await addCode(one, 'Schulhof');
  const mine = reply('Eigene', 'Nur hier.');
  const narrowed = { topic: 'Schule', language: null, tag: 'Anzeige' };
  const view = { name: 'Schule', view: 'free', ...narrowed } as const;
  await one.desk.setWorkplace({ replies: [mine], views: [view] });
  await one.desk.backup({ passphrase: SECRET });
  const [file] = [...one.main.savedFiles.values()];
  if (file === undefined) throw new Error('no backup');
  const fresh = keep(startApp({ env: one.env, relay: one.relay }));
  fresh.main.chosen = file;
  const alias = 'Team Birke';
  await fresh.desk.restoreAsNew({ secret: SECRET, passphrase: PASSPHRASE, alias, language: 'de' });
  expect(await fresh.desk.workplace(null)).toMatchObject({
    replies: [mine],
    views: [view],
    team: { replies: [hello], mayEdit: false },
  });
  expect(await labelsOf(fresh)).toContain('Schulhof');
  await fresh.desk.setWorkplace({ replies: [], views: [] });
  fresh.main.chosen = file;
  expect(await fresh.desk.restore({ secret: SECRET })).toMatchObject({ ok: true });
  expect((await fresh.desk.workplace(null)).replies).toEqual([]);
});
