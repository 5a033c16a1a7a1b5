/** Counting while messages keep coming: whatever is written in between two rows that are read. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DeviceId } from '../../../../protocol/ids.ts';
import { headOf } from '../inbox/conversation-head.ts';
import type { Change, StoredRecord } from '../store/vault-store.ts';
import { bucketNumber, conversation, me, reply } from '../testing/conversations.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { Counting } from './counting.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
console.info(`counting: seed ${seed}`);

/** So many messages in each conversation, and at each row that is read one more in the conversation named next. */
async function counting(begun: readonly number[], meanwhile: (number | null)[]) {
  const memory = new MemoryStore();
  const heads = new Map(begun.map((_, n) => [bucketNumber(n), headOf(conversation(n))]));
  const listeners = new Set<(changes: readonly Change[]) => void>();
  const write = async (n: number): Promise<void> => {
    const { change } = reply(n);
    await memory.commit([change]);
    for (const listen of listeners) listen([change]);
  };
  for (const [n, count] of begun.entries()) for (let i = 0; i < count; i += 1) await write(n);
  const counted = new Counting({
    env: { ticks: () => 0 },
    store: {
      onCommit: (listen) => {
        listeners.add(listen);
        return () => listeners.delete(listen);
      },
      each: async function* each(bucket, table) {
        // What is written after it began may lie before where it is: it is not among what is read.
        const there: StoredRecord[] = [];
        for await (const record of memory.each(bucket, table)) there.push(record);
        for (const record of there) {
          const next = meanwhile.shift() ?? null;
          if (next !== null) await write(next);
          yield record;
        }
      },
    },
    book: { heads: () => heads.entries(), lineIn: (bucket) => heads.get(bucket) },
    known: () => ({ me, own: DeviceId('a'.repeat(32)), devices: new Map() }),
    horizon: () => 0,
  });
  return { counted, kept: () => begun.map((_, n) => memory.count(bucketNumber(n))) };
}

test('a message that comes while it is counted is counted, and each once', async () => {
  const conversations = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
  const coming = fc.array(fc.option(fc.nat({ max: 3 })), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(conversations, coming, async (begun, meanwhile) => {
      const within = meanwhile.map((n) => (n === null ? null : n % begun.length));
      const { counted, kept } = await counting(begun, within);
      const { done, total } = await counted.count(0, Number.POSITIVE_INFINITY);
      expect([done, total]).toEqual([begun.length, begun.length]);
      expect(counted.counted(0).map(({ tally }) => tally.wrote.length)).toEqual(kept());
    }),
    { seed, numRuns: 200 },
  );
});
