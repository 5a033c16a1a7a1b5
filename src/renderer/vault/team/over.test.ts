import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { parseRootCode, rootSeed } from '../../../../protocol/crypto/identity.ts';
import { sign, signKeysFrom } from '../../../../protocol/crypto/keys.ts';
import { DOCUMENT_LIFE_MS } from '../../../../protocol/limits.ts';
import {
  documentHash,
  readDocument,
  signDocument,
  type TeamDocument,
} from '../../../../protocol/team/document.ts';
import type { App } from '../testing/bench.ts';
import { endAll, POLL, team } from '../testing/journey.ts';
import { roster, twoCoordinators } from '../testing/newcomers.ts';

/** Each new vault derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

type Founder = App & { readonly rootCode: string };

function signed({ rootCode }: Founder, document: TeamDocument): Uint8Array {
  const root = signKeysFrom(rootSeed(parseRootCode(rootCode), 0));
  return signDocument(document, (message) => sign(root, message));
}

/** The relay holds a document of the team's key that was over before anybody heard of it. */
async function over(app: Founder): Promise<void> {
  const { relay, env } = app;
  const held = readDocument(relay.document);
  const prev = documentHash(relay.document);
  const times = { issued: env.now(), expires: env.now() + 1 };
  expect(relay.putTeam(signed(app, { ...held, ...times, seq: held.seq + 1, prev }), '').ok).toBe(
    true,
  );
  await env.advance(1);
}

test('a document that was over before anybody heard of it is signed again by whoever holds the key', async () => {
  const first = await team();
  await over(first);
  const { seq } = readDocument(first.relay.document);
  first.main.tell({ type: 'team-newer', documentSeq: seq });
  await expect.poll(() => readDocument(first.relay.document).seq, POLL).toBe(seq + 1);
  expect(readDocument(first.relay.document).expires).toBe(first.env.now() + DOCUMENT_LIFE_MS);
});

test('neither a document that is over nor one that cannot be keeps a coordinator in the team', async () => {
  const { first, device } = await twoCoordinators();
  await over(first);
  const code = first.rootCode;
  expect(await first.desk.removeCoordinator({ device, code })).toEqual({ ok: true, value: null });
  expect(readDocument(first.relay.document).revoked).toEqual([device]);

  const other = await twoCoordinators();
  const twin = { ...readDocument(other.first.relay.document), profile: [] };
  other.first.relay.document = signed(other.first, twin);
  const last = { device: other.device, code: other.first.rootCode };
  expect(await other.first.desk.removeCoordinator(last)).toEqual({ ok: true, value: null });
  expect((await roster(other.first)).mayChange).toBe(true);
});
