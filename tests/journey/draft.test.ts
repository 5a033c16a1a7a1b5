import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { makeActs } from '../../src/renderer/ui/app/acts/acts.ts';
import { makeStores } from '../../src/renderer/ui/app/stores.ts';
import { begun } from '../../src/renderer/vault/testing/begun.ts';
import { PASSPHRASE, restart, type App } from '../../src/renderer/vault/testing/bench.ts';
import { endAll, keep } from '../../src/renderer/vault/testing/journey.ts';

/** A reply that is being written, from the screen's acts down into the vault and back. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

const screenOver = (app: App) => {
  const stores = makeStores();
  return { stores, acts: makeActs({ desk: app.desk, stores, restart: () => undefined }) };
};

test('what was typed is there again after a lock, and not once it was sent', async () => {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  const first = screenOver(app);
  await first.acts.session.start();
  await first.acts.talk.open(conversation);
  first.acts.talk.typed(conversation, 'Magst du mir sagen, ');
  await first.acts.session.lock();

  const again = keep(restart(app));
  const second = screenOver(again);
  await second.acts.session.start();
  await second.acts.session.unlock(PASSPHRASE);
  await second.acts.talk.open(conversation);
  const draft = () => second.stores.composers.get().get(conversation)?.draft;
  await expect.poll(draft).toBe('Magst du mir sagen, ');
  second.acts.talk.typed(conversation, 'Magst du mir sagen, wann?');
  await second.acts.talk.send(conversation);
  expect(draft()).toBe('');
  expect(await again.desk.draft({ conversation })).toBe('');
});
