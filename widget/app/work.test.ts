import { expect, test } from 'vitest';
import { MailboxId } from '../../protocol/ids.ts';
import { workBitsOf } from '../../protocol/wire/login.ts';
import { waitFor } from './link.ts';
import { solveWork } from './work.ts';

const nonce = new Uint8Array(32).fill(9);
const mailbox = MailboxId('0f'.repeat(16));

test('the work found is the work asked for', async () => {
  const work = await solveWork(nonce, mailbox, 10, () => false);
  expect(workBitsOf(nonce, mailbox, work ?? -1)).toBeGreaterThanOrEqual(10);
});

test('no work is asked for: none is done', async () => {
  expect(await solveWork(nonce, mailbox, 0, () => false)).toBe(0);
});

test('work for a connection that is gone is given up', async () => {
  expect(await solveWork(nonce, mailbox, 60, () => true)).toBeNull();
});

test('waiting doubles to 30 s and is never the same for all', () => {
  for (const [failures, full] of [
    [1, 500],
    [2, 1000],
    [5, 8000],
    [20, 30_000],
  ] as const) {
    const waits = Array.from({ length: 50 }, () => waitFor(failures));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(full / 2);
    expect(Math.max(...waits)).toBeLessThanOrEqual(full);
    expect(new Set(waits).size).toBeGreaterThan(1);
  }
});
