import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { frame, FrameReader } from './frames.ts';
import { items, MAGIC, noCounts, type Counts } from './records.ts';
import { BadBackup, NewerBackup } from './refusals.ts';

const header = frame({ type: 'header', made: 1, planned: noCounts }, new Uint8Array(3));
const settings = frame({
  type: 'settings',
  value: { relay: '', teamName: '', alias: '', language: 'de', devices: [], kept: {} },
});
const stones = frame({ type: 'tombstones' }, new Uint8Array(32));
const talk = frame({ type: 'conversation', value: {} });
const message = frame({ type: 'message', row: '01'.repeat(16), seq: 1, value: {} });
const file = frame({ type: 'case', value: {} });
const evidence = frame({ type: 'evidence', value: {} });
const chunk = frame({ type: 'chunk' }, new Uint8Array(4));
const fileEnd = frame({ type: 'file-end', whole: true });

const intro = [header, settings, stones];

function payload(
  frames: readonly Uint8Array[],
  end: { readonly counts?: Partial<Counts>; readonly sha256?: string } = {},
  magic = MAGIC,
): Uint8Array {
  const body = concatBytes(utf8ToBytes(magic), ...frames);
  const counts = { ...noCounts, ...end.counts };
  const digest = end.sha256 ?? bytesToHex(sha256(body));
  return concatBytes(body, frame({ type: 'end', counts, sha256: digest }));
}

async function read(bytes: Uint8Array): Promise<readonly string[]> {
  let rest: Uint8Array | null = bytes;
  const reader = new FrameReader(async () => {
    const piece = rest;
    rest = null;
    return piece;
  });
  const types: string[] = [];
  for await (const item of items(reader)) types.push(item.type);
  return types;
}

test('records in their order, counted and digested, are taken', async () => {
  const frames = [...intro, talk, message, message, file, evidence, chunk, chunk, fileEnd];
  const counts = { conversations: 1, messages: 2, cases: 1, evidence: 1 };
  const types = await read(payload(frames, { counts }));
  expect(types.slice(3, 6)).toEqual(['conversation', 'message', 'message']);
  expect(types.at(-1)).toBe('end');
});

test('records out of their order are refused', async () => {
  for (const frames of [
    [settings, header, stones],
    [...intro, message],
    [...intro, talk, evidence, fileEnd],
    [...intro, file, chunk, fileEnd],
    [...intro, file, evidence, talk],
    [...intro, header],
    [header, settings],
    [...intro, talk, stones],
  ]) {
    await expect(read(payload(frames))).rejects.toThrow(BadBackup);
  }
});

test('a wrong count, a wrong digest, and anything after the end are refused', async () => {
  await expect(read(payload(intro, { counts: { messages: 1 } }))).rejects.toThrow(BadBackup);
  await expect(read(payload(intro, { sha256: '0'.repeat(64) }))).rejects.toThrow(BadBackup);
  await expect(read(concatBytes(payload(intro), stones))).rejects.toThrow(BadBackup);
  await expect(read(concatBytes(utf8ToBytes(MAGIC), ...intro))).rejects.toThrow(BadBackup);
});

test('an unknown record, an unknown field and bytes where none belong are refused', async () => {
  for (const odd of [
    frame({ type: 'keys' }),
    frame({ type: 'conversation', value: {}, more: 1 }),
    frame({ type: 'conversation', value: {} }, new Uint8Array(1)),
  ]) {
    await expect(read(payload([...intro, odd]))).rejects.toThrow(BadBackup);
  }
});

test('a file from before annotations is read as ever', async () => {
  await expect(read(payload(intro, {}, 'beistand-backup 1\n'))).resolves.not.toHaveLength(0);
});

test('a newer version is told from a file of something else', async () => {
  await expect(read(payload(intro, {}, 'beistand-backup 3\n'))).rejects.toThrow(NewerBackup);
  await expect(read(payload(intro, {}, 'something elsewhere'))).rejects.toThrow(BadBackup);
});
