import { expect, test } from 'vitest';
import { ConversationId, RowId, SessionId } from '../../../../protocol/ids.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import { MAX_TO_TEAM } from '../limits.ts';
import { newConversation, stateOf, waitingForTeam } from './conversation.ts';

const empty = newConversation({
  id: ConversationId.random(),
  reporter: SenderKey.of(new Uint8Array(32).fill(9)),
  created: 0,
  name: '',
  hue: 0,
});
const told = (row: RowId) => ({ row, done: [] });
const noteIn = (conversation: typeof empty, row: RowId) =>
  stateOf(conversation, { row, sender: empty.reporter, session: SessionId.random(), seq: 0 });

test('the oldest message for colleagues is let go when too many wait, and is never called sent', () => {
  const rows = Array.from({ length: MAX_TO_TEAM + 1 }, () => RowId.random());
  const full = waitingForTeam(empty, rows.slice(1).map(told));
  expect(full.unheard).toEqual([]);

  const [oldest, next] = rows;
  if (oldest === undefined || next === undefined) throw new Error('rows were made');
  const over = waitingForTeam(empty, rows.map(told));
  expect(over.toTeam).toHaveLength(MAX_TO_TEAM);
  expect(noteIn(over, oldest)).toBe('unheard');
  expect(noteIn(over, next)).toBe('sending');

  const putBack = waitingForTeam(over, [told(oldest)]);
  expect(noteIn(putBack, oldest)).toBe('sending');
  expect(noteIn(putBack, next)).toBe('sent');
});
