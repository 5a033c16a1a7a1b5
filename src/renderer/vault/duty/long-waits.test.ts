import { expect, test } from 'vitest';
import { ConversationId } from '../../../../protocol/ids.ts';
import type { ConversationHead } from '../inbox/conversation-head.ts';
import { LongWaits, LOOK_AGAIN_MS } from './long-waits.ts';

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

test('who rests for a year is looked at again each hour, and called by nothing until then', () => {
  const id = ConversationId.random();
  const head = { id, waitingSince: 0, look: { snoozedUntil: YEAR_MS } } as ConversationHead;
  const waits: { readonly ms: number; readonly look: () => void }[] = [];
  const rung: unknown[] = [];
  const long = new LongWaits({
    env: {
      now: () => 0,
      later: (ms, look) => {
        waits.push({ ms, look });
        return () => undefined;
      },
    },
    line: () => [head],
    calls: () => true,
    ring: (conversations) => rung.push(conversations),
  });
  long.watch(3);
  waits[0]?.look();
  expect(waits.map(({ ms }) => ms)).toEqual([LOOK_AGAIN_MS, LOOK_AGAIN_MS]);
  expect(rung).toEqual([]);
});
