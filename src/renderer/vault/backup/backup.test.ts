import { beforeAll, describe, expect, test } from 'vitest';
import { ok } from '../../../contract/outcome.ts';
import { deviceSecrets, rig, type Rig, type Talk } from '../testing/backup-rig.ts';
import { whole } from '../testing/incidents.ts';
import { opened } from './age.ts';
import { DAY_MS } from './limits.ts';

const PASSPHRASE = 'sieben Kraniche über dem Moor';

const newest = ({ saved }: Rig): Uint8Array => {
  const file = [...saved.values()].at(-1);
  if (file === undefined) throw new Error('no backup was kept');
  return file;
};

async function made(from: Rig, passphrase = PASSPHRASE) {
  const outcome = await from.backup.backup(passphrase);
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
}

const restored = async (into: Rig, file: Uint8Array, secret = PASSPHRASE) => {
  into.dialog.chosen = file;
  return await into.backup.restore(secret);
};

const textsOf = async (vault: Rig, talk: Pick<Talk, 'id'>): Promise<readonly string[]> =>
  (await vault.messages(talk)).map(({ body }) => (body.type === 'text' ? body.text : ''));

const evidenceOf = async (vault: Rig, id: string): Promise<readonly Uint8Array[]> => {
  const files: Uint8Array[] = [];
  for (const item of await vault.evidence.list(id)) {
    const bytes: number[] = [];
    for await (const chunk of vault.evidence.read(id, item)) bytes.push(...(chunk ?? []));
    files.push(new Uint8Array(bytes));
  }
  return files;
};

const photo = new Uint8Array(150_000).map((_, i) => (i * 7) % 251);

describe('one vault and its backup', () => {
  let from: Rig;
  let talk: Talk;
  let other: Talk;
  let caseId: string;
  let file: Uint8Array;
  let code: string;

  beforeAll(async () => {
    from = await rig();
    talk = await from.talk(['Eins', 'Zwei', 'Drei']);
    other = await from.talk(Array.from({ length: 600 }, (_, i) => `Zeile ${i} ${'ä'.repeat(600)}`));
    const theirs = await from.newCase({ ...whole, narrative: 'Vor der Schule.' });
    caseId = theirs.id;
    await from.attach(theirs, photo);
    const written = await made(from);
    file = newest(from);
    code = written.recoveryCode;
    expect(written).toMatchObject({ conversations: 2, messages: 603, cases: 1, evidence: 1 });
    expect(written.bytes).toBe(file.length);
  });

  test('comes back whole in an empty vault, by passphrase and by code', async () => {
    for (const secret of [PASSPHRASE, code]) {
      const into = await rig();
      expect(await restored(into, file, secret)).toEqual(
        ok({ added: 604, same: 0, newer: 0, evidence: 1 }),
      );
      expect(await textsOf(into, talk)).toEqual(['Eins', 'Zwei', 'Drei']);
      expect(await textsOf(into, other)).toEqual(await textsOf(from, other));
      expect(await into.cases.read(caseId)).toEqual(await from.cases.read(caseId));
      expect(await evidenceOf(into, caseId)).toEqual([photo]);
      const [there, here] = [await from.book.get(talk.id), await into.book.get(talk.id)];
      expect(here?.conversation).toEqual(there?.conversation);
    }
  });

  test('merged a second time changes nothing', async () => {
    const into = await rig();
    await restored(into, file);
    const before = new Map(into.store.records);
    const commits = into.store.commits.length;
    expect(await restored(into, file)).toEqual(ok({ added: 0, same: 604, newer: 0, evidence: 0 }));
    expect(into.store.records).toEqual(before);
    expect(into.store.commits.slice(commits).flat()).toEqual([]);
  });

  test('a stopped restore leaves whole records and is completed by the next', async () => {
    const into = await rig();
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
    expect((await into.book.get(other.id))?.conversation).toEqual(
      (await from.book.get(other.id))?.conversation,
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
      const into = await rig();
      expect(await restored(into, bad, code)).toEqual({ ok: false, refusal: 'bad-file' });
      for (const change of into.store.commits.flat()) expect(change.value).not.toBeNull();
      expect(await restored(into, file, code)).toMatchObject({ ok: true });
      expect(await textsOf(into, other)).toEqual(await textsOf(from, other));
    }
  });

  test('a wrong secret and a file that is something else are told apart', async () => {
    const into = await rig();
    expect(await restored(into, file, 'etwas ganz anderes')).toEqual({
      ok: false,
      refusal: 'wrong-secret',
    });
    const foreign = new TextEncoder().encode('Liebes Tagebuch');
    expect(await restored(into, foreign)).toEqual({ ok: false, refusal: 'bad-file' });
    into.dialog.chosen = null;
    expect(await into.backup.restore(PASSPHRASE)).toEqual({ ok: false, refusal: 'cancelled' });
    expect(into.store.records.size).toBe(0);
  });

  test('a full disk while restoring is said, and the next try completes it', async () => {
    const into = await rig();
    into.disk.full = true;
    expect(await restored(into, file)).toEqual({ ok: false, refusal: 'disk-full' });
    into.disk.full = false;
    expect(await restored(into, file)).toMatchObject({ ok: true, value: { evidence: 1 } });
    expect(await evidenceOf(into, caseId)).toEqual([photo]);
  });

  test('what was erased here does not come back, and erasures of the backup are taken over', async () => {
    const into = await rig();
    into.stones.erased.add(talk.id).add(caseId);
    from.stones.erased.add('older');
    await made(from);
    from.stones.erased.delete('older');
    expect(await restored(into, newest(from))).toMatchObject({ ok: true, value: { added: 600 } });
    expect(await into.book.get(talk.id)).toBeUndefined();
    expect(await into.cases.read(caseId)).toBeNull();
    expect(into.stones.taken).toEqual([{ name: 'older' }]);
  });
});

describe('merging with what is here', () => {
  test('both sides keep what only they had', async () => {
    const one = await rig();
    const talk = await one.talk(['Eins']);
    await made(one);
    const two = await rig();
    await restored(two, newest(one));
    await one.say(talk, 'Zwei, nur hier');
    const later = { ...talk };
    await made(one);
    const hers = await two.talk(['Ihre']);
    expect(await restored(two, newest(one))).toMatchObject({ ok: true, value: { added: 1 } });
    expect(await textsOf(two, later)).toEqual(['Eins', 'Zwei, nur hier']);
    expect(await textsOf(two, hers)).toEqual(['Ihre']);
    const record = (await two.book.get(talk.id))?.conversation;
    expect(record).toMatchObject({ preview: 'Zwei, nur hier', forks: [] });
    expect(record?.chains[0]?.upTo).toBe(1);
  });

  test('the case saved last stays', async () => {
    const one = await rig();
    const file = await one.newCase(whole);
    await made(one);
    const early = newest(one);
    const two = await rig();
    await restored(two, early);
    await two.env.advance(1000);
    await two.cases.save(file.id, { ...whole, narrative: 'Hier neuer.' });
    expect(await restored(two, early)).toEqual(ok({ added: 0, same: 0, newer: 1, evidence: 0 }));
    expect((await two.cases.read(file.id))?.incident.narrative).toBe('Hier neuer.');

    await one.env.advance(5000);
    await one.cases.save(file.id, { ...whole, narrative: 'Dort noch neuer.' });
    await made(one);
    expect(await restored(two, [...one.saved.values()].at(-1) ?? early)).toMatchObject({
      ok: true,
      value: { added: 1, newer: 0 },
    });
    expect((await two.cases.read(file.id))?.incident.narrative).toBe('Dort noch neuer.');
  });

  test('a reference that is taken here gets a letter', async () => {
    const one = await rig();
    const theirs = await one.newCase(whole);
    await made(one);
    const two = await rig();
    const ours = await two.newCase(whole);
    expect(ours.reference).toBe(theirs.reference);
    await restored(two, newest(one));
    expect((await two.cases.read(theirs.id))?.reference).toBe(`${theirs.reference}-b`);
    expect((await two.cases.read(ours.id))?.reference).toBe(ours.reference);
    expect(await restored(two, newest(one))).toMatchObject({ ok: true, value: { same: 1 } });
  });
});

describe('writing', () => {
  test('stopped at any moment leaves nothing', async () => {
    for (const [job, after] of [
      ['backup', 1],
      ['backup', 2],
      ['verify', 1],
    ] as const) {
      const vault = await rig();
      await vault.attach(await vault.newCase(whole), noise(2_500_000));
      const request = job === 'backup' ? 'writeSave' : 'readSave';
      const through = vault.parts.carrier[request] as (input: unknown) => Promise<unknown>;
      let calls = 0;
      Object.assign(vault.parts.carrier, {
        [request]: async (input: unknown) => {
          calls += 1;
          if (calls === after) vault.jobs.stop(job);
          return await through(input);
        },
      });
      expect(await vault.backup.backup(PASSPHRASE)).toEqual({ ok: false, refusal: 'stopped' });
      expect(vault.saved.size).toBe(0);
      expect(vault.backup.state().lastAt).toBeNull();
    }
  });

  test('a full disk is said and leaves nothing', async () => {
    const vault = await rig();
    await vault.talk(['Eins']);
    vault.dialog.full = true;
    expect(await vault.backup.backup(PASSPHRASE)).toEqual({ ok: false, refusal: 'disk-full' });
    expect(vault.saved.size).toBe(0);
  });

  test('a disk that gives back something else is noticed before the file counts', async () => {
    const vault = await rig();
    await vault.talk(['Eins']);
    const { readSave } = vault.parts.carrier;
    Object.assign(vault.parts.carrier, {
      readSave: async (input: Parameters<typeof readSave>[0]) => {
        const read = await readSave(input);
        if (!read.ok) return read;
        read.value[read.value.length - 5] = (read.value.at(-5) ?? 0) ^ 1;
        return read;
      },
    });
    expect(await vault.backup.backup(PASSPHRASE)).toEqual({ ok: false, refusal: 'unverified' });
    expect(vault.saved.size).toBe(0);
    expect(vault.noted).not.toContain('backup');
  });

  test('a weak passphrase and a cancelled dialog write nothing', async () => {
    const vault = await rig();
    expect(await vault.backup.backup('kurz')).toEqual({ ok: false, refusal: 'weak-passphrase' });
    vault.dialog.cancels = true;
    expect(await vault.backup.backup(PASSPHRASE)).toEqual({ ok: false, refusal: 'cancelled' });
    expect(vault.facts).toEqual([]);
  });

  test('never more than 1 MiB is under way, one write at a time', async () => {
    const vault = await rig();
    await vault.attach(await vault.newCase(whole), noise(3_000_000));
    const { writeSave } = vault.parts.carrier;
    let inFlight = 0;
    const sizes: number[] = [];
    Object.assign(vault.parts.carrier, {
      writeSave: async (input: Parameters<typeof writeSave>[0]) => {
        inFlight += 1;
        expect(inFlight).toBe(1);
        sizes.push(input.bytes.length);
        await new Promise((resolve) => {
          setTimeout(resolve, 0);
        });
        inFlight -= 1;
        return await writeSave(input);
      },
    });
    await made(vault);
    expect(Math.max(...sizes)).toBe(1024 * 1024);
    expect(sizes.length).toBe(3);
  });

  test('a file that cannot be read any more is left out, and the rest comes along', async () => {
    const vault = await rig();
    const file = await vault.newCase(whole);
    await vault.attach(file, noise(200_000));
    await vault.attach(file, photo);
    const [damaged] = [...vault.disk.files.values()];
    damaged?.set(1, new Uint8Array(50));
    expect(await made(vault)).toMatchObject({ evidence: 1 });
    const into = await rig();
    expect(await restored(into, newest(vault))).toMatchObject({ ok: true, value: { evidence: 1 } });
    expect(await evidenceOf(into, file.id)).toEqual([photo]);
  });
});

describe('the reminder', () => {
  test('is due at first, and again the chosen days after a backup', async () => {
    const vault = await rig();
    vault.backup.begin();
    expect(vault.facts).toContainEqual({ type: 'backup-due', lastAt: null });
    await made(vault);
    const lastAt = vault.env.now();
    expect(vault.backup.state()).toEqual({ lastAt, everyDays: 7, due: false });
    vault.facts.length = 0;
    await vault.env.advance(6.5 * DAY_MS);
    expect(vault.facts).toEqual([]);
    await vault.env.advance(DAY_MS);
    expect(vault.facts).toEqual([{ type: 'backup-due', lastAt }]);
    await vault.backup.setReminder(30);
    expect(vault.backup.state()).toMatchObject({ everyDays: 30, due: false });
    vault.backup.stop();
    vault.backup.stop();
    vault.facts.length = 0;
    await vault.env.advance(60 * DAY_MS);
    expect(vault.facts).toEqual([]);
  });
});

const noise = (length: number): Uint8Array =>
  new Uint8Array(length).map((_, i) => (i * 131 + (i >> 8)) % 256);

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
