import { expect, test, vi } from 'vitest';
import type {
  ConversationId,
  ConversationSummary,
  Desk,
  DeskRequests,
} from '../../../../contract/desk.ts';
import { blankLine } from '../rehearsal-lines.ts';
import { makeStores } from '../stores.ts';
import { loadLines } from './pages.ts';

type Lines = DeskRequests['conversations'];

const line = (n: number): ConversationSummary => ({
  ...blankLine,
  id: String(n) as ConversationId,
  name: `Ahorn ${n}`,
  lastAt: n,
});

test('a line that slips from one page into another while they come is not missed', async () => {
  const lines = Array.from({ length: 600 }, (_, n) => line(n));
  let asked = 0;
  const conversations = async ({ from, limit }: Lines['input']): Promise<Lines['output']> => {
    asked += 1;
    const page = lines.slice(from, from + limit);
    // Whoever stood first is answered meanwhile and goes to the end; everybody moves up.
    if (asked === 1) lines.push(...lines.splice(0, 1));
    return { conversations: page, total: lines.length };
  };
  const stores = makeStores();
  await loadLines({ desk: { conversations } as unknown as Desk, stores, restart: () => undefined });
  await vi.waitFor(() => expect(stores.inbox.get().lines.size).toBe(600));
});
