import { expect, test } from 'vitest';
import { conversation, conversationRow } from '../testing/conversations.ts';
import { ListStore, nameKeyFor } from '../testing/list-store.ts';
import { FIRST_LOOK_LINES } from '../limits.ts';
import { openBook } from './book.ts';
import { makeFirstLook, readFirstLook } from './first-look.ts';

test('the first look is the first lines of the queue and how many there are, nobody here yet', async () => {
  const store = new ListStore();
  const count = FIRST_LOOK_LINES + 20;
  const all = Array.from({ length: count }, (_, n) => conversation(n, { lastAt: n }));
  await store.commit(all.map((one, n) => conversationRow(n, one)));
  const book = await openBook({ store, nameKey: nameKeyFor });
  const newest = conversation(count - 1).id;
  const file = { id: 'x', reference: '2026-0001' };
  const made = makeFirstLook(
    book,
    (id) => (id === newest ? file : null),
    () => 'Schule',
    () => ({
      holder: { device: 'ab'.repeat(16), alias: 'Mika', offered: false, own: false },
      restricted: { devices: ['ab'.repeat(16)], own: false, waits: true },
      mayRestrict: true,
      erasedBy: 'cd'.repeat(16),
    }),
  );
  const look = readFirstLook(JSON.parse(JSON.stringify(made)));
  expect(look?.total).toBe(count);
  expect(look?.conversations).toHaveLength(FIRST_LOOK_LINES);
  expect(look?.conversations[0]).toMatchObject({
    id: newest,
    preview: `Vorschau ${count - 1}`,
    case: file,
    topic: 'Schule',
    live: false,
    typing: false,
    holder: { alias: 'Mika', own: false },
    restricted: { devices: ['ab'.repeat(16)], own: false, waits: true },
    mayRestrict: true,
    erasedBy: 'cd'.repeat(16),
    status: 'open',
  });
  expect(look?.conversations[1]?.case).toBeNull();
});

test('a first look of another version is none', () => {
  expect(readFirstLook(null)).toBeNull();
  expect(readFirstLook({ lines: [{ head: {}, case: null }], total: 1 })).toBeNull();
  expect(readFirstLook({ lines: [], total: '1' })).toBeNull();
});
