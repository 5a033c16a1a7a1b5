import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { FileId } from '../../../protocol/ids.ts';
import { CHECK_AFTER_MS } from './limits.ts';
import { begun, unlocked } from './testing/begun.ts';
import { endAll } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 30_000 });
afterEach(endAll);

test('a file of evidence survives a restart, an orphan of a crash does not, and what is written out is the file', async () => {
  const { app, reporter } = await begun();
  const opened = await app.desk.openCase({ conversation: reporter.keys.conversation });
  if (!opened.ok) throw new Error(opened.refusal);
  const { id } = opened.value;
  const bytes = new Uint8Array(150_000).map((_, i) => (i * 13) % 251);
  app.main.chosen = bytes;
  app.main.chosenName = 'Aufnahme\u202E.ogg';
  const added = await app.desk.addEvidence({ case: id });
  if (!added.ok) throw new Error(added.refusal);
  expect(added.value).toMatchObject({ name: 'Aufnahme.ogg', bytes: bytes.length });
  const orphan = FileId.random();
  app.disk.files.set(orphan, new Map([[0, new Uint8Array(99)]]));

  const again = await unlocked(app);
  await again.env.advance(CHECK_AFTER_MS);
  expect(app.disk.files.has(orphan)).toBe(false);
  expect(await again.desk.evidence({ case: id })).toEqual([added.value]);
  expect(await again.desk.saveEvidence({ case: id, id: added.value.id })).toMatchObject({
    ok: true,
  });
  await settled();
  expect([...again.main.savedFiles.values()]).toEqual([bytes]);
});
