import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { parseRootCode, rootSeed } from '../../../../protocol/crypto/identity.ts';
import { sign, signKeysFrom } from '../../../../protocol/crypto/keys.ts';
import { readDocument, signDocument } from '../../../../protocol/team/document.ts';
import type { App } from '../testing/bench.ts';
import { endAll, POLL, team } from '../testing/journey.ts';
import { asking, invited, roster, say } from '../testing/newcomers.ts';
import { settled } from '../testing/test-env.ts';

/** Each new vault derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

/** The relay shows another document of the same seq that the same key has signed. */
function fork({ relay, rootCode }: App & { readonly rootCode: string }): void {
  const root = signKeysFrom(rootSeed(parseRootCode(rootCode), 0));
  const twin = { ...readDocument(relay.document), origins: ['wss://other.example'] };
  relay.document = signDocument(twin, (message) => sign(root, message));
}

const alarms = ({ facts }: App) =>
  facts.filter((fact) => fact.type === 'trouble' && fact.trouble.kind === 'forked-team');

test('a relay that shows two documents where there can be one is told of, once in an unlock, and nothing of it is used', async () => {
  const first = await team();
  const { relay } = await first.desk.team(null);
  fork(first);
  for (let times = 0; times < 2; times += 1) {
    first.main.tell({ type: 'team-newer', documentSeq: 1 });
    await settled();
  }
  expect(alarms(first)).toHaveLength(1);
  expect((await first.desk.team(null)).relay).toBe(relay);
});

test('the alarm is raised as well when the fork shows at a change', async () => {
  const first = await team();
  say(first, (await invited(first)).link);
  const { invite } = await asking(first);
  fork(first);
  expect(await first.desk.letIn({ invite, roles: ['operator'] })).toMatchObject({ ok: false });
  await expect.poll(() => alarms(first).length, POLL).toBe(1);
  expect((await roster(first)).devices).toHaveLength(1);
});
