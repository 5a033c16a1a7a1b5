import { MessageId } from '../../../../protocol/ids.ts';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { ok } from '../../../contract/outcome.ts';
import {
  BACKUP_PASSPHRASE,
  backedUp,
  backupRig,
  deviceSecrets,
  evidenceOf,
  newestFile,
  restored,
  type BackupRig,
} from '../testing/backup-rig.ts';
import type { Talk } from '../testing/backup-talks.ts';
import { wishedGone } from '../erase/tombstones.ts';
import { whole } from '../testing/incidents.ts';
import type { Entry } from '../inbox/book.ts';
import { opened } from './age.ts';

/** Every backup derives real keys. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** A conversation but for the name of the row its preview is of: each vault gives its own. */
const rowless = (entry: Entry | undefined) => ({ ...entry?.conversation, previewOf: null });

const textsOf = async (vault: BackupRig, talk: Pick<Talk, 'id'>): Promise<readonly string[]> =>
  (await vault.messages(talk)).map(({ body }) => (body.type === 'text' ? body.text : ''));

const photo = new Uint8Array(150_000).map((_, i) => (i * 7) % 251);

describe('one vault and its backup', () => {
  let from: BackupRig;
  let talk: Talk;
  let other: Talk;
  let caseId: string;
  let file: Uint8Array;
  let code: string;

  beforeAll(async () => {
    from = await backupRig();
    talk = await from.talk(['Eins', 'Zwei', 'Drei']);
    other = await from.talk(Array.from({ length: 600 }, (_, i) => `Zeile ${i} ${'ä'.repeat(600)}`));
    const theirs = await from.newCase({ ...whole, narrative: 'Vor der Schule.' });
    caseId = theirs.id;
    await from.attach(theirs, photo);
    const written = await backedUp(from);
    file = newestFile(from);
    code = written.recoveryCode;
    expect(written).toMatchObject({ conversations: 2, messages: 603, cases: 1, evidence: 1 });
    expect(written.bytes).toBe(file.length);
  });

  test('comes back whole in an empty vault, by passphrase and by code', async () => {
    for (const secret of [BACKUP_PASSPHRASE, code]) {
      const into = await backupRig();
      expect(await restored(into, file, secret)).toEqual(
        ok({ added: 604, same: 0, newer: 0, evidence: 1, marksLeft: 0 }),
      );
      expect(await textsOf(into, talk)).toEqual(['Eins', 'Zwei', 'Drei']);
      expect(await textsOf(into, other)).toEqual(await textsOf(from, other));
      expect(await into.parts.cases.read(caseId)).toEqual(await from.parts.cases.read(caseId));
      expect(await evidenceOf(into, caseId)).toEqual([photo]);
      const [there, here] = [
        await from.parts.book.get(talk.id),
        await into.parts.book.get(talk.id),
      ];
      expect(rowless(here)).toEqual(rowless(there));
      expect(here?.conversation.previewOf).toBe((await into.messages(talk)).at(-1)?.row);
    }
  });

  test('merged a second time changes nothing', async () => {
    const into = await backupRig();
    await restored(into, file);
    const before = new Map(into.store.records);
    const commits = into.store.commits.length;
    expect(await restored(into, file)).toEqual(
      ok({ added: 0, same: 604, newer: 0, evidence: 0, marksLeft: 0 }),
    );
    expect(into.store.records).toEqual(before);
    expect(into.store.commits.slice(commits).flat()).toEqual([]);
  });

  test('a stopped restore leaves whole records and is completed by the next', async () => {
    const into = await backupRig();
    let reads = 0;
    const readOpen = into.parts.carrier.readOpen;
    Object.assign(into.parts.carrier, {
      readOpen: async (input: Parameters<typeof readOpen>[0]) => {
        reads += 1;
        if (reads === 2) into.jobs.stop('restore');
        return await readOpen(input);
      },
    });
    expect(await restored(into, file)).toEqual({ ok: false, refusal: 'stopped' });
    const done = await restored(into, file);
    expect(done.ok && done.value.added + done.value.same).toBe(604);
    expect(await textsOf(into, other)).toEqual(await textsOf(from, other));
    expect(rowless(await into.parts.book.get(other.id))).toEqual(
      rowless(await from.parts.book.get(other.id)),
    );
  });

  test('the payload holds the words and none of the device’s secrets', async () => {
    const next = await opened(onePiece(file), code);
    let plain = '';
    for (let piece = await next(); piece !== null; piece = await next()) plain += latin(piece);
    expect(plain).toContain('Vor der Schule.');
    for (const [name, secret] of Object.entries(deviceSecrets)) {
      expect(plain.includes(latin(secret)), name).toBe(false);
      expect(plain.includes(hex(secret)), `${name} in hex`).toBe(false);
      expect(plain.includes(btoa(latin(secret)).slice(0, -4)), `${name} in base64`).toBe(false);
    }
  });

  test('a changed, cut or extended file is refused, and what came in before is whole', async () => {
    const changed = file.slice();
    changed[file.length - 70_000] = (changed[file.length - 70_000] ?? 0) ^ 1;
    for (const bad of [changed, file.subarray(0, 65_536 * 5), new Uint8Array([...file, 0])]) {
      const into = await backupRig();
      expect(await restored(into, bad, code)).toEqual({ ok: false, refusal: 'bad-file' });
      for (const change of into.store.commits.flat()) expect(change.value).not.toBeNull();
      expect(await restored(into, file, code)).toMatchObject({ ok: true });
      expect(await textsOf(into, other)).toEqual(await textsOf(from, other));
    }
  });

  test('a wrong secret and a file that is something else are told apart', async () => {
    const into = await backupRig();
    expect(await restored(into, file, 'etwas ganz anderes')).toEqual({
      ok: false,
      refusal: 'wrong-secret',
    });
    const foreign = new TextEncoder().encode('Liebes Tagebuch');
    expect(await restored(into, foreign)).toEqual({ ok: false, refusal: 'bad-file' });
    into.dialog.chosen = null;
    expect(await into.backup.restore(BACKUP_PASSPHRASE)).toEqual({
      ok: false,
      refusal: 'cancelled',
    });
    expect(into.store.records.size).toBe(0);
  });

  test('a full disk while restoring is said, and the next try completes it', async () => {
    const into = await backupRig();
    into.disk.full = true;
    expect(await restored(into, file)).toEqual({ ok: false, refusal: 'disk-full' });
    into.disk.full = false;
    expect(await restored(into, file)).toMatchObject({ ok: true, value: { evidence: 1 } });
    expect(await evidenceOf(into, caseId)).toEqual([photo]);
  });

  test('what was erased here does not come back, and erasures of the backup are taken over', async () => {
    const into = await backupRig();
    const erased = (await from.messages(talk)).map(({ sender, body }) => ({
      sender,
      mid: body.mid,
    }));
    await into.erase([...erased, { case: caseId }]);
    const older = { sender: talk.reporter, mid: MessageId.random() };
    await from.erase([older]);
    await backedUp(from);
    expect(await restored(into, newestFile(from))).toMatchObject({
      ok: true,
      value: { added: 600 },
    });
    expect(await into.parts.book.get(talk.id)).toBeUndefined();
    expect(await into.parts.cases.read(caseId)).toBeNull();
    expect(into.disk.files.size).toBe(0);
    expect(into.parts.tombstones.erased(older.sender, older.mid)).toBe(true);
  });
});

describe('merging with what is here', () => {
  test('both sides keep what only they had', async () => {
    const one = await backupRig();
    const talk = await one.talk(['Eins']);
    await backedUp(one);
    const two = await backupRig();
    await restored(two, newestFile(one));
    await one.say(talk, 'Zwei, nur hier');
    const later = { ...talk };
    await backedUp(one);
    const hers = await two.talk(['Ihre']);
    expect(await restored(two, newestFile(one))).toMatchObject({ ok: true, value: { added: 1 } });
    expect(await textsOf(two, later)).toEqual(['Eins', 'Zwei, nur hier']);
    expect(await textsOf(two, hers)).toEqual(['Ihre']);
    const record = (await two.parts.book.get(talk.id))?.conversation;
    expect(record).toMatchObject({ preview: 'Zwei, nur hier', forks: [] });
    expect(record?.chains[0]?.upTo).toBe(1);
  });

  test('the case saved last stays', async () => {
    const one = await backupRig();
    const file = await one.newCase(whole);
    await backedUp(one);
    const early = newestFile(one);
    const two = await backupRig();
    await restored(two, early);
    await two.env.advance(1000);
    await two.parts.cases.save(file.id, { ...whole, narrative: 'Hier neuer.' });
    expect(await restored(two, early)).toEqual(
      ok({ added: 0, same: 0, newer: 1, evidence: 0, marksLeft: 0 }),
    );
    expect((await two.parts.cases.read(file.id))?.incident.narrative).toBe('Hier neuer.');

    await one.env.advance(5000);
    await one.parts.cases.save(file.id, { ...whole, narrative: 'Dort noch neuer.' });
    await backedUp(one);
    expect(await restored(two, newestFile(one))).toMatchObject({
      ok: true,
      value: { added: 1, newer: 0 },
    });
    expect((await two.parts.cases.read(file.id))?.incident.narrative).toBe('Dort noch neuer.');
  });

  test('a hold stays, although the case was saved elsewhere since', async () => {
    const one = await backupRig();
    const file = await one.newCase(whole);
    await backedUp(one);
    const two = await backupRig();
    await restored(two, newestFile(one));
    await two.parts.cases.hold(file.id, 'Strafverfahren');
    await one.env.advance(5000);
    await one.parts.cases.save(file.id, { ...whole, narrative: 'Dort neuer.' });
    await backedUp(one);
    await restored(two, newestFile(one));
    const kept = await two.parts.cases.read(file.id);
    expect(kept?.incident.narrative).toBe('Dort neuer.');
    expect(kept?.hold?.reason).toBe('Strafverfahren');
    expect(two.parts.cases.head(file.id)?.held).toBe(true);
  });

  test('a file of evidence that was removed here does not come back', async () => {
    const vault = await backupRig();
    const file = await vault.newCase(whole);
    await vault.attach(file, photo);
    await vault.attach(file, photo.slice(1));
    await backedUp(vault);
    const early = newestFile(vault);
    const [first] = await vault.parts.evidence.list(file.id);
    if (first === undefined) throw new Error('two files');
    expect(await vault.parts.evidence.remove(file.id, first.id)).toEqual(ok(null));
    const restoring = await restored(vault, early);
    expect(restoring).toMatchObject({ ok: true, value: { evidence: 0 } });
    expect(await evidenceOf(vault, file.id)).toEqual([photo.slice(1)]);
    await backedUp(vault);
    const fresh = await backupRig();
    await restored(fresh, newestFile(vault));
    expect(fresh.parts.tombstones.fileErased(first.id)).toBe(true);
  });

  test('what a colleague erased and this vault kept comes back out of this vault’s own backup', async () => {
    const one = await backupRig();
    const talk = await one.talk(['Eins', 'Zwei']);
    const two = await backupRig();
    await two.erase(
      (await one.messages(talk)).map(({ sender, body }) => ({ sender, mid: body.mid })),
    );
    await backedUp(two);
    await restored(one, newestFile(two));
    expect(await textsOf(one, talk)).toEqual(['Eins', 'Zwei']);
    await backedUp(one);
    const fresh = await backupRig();
    expect(await restored(fresh, newestFile(one))).toMatchObject({ ok: true, value: { added: 2 } });
    expect(await textsOf(fresh, talk)).toEqual(['Eins', 'Zwei']);
    const [erased] = await one.messages(talk);
    if (erased === undefined) throw new Error('two messages');
    expect(fresh.parts.tombstones.erased(erased.sender, erased.body.mid)).toBe(true);
  });

  test('what was put out of sight is so after a restore, message by message', async () => {
    const one = await backupRig();
    const talk = await one.talk(['Eins', 'Zwei']);
    const entry = await one.parts.book.get(talk.id);
    const [first] = await one.messages(talk);
    if (entry === undefined || first === undefined) throw new Error('two messages');
    const veil = { all: false, except: [first.row] };
    const hidden = { ...entry, conversation: { ...entry.conversation, veil } };
    await one.store.commit([one.parts.book.change(hidden)]);
    one.parts.book.put(hidden);
    await backedUp(one);
    const fresh = await backupRig();
    await restored(fresh, newestFile(one));
    const here = await fresh.parts.book.get(talk.id);
    const [same] = await fresh.messages(talk);
    expect(here?.conversation.veil).toEqual({ all: false, except: [same?.row] });
  });

  test('of what its reporter wished gone nothing comes back, messages that were never here included', async () => {
    const one = await backupRig();
    const talk = await one.talk(['Eins', 'Nie hier gewesen']);
    await backedUp(one);
    const two = await backupRig();
    await two.erase(wishedGone(talk.id, two.env.now()));
    expect(await restored(two, newestFile(one))).toMatchObject({ ok: true, value: { added: 0 } });
    expect(two.parts.book.head(talk.id)).toBeUndefined();
  });

  test('a restore that ends early is in the log, once something came in', async () => {
    const one = await backupRig();
    const file = await one.newCase(whole);
    await one.attach(file, photo);
    await backedUp(one);
    const two = await backupRig();
    two.disk.full = true;
    expect(await restored(two, newestFile(one))).toEqual({ ok: false, refusal: 'disk-full' });
    expect(two.noted).toContain('restore');
  });

  test('a line whose words were erased here comes back without them', async () => {
    const one = await backupRig();
    const talk = await one.talk(['Eins', 'Geheimes']);
    const two = await backupRig();
    const last = (await one.messages(talk)).at(-1);
    if (last === undefined) throw new Error('two messages');
    await two.erase([{ sender: last.sender, mid: last.body.mid }]);
    await backedUp(one);
    await restored(two, newestFile(one));
    expect(JSON.stringify([...two.store.records.values()])).not.toContain('Geheimes');
    expect(await textsOf(two, talk)).toEqual(['Eins']);
  });

  test('a reference that is taken here gets a letter', async () => {
    const one = await backupRig();
    const theirs = await one.newCase(whole);
    await backedUp(one);
    const two = await backupRig();
    const ours = await two.newCase(whole);
    expect(ours.reference).toBe(theirs.reference);
    await restored(two, newestFile(one));
    expect((await two.parts.cases.read(theirs.id))?.reference).toBe(`${theirs.reference}-b`);
    expect((await two.parts.cases.read(ours.id))?.reference).toBe(ours.reference);
    expect(await restored(two, newestFile(one))).toMatchObject({ ok: true, value: { same: 1 } });
  });
});

const onePiece = (bytes: Uint8Array) => {
  let rest: Uint8Array | null = bytes;
  return async (): Promise<Uint8Array | null> => {
    const piece = rest;
    rest = null;
    return piece;
  };
};

const latin = (bytes: Uint8Array): string =>
  Array.from(bytes, (b) => String.fromCharCode(b)).join('');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
