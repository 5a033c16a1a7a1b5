import { expect, test } from 'vitest';
import type { ConversationId } from '../../../../contract/desk.ts';
import type { OutgoingFile } from '../../../../contract/talk.ts';
import { nothingOutgoing, outgoing } from './outgoing.ts';

const one = '1'.repeat(32) as ConversationId;
const other = '2'.repeat(32) as ConversationId;
const file: OutgoingFile = { name: 'Bild.jpg', bytes: 9, state: 'going', done: 1, total: 4 };

test('each conversation has its own file on its way, and the newest word about it counts', () => {
  const both = [
    { conversation: one, file },
    { conversation: other, file: { ...file, name: 'Merkblatt.pdf' } },
    { conversation: one, file: { ...file, done: 2 } },
  ].reduce(outgoing, nothingOutgoing);
  expect(both.get(one)).toEqual({ ...file, done: 2 });
  expect(both.get(other)?.name).toBe('Merkblatt.pdf');
  expect([...outgoing(both, { conversation: one, file: null }).keys()]).toEqual([other]);
});

test('what is over for a conversation without a file changes nothing', () => {
  expect(outgoing(nothingOutgoing, { conversation: one, file: null })).toBe(nothingOutgoing);
});
