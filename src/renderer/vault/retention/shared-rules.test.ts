import { utf8ToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { paperHash } from '../../../../protocol/talk/paper.ts';
import { PROPOSED_RETENTION } from '../../../contract/retention.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import { AUDIT_FLUSH_MS, PAPER_FORM } from '../limits.ts';
import { keptCases, type KeptCases } from '../testing/kept-cases.ts';
import { KEPT_FOR_NOW } from './rules.ts';
import { delivered, paperTeam, rest, type PaperDevice } from '../testing/paper-team.ts';

const DAY = 24 * 3_600_000;
const SHORT = { ...PROPOSED_RETENTION, 'chat-without-case': 1, contacts: null };

/** A device that coordinates, and one that does not. */
async function two() {
  const team = await paperTeam([['operator', 'coordinator'], ['operator']]);
  const [first, second] = team.devices;
  if (first === undefined || second === undefined) throw new Error('two devices');
  const [lead, colleague] = [await keptCases(first), await keptCases(second)];
  /** What the one decided has reached the other, who has taken note of it. */
  const arrived = async (): Promise<void> => {
    await rest();
    await delivered(second);
    await rest();
  };
  return { team, first, second, lead, colleague, arrived };
}

const news = ({ facts }: KeptCases): readonly boolean[] =>
  facts.flatMap((fact) => (fact.type === 'retention-news' ? [fact.news] : []));

const acts = async ({ audit, env }: KeptCases) => {
  await env.advance(AUDIT_FLUSH_MS);
  return (await audit.page(null, 9)).events.map(({ act, about, count }) => [act, about, count]);
};

const stands = async ({ papers, id }: PaperDevice, text: string, by = id): Promise<void> => {
  const mark = { version: 9, by, hash: paperHash(utf8ToBytes(text)) };
  await papers.restore('retention', { ...mark, text });
};

test('rules that a coordinator saves stand on a colleague’s device, which deletes nothing by that', async () => {
  const { lead, colleague, arrived } = await two();
  await colleague.chat(['Geheim']);
  await colleague.env.sleep(2 * DAY);
  expect((await colleague.retention.preview()).items).toEqual([]);
  expect(await lead.retention.set(SHORT)).toEqual(ok(null));
  await arrived();
  expect(await colleague.retention.view()).toMatchObject({
    rules: SHORT,
    mayEdit: false,
    unread: false,
  });
  expect((await colleague.retention.preview()).items).toHaveLength(1);
  expect([colleague.book.size, colleague.store.rewrites]).toEqual([1, 0]);
});

test('a list from before other rules arrived is not what a run takes', async () => {
  const { lead, colleague, arrived } = await two();
  await colleague.chat(['Geheim']);
  await colleague.env.sleep(8 * DAY);
  const { token, items } = await colleague.retention.preview();
  await lead.retention.set({ ...PROPOSED_RETENTION, contacts: null });
  await arrived();
  expect((await colleague.retention.preview()).items).toEqual(items);
  expect(await colleague.retention.run(token)).toEqual(refuse('changed'));
});

test('whoever gets other rules is told until somebody has read it, and the log says by whom', async () => {
  const { first, second, lead, colleague, arrived } = await two();
  await lead.retention.set(SHORT);
  await arrived();
  expect(news(colleague)).toEqual([true]);
  expect(await acts(colleague)).toEqual([['retention-arrived', first.id, 2]]);
  const again = await keptCases(await second.restart());
  again.retention.reminder.begin();
  await rest();
  expect(news(again)).toEqual([true]);
  expect(await again.retention.reminder.read()).toEqual(ok(null));
  again.retention.reminder.look();
  await rest();
  expect(news(again)).toEqual([true, false, false]);
  expect(await acts(again)).toEqual([['retention-arrived', first.id, 2]]);
});

test('whoever changes the rules hears no news of it, and the log has it once', async () => {
  const { lead } = await two();
  await lead.retention.set(SHORT);
  await rest();
  expect(news(lead)).toEqual([false]);
  expect(await acts(lead)).toEqual([['retention-changed', null, 2]]);
});

test('rules that only stood here become the team’s when they are saved, also unchanged, and once', async () => {
  const { team, lead, colleague, arrived } = await two();
  expect(await lead.retention.view()).toMatchObject({ shared: false, rules: PROPOSED_RETENTION });
  expect(await lead.retention.set(PROPOSED_RETENTION)).toEqual(ok(null));
  await arrived();
  for (const { retention } of [lead, colleague]) {
    expect(await retention.view()).toMatchObject({ shared: true, rules: PROPOSED_RETENTION });
  }
  const { posts } = team;
  expect(await lead.retention.set(PROPOSED_RETENTION)).toEqual(ok(null));
  await rest();
  expect(team.posts).toBe(posts);
});

test('rules that say what stood here before are no news', async () => {
  const { first, colleague, arrived } = await two();
  await first.papers.write('retention', { value: PROPOSED_RETENTION });
  await arrived();
  expect(news(colleague)).toEqual([false]);
  expect(await acts(colleague)).toEqual([]);
});

test('while a newer app’s rules cannot be read here nothing is due, and nobody writes over them', async () => {
  const { first, lead } = await two();
  await lead.chat(['Geheim']);
  await lead.env.sleep(900 * DAY);
  await stands(first, JSON.stringify({ form: PAPER_FORM + 1, value: { periods: [] } }));
  expect(await lead.retention.view()).toMatchObject({ unread: true });
  expect((await lead.retention.preview()).items).toEqual([]);
  expect(await lead.retention.set(SHORT)).toEqual(refuse('newer-rules'));
});

test('rules that cannot be read here are told, and stand in the log once', async () => {
  const { first, second, colleague } = await two();
  const newer = JSON.stringify({ form: PAPER_FORM + 1, value: { periods: [] } });
  await stands(second, newer, first.id);
  await rest();
  colleague.retention.reminder.look();
  await rest();
  expect(news(colleague)).toEqual([true, true]);
  expect(await acts(colleague)).toHaveLength(1);
});

test('rules that nobody can read are replaced, and stop nothing for ever', async () => {
  const { first, lead } = await two();
  await stands(first, JSON.stringify({ form: PAPER_FORM, value: 'soon' }));
  expect(await lead.retention.view()).toMatchObject({ unread: true });
  expect(await lead.retention.set(KEPT_FOR_NOW)).toEqual(ok(null));
  expect(await lead.retention.view()).toMatchObject({ rules: KEPT_FOR_NOW, unread: false });
});

test('a full disk changes no rules', async () => {
  const { lead } = await two();
  lead.store.full = true;
  expect(await lead.retention.set(SHORT)).toEqual(refuse('disk-full'));
  expect(await lead.retention.view()).toMatchObject({ rules: PROPOSED_RETENTION });
});
