import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { expect, test, vi } from 'vitest';
import { newBoxKeys } from '../../../../protocol/crypto/keys.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import { testTeam } from '../../../../protocol/testing/team.ts';
import { refuse } from '../../../contract/outcome.ts';
import { openTombstones } from '../erase/tombstones.ts';
import { backupRig, restored, type BackupRig } from '../testing/backup-rig.ts';
import { forged } from '../testing/hostile-backup.ts';
import { MAX_HEARD } from '../../../../protocol/talk/bounds.ts';
import { MAX_TAG, MAX_TAGS, MAX_DEVICES } from '../../../../protocol/limits.ts';
import {
  MAX_CHAINS,
  MAX_LINKS,
  MAX_PENDING,
  MAX_ROW_BYTES,
  MAX_AHEAD,
  MAX_TERMS,
  MAX_TO_TEAM,
  MAX_UNHELD,
  ROW_PAD,
} from '../limits.ts';
import { whole } from '../testing/incidents.ts';
import { readTalk } from './trusted.ts';

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

test('a conversation with every list full, and a long contact, is taken in', async () => {
  const { record } = await talkOf(await backupRig());
  const many = <T>(n: number, one: (i: number) => T): readonly T[] =>
    Array.from({ length: n }, (_, i) => one(i));
  const hex = (bytes: number): string => 'a'.repeat(2 * bytes);
  const last = Number.MAX_SAFE_INTEGER;
  const seqs = (n: number): readonly number[] => many(n, (i) => last - n + i);
  const chain = { sender: hex(32), session: hex(16), audience: 'talk', tail: hex(32), read: last };
  const links = (n: number) => seqs(n).map((seq) => ({ seq, prev: hex(32), hash: hex(32) }));
  const receipt = { sender: hex(32), session: hex(16), upTo: last - 64, read: last };
  const pending = {
    row: hex(16),
    session: hex(16),
    state: 'expired',
    eids: many(4, () => hex(16)),
  };
  const claim = {
    term: last,
    by: hex(16),
    mid: hex(16),
    holder: hex(16),
    alias: '\u0001'.repeat(64),
  };
  const state = {
    term: last,
    revision: last,
    by: hex(16),
    mid: hex(16),
    row: hex(16),
    settled: false,
    after: { term: last, revision: last },
    status: 'closed',
    outcome: '\u0001'.repeat(64),
    snooze: last,
    followUp: last,
    tags: many(MAX_TAGS, () => '\u0001'.repeat(MAX_TAG)),
    heard: many(MAX_HEARD, () => ({ session: hex(16), seq: last })),
  };
  const value = {
    ...record,
    work: {
      claims: many(MAX_TERMS, () => claim),
      ahead: many(MAX_AHEAD, () => claim),
      states: many(1 + MAX_TERMS + MAX_UNHELD, () => state),
      wrote: state.heard,
      dealt: many(1 + MAX_TERMS + MAX_UNHELD, () => hex(16)),
    },
    toTeam: many(MAX_TO_TEAM, () => ({
      row: hex(16),
      done: many(MAX_DEVICES - 1, () => hex(16)),
    })),
    unheard: many(MAX_PENDING, () => hex(16)),
    hearers: many(MAX_DEVICES, () => hex(16)),
    preview: '\u0001'.repeat(120),
    consent: '\u0001'.repeat(64),
    topics: many(16, (i) => 84 + i),
    chains: many(MAX_CHAINS, () => ({
      ...chain,
      upTo: last,
      further: links(MAX_LINKS / MAX_CHAINS),
    })),
    forks: many(MAX_CHAINS, () => ({ sender: hex(32), session: hex(16), seq: last })),
    receipts: many(MAX_CHAINS, () => ({ ...receipt, further: seqs(32) })),
    pending: many(MAX_PENDING, () => ({ ...pending, seq: 999_999, resealAt: 1_900_000_000_000 })),
    contactDetails: {
      ...Object.fromEntries(
        ['name', 'phone', 'email', 'when'].map((name) => [name, '\u0001'.repeat(200)]),
      ),
      purpose: '\u0001'.repeat(1000),
    },
  };
  expect(readTalk(value).pending).toHaveLength(MAX_PENDING);
  const room = MAX_ROW_BYTES - ROW_PAD - utf8ToBytes(JSON.stringify(value)).length;
  expect(room).toBeGreaterThan(0);
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
  const large = { ...value, more: 'x'.repeat(MAX_ROW_BYTES) };
  const { answer } = await taken([
    { type: 'conversation', value: record },
    { type: 'message', row, seq: 1, value: large },
  ]);
  expect(answer).toEqual(refuse('bad-file'));
});
