import { beforeAll, expect, test, vi } from 'vitest';
import { readDocument } from '../../../../protocol/team/document.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import {
  BACKUP_PASSPHRASE,
  backedUp,
  backupRig,
  newestFile,
  type BackupRig,
} from '../testing/backup-rig.ts';
import { openCaseBook } from '../cases/case-book.ts';
import { readGiven, References } from '../cases/references.ts';
import { MAX_REFERENCE } from '../limits.ts';
import { whole } from '../testing/incidents.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import { restoreAsNew, type NewVaultParts } from './restore-as-new.ts';

/** Every backup derives real keys. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const input = {
  secret: BACKUP_PASSPHRASE,
  passphrase: 'ein ganz anderer langer Satz',
  alias: 'Team Birke',
  language: 'nl',
} as const;

let from: BackupRig;
let file: Uint8Array;

beforeAll(async () => {
  from = await backupRig();
  await from.talk(['Eins', 'Zwei']);
  await from.newCase(whole);
  await backedUp(from);
  file = newestFile(from);
});

type Reader = Parameters<NewVaultParts['found']>[0];

async function tried(chosen: Uint8Array | null, found?: NewVaultParts['found']) {
  const into = await backupRig();
  into.dialog.chosen = chosen;
  const readers: Reader[] = [];
  const answer = await restoreAsNew(
    {
      carrier: into.parts.carrier,
      jobs: into.jobs,
      isStrong: into.parts.isStrong,
      found: async (reader) => {
        readers.push(reader);
        return found === undefined ? ok(into.backup) : await found(reader);
      },
    },
    input,
  );
  return { into, readers, answer };
}

test('a new vault gets the team, a name and a language of its own, and everything in the file', async () => {
  const { readers, answer, into } = await tried(file);
  expect(answer).toEqual(ok({ added: 3, same: 0, newer: 0, evidence: 0, marksLeft: 0 }));
  const [reader] = readers;
  expect(reader?.settings).toMatchObject({
    alias: 'Team Birke',
    language: 'nl',
    teamName: 'Anlaufstelle',
  });
  expect(readDocument(reader?.document ?? new Uint8Array(0)).seq).toBe(1);
  expect(reader?.tombstoneKey).toEqual(from.parts.tombstones.key());
  expect(reader?.passphrase).toBe(input.passphrase);
  expect(into.noted).toContain('restore');
});

test('a file that is bad at its very end makes no vault', async () => {
  const bad = file.slice();
  bad[bad.length - 1] = (bad.at(-1) ?? 0) ^ 1;
  const { readers, answer } = await tried(bad);
  expect(answer).toEqual(refuse('bad-file'));
  expect(readers).toEqual([]);
});

test('a cancelled dialog and a refused founding are told as they are', async () => {
  expect((await tried(null)).answer).toEqual(refuse('cancelled'));
  expect((await tried(file, async () => refuse('unfinished-team'))).answer).toEqual(
    refuse('unfinished-team'),
  );
});

test('a weak passphrase is refused before a file is asked for', async () => {
  const into = await backupRig();
  const answer = await restoreAsNew(
    {
      carrier: {
        ...into.parts.carrier,
        beginOpen: async () => {
          throw new Error('asked for a file');
        },
      },
      jobs: into.jobs,
      isStrong: () => false,
      found: async () => ok(into.backup),
    },
    input,
  );
  expect(answer).toEqual(refuse('weak-passphrase'));
});

test('numbers of cases that were erased before the backup are not given again in a new vault', async () => {
  const one = await backupRig();
  const kept = await one.newCase(whole);
  await one.env.advance(1000);
  const gone = await one.newCase(whole);
  const bucket = one.parts.cases.bucketOf(gone.id);
  if (bucket === undefined) throw new Error('no bucket');
  await one.erase([{ case: gone.id }]);
  const watch = { stopped: () => false, progress: () => undefined };
  await one.store.rewrite({ drop: new Set([bucket]), rekey: false }, watch);
  one.parts.cases.forget(bucket);
  await backedUp(one);
  const { into } = await tried(newestFile(one));
  const reopened = await openCaseBook({ ...into.parts, store: into.store });
  for (const book of [into.parts.cases, reopened]) await book.addAll([whole]);
  const { cases } = reopened.list({ from: 0, limit: 9 });
  const next = [into.parts.cases.list({ from: 0, limit: 9 }).cases, cases].flat();
  expect(next.map(({ reference }) => reference)).not.toContain(gone.reference);
  expect(next).toHaveLength(4);
  expect(kept.reference).not.toBe(gone.reference);
});

test('a backup that claims impossible numbers uses none of ours up', () => {
  expect(readGiven({ highest: { '2026': 4 } })).toEqual({ '2026': 4 });
  for (const highest of [{ '2026': MAX_REFERENCE + 1 }, { '2026': -1 }, { x: 1 }, { '2026': 1.5 }])
    expect(readGiven({ highest })).toBeNull();
  const references = new References();
  references.taken(`2026-${MAX_REFERENCE + 1}`);
  expect(references.highest()).toEqual({});
  references.taken(`2026-${MAX_REFERENCE}`);
  expect(references.highest()).toEqual({ '2026': MAX_REFERENCE });
});

test('whatever a backup calls its cases, the vault that took them opens again', async () => {
  for (const reference of ['1999-0000', `1999-${MAX_REFERENCE + 1}`]) {
    const one = await backupRig();
    const { id } = await one.newCase(whole);
    const bucket = one.parts.cases.bucketOf(id);
    const kept = await one.parts.cases.read(id);
    if (bucket === undefined || kept === null) throw new Error('no case');
    const row = rowIdOf(one.parts.nameKey(bucket), 'case', 'head');
    const value = { ...kept, reference };
    await one.store.commit([{ bucket, table: 'case', id: row, seq: 0, value }]);
    await backedUp(one);
    const { into } = await tried(newestFile(one));
    await into.parts.cases.addAll([whole]);
    const again = await openCaseBook({ ...into.parts, store: into.store });
    const { cases } = again.list({ from: 0, limit: 9 });
    expect(cases.map((each) => each.reference)).toContain(reference);
  }
});

test('numbers that an older version took from such a label keep nobody out', async () => {
  const { parts, store } = await backupRig();
  const own = parts.buckets.own;
  const id = rowIdOf(parts.nameKey(own), 'setting', 'references');
  const value = { highest: { '1999': 0, '2001': MAX_REFERENCE + 1, '2026': 3 } };
  await store.commit([{ bucket: own, table: 'setting', id, seq: 0, value }]);
  expect((await openCaseBook({ ...parts, store })).given()).toEqual({ '2026': 3 });
});
