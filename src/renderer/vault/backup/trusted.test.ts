import { bytesToHex } from '@noble/hashes/utils.js';
import { expect, test, vi } from 'vitest';
import { newBoxKeys } from '../../../../protocol/crypto/keys.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import { testTeam } from '../../../../protocol/testing/team.ts';
import { refuse } from '../../../contract/outcome.ts';
import { openTombstones } from '../erase/tombstones.ts';
import { backupRig, restored, type BackupRig } from '../testing/backup-rig.ts';
import { forged } from '../testing/hostile-backup.ts';
import { whole } from '../testing/incidents.ts';

/** Every backup derives real keys. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

async function taken(records: readonly object[], into?: BackupRig) {
  const vault = into ?? (await backupRig());
  return { vault, answer: await restored(vault, await forged({ records })) };
}

async function talkOf(vault: BackupRig) {
  const talk = await vault.talk(['Eins']);
  const entry = await vault.parts.book.get(talk.id);
  const [letter] = await vault.messages(talk);
  if (entry === undefined || letter === undefined) throw new Error('a conversation was begun');
  const value = { sender: letter.sender, body: new TextDecoder().decode(letter.bytes), arrived: 1 };
  return { talk, record: entry.conversation, row: letter.row, value, letter };
}

test('a backup of another team is refused with its own word, and nothing of it is taken in', async () => {
  const other = testTeam('another');
  const vault = await backupRig();
  const theirs = await talkOf(await backupRig());
  const file = await forged({
    document: other.bytes,
    records: [{ type: 'conversation', value: theirs.record }],
  });
  expect(await restored(vault, file)).toEqual(refuse('other-team'));
  expect(vault.store.records.size).toBe(0);
});

test('a key of tombstones that is none cannot keep the vault from opening', async () => {
  const vault = await backupRig();
  const stones = { type: 'tombstone', value: { key: null, stones: 'a'.repeat(32) } };
  const file = await forged({ stoneKey: new Uint8Array(5), records: [stones] });
  expect(await restored(vault, file)).toEqual(refuse('bad-file'));
  const { store, buckets, nameKey } = vault.parts;
  const key = (): Uint8Array => new Uint8Array(32);
  await expect(openTombstones({ store, own: buckets.own, nameKey, key })).resolves.toBeDefined();
});

test('a conversation that says another writes in it is refused: replies would go to them', async () => {
  const from = await backupRig();
  const { record } = await talkOf(from);
  const reporter = SenderKey.of(newBoxKeys().publicKey);
  const { answer } = await taken([{ type: 'conversation', value: { ...record, reporter } }]);
  expect(answer).toEqual(refuse('bad-file'));
});

test('numbers nobody could go on from are refused', async () => {
  const from = await backupRig();
  const { record } = await talkOf(from);
  for (const change of [
    { lamport: Number.MAX_SAFE_INTEGER },
    { lastAt: Number.MAX_SAFE_INTEGER },
    { hue: 4000 },
    { name: 'A'.repeat(100_000) },
  ]) {
    const { answer } = await taken([{ type: 'conversation', value: { ...record, ...change } }]);
    expect(answer, Object.keys(change).join()).toEqual(refuse('bad-file'));
  }
});

test('a message is put in its own place, whatever place the file says', async () => {
  const from = await backupRig();
  const { record, row, value, letter } = await talkOf(from);
  const { vault, answer } = await taken([
    { type: 'conversation', value: record },
    { type: 'message', row, seq: 0, value },
  ]);
  expect(answer).toMatchObject({ ok: true, value: { added: 1 } });
  const kept = [...vault.store.records.values()].find(({ table }) => table === 'message');
  expect(kept?.seq).toBe(letter.body.lamport);
});

test('nobody but its reporter writes as the reporter of a conversation', async () => {
  const from = await backupRig();
  const { record, row, value } = await talkOf(from);
  const sender = SenderKey.of(newBoxKeys().publicKey);
  const { answer } = await taken([
    { type: 'conversation', value: record },
    { type: 'message', row, seq: 1, value: { ...value, sender } },
  ]);
  expect(answer).toEqual(refuse('bad-file'));
});

test('a case whose id is no id, or whose dates no calendar knows, is refused', async () => {
  const from = await backupRig();
  const file = await from.newCase(whole);
  for (const change of [{ id: '../../header' }, { created: 1e300 }, { saved: -1 }]) {
    const { answer } = await taken([{ type: 'case', value: { ...file, ...change } }]);
    expect(answer, Object.keys(change).join()).toEqual(refuse('bad-file'));
  }
});

test('a page that mixes two devices’ events is no page of a log', async () => {
  const event = (seq: number, by: string) => ({
    seq,
    at: 1,
    act: 'locked',
    by,
    about: null,
    count: null,
    chain: 'c'.repeat(64),
  });
  const vault = await backupRig();
  const mixed = [event(1, vault.parts.device), event(2, bytesToHex(new Uint8Array(16).fill(7)))];
  const { answer } = await taken([{ type: 'audit', value: { events: mixed } }], vault);
  expect(answer).toEqual(refuse('bad-file'));
});

test('a record too large for a row is refused, not thrown', async () => {
  const from = await backupRig();
  const { record, row, value } = await talkOf(from);
  const large = { ...value, more: 'x'.repeat(600_000) };
  const { answer } = await taken([
    { type: 'conversation', value: record },
    { type: 'message', row, seq: 1, value: large },
  ]);
  expect(answer).toEqual(refuse('bad-file'));
});
