import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { whole } from './testing/incidents.ts';
import { PASSPHRASE, restart, startApp } from './testing/bench.ts';
import { begun } from './testing/begun.ts';
import { endAll, keep, read, textsOf } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

const SECRET = 'sieben Kraniche über dem kalten Moor';

/** Each of them derives several real keys. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

async function backedUp(photo: Uint8Array = new TextEncoder().encode('ein Foto')) {
  const { app, reporter } = await begun();
  const { conversation } = reporter.keys;
  await app.desk.send({ conversation, text: 'Wir sind da.' });
  await settled();
  reporter.acknowledge();
  const opened = await app.desk.openCase({ conversation });
  if (!opened.ok) throw new Error(opened.refusal);
  await app.desk.saveIncident({ case: opened.value.id, incident: whole });
  app.main.chosen = photo;
  app.main.chosenName = 'foto.jpg';
  await app.desk.addEvidence({ case: opened.value.id });
  const backup = await app.desk.backup({ passphrase: SECRET });
  if (!backup.ok) throw new Error(backup.refusal);
  const [file] = [...app.main.savedFiles.values()];
  if (file === undefined) throw new Error('no file');
  return { app, reporter, conversation, caseId: opened.value.id, backup: backup.value, file };
}

test('a backup restored as a new device reads everything, waits to be let in, and unlocks again', async () => {
  const { app, reporter, conversation, caseId, backup, file } = await backedUp();
  expect(backup).toMatchObject({ conversations: 1, messages: 2, cases: 1, evidence: 1 });

  const fresh = keep(startApp({ env: app.env, relay: app.relay }));
  fresh.main.chosen = file;
  const restored = await fresh.desk.restoreAsNew({
    secret: backup.recoveryCode,
    passphrase: PASSPHRASE,
    alias: 'Team Birke',
    language: 'de',
  });
  expect(restored).toMatchObject({ ok: true, value: { added: 3, evidence: 1 } });
  await settled();
  expect(await fresh.desk.team(null)).toMatchObject({ member: false, alias: 'Team Birke' });

  const again = keep(restart(fresh));
  expect(await again.desk.unlock({ passphrase: PASSPHRASE })).toMatchObject({ ok: true });
  expect(textsOf(await read(again, conversation))).toEqual(textsOf(await read(app, conversation)));
  expect(await again.desk.readCase({ case: caseId })).toEqual(
    await app.desk.readCase({ case: caseId }),
  );
  expect(await again.desk.evidence({ case: caseId })).toMatchObject([
    { name: 'foto.jpg', bytes: 8 },
  ]);

  reporter.say('Noch etwas.');
  await settled();
  expect(textsOf(await read(app, conversation))).toHaveLength(3);
  expect(textsOf(await read(again, conversation))).toHaveLength(2);
});

test('restored into the vault it came from, nothing changes', async () => {
  const { app, conversation, file } = await backedUp();
  const before = textsOf(await read(app, conversation));
  app.main.chosen = file;
  expect(await app.desk.restore({ secret: SECRET })).toEqual({
    ok: true,
    value: { added: 0, same: 3, newer: 0, evidence: 0, marksLeft: 0 },
  });
  expect(textsOf(await read(app, conversation))).toEqual(before);
  expect(app.facts.filter(({ type }) => type === 'job').length).toBeGreaterThan(0);
});

test('an erased conversation does not come back out of an older backup', async () => {
  const { app, caseId, file } = await backedUp();
  expect(await app.desk.eraseCase({ case: caseId })).toMatchObject({ ok: true });
  app.main.chosen = file;
  expect(await app.desk.restore({ secret: SECRET })).toMatchObject({
    ok: true,
    value: { added: 0 },
  });
  expect((await app.desk.conversations({ from: 0, limit: 10 })).total).toBe(0);
  expect(await app.desk.readCase({ case: caseId })).toBeNull();
});

/** A first run in the midst of reading a file of several pieces; `go` lets it read on. */
async function readingSlowly() {
  const { app, file } = await backedUp(new Uint8Array(2_500_000));
  const fresh = keep(startApp({ env: app.env, relay: app.relay }));
  const [second, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  fresh.main.reading = async (at) => {
    if (at > 0) second.resolve();
    if (at > 0) await go.promise;
  };
  fresh.main.chosen = file;
  const answer = fresh.desk.restoreAsNew({
    secret: SECRET,
    passphrase: PASSPHRASE,
    alias: 'Team Birke',
    language: 'de',
  });
  await second.promise;
  return { fresh, answer, go: go.resolve };
}

test('on the first run the reading of the file can be stopped, and then there is no vault', async () => {
  const { fresh, answer, go } = await readingSlowly();
  await fresh.desk.stopJob({ job: 'verify' });
  go();
  expect(await answer).toEqual({ ok: false, refusal: 'stopped' });
  expect((await fresh.desk.state(null)).vault).toBe('none');
});

test('a lock while the file is read opens no vault to whoever comes next', async () => {
  const { fresh, answer, go } = await readingSlowly();
  await fresh.desk.lock(null);
  go();
  expect(await answer).toEqual({ ok: false, refusal: 'stopped' });
  expect((await fresh.desk.state(null)).vault).toBe('none');
});

test('a wipe while the file is read leaves no vault behind', async () => {
  const { fresh, answer, go } = await readingSlowly();
  await fresh.desk.wipe(null);
  go();
  expect(await answer).toMatchObject({ ok: false });
  expect(fresh.disk.header).toBeNull();
});
