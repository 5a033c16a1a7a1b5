import { expect, test } from 'vitest';
import type { ConversationId, MessageId } from '../../../../contract/desk.ts';
import { blankLine } from '../rehearsal-lines.ts';
import { isVeiledPreview, noVeils, veils } from './veils.ts';

const message = 'a' as MessageId;
const conversation = 'c' as ConversationId;
const text = 'Ihr  seid alle\ngleich, und das sage ich euch';
const put = veils(noVeils, { type: 'veiled', message, conversation, text });

test('a message put out of sight stays so until it is shown again', () => {
  expect(put.has(message)).toBe(true);
  expect(veils(put, { type: 'veiled', message, conversation, text })).toBe(put);
  expect(veils(put, { type: 'shown', message }).has(message)).toBe(false);
  expect(veils(noVeils, { type: 'shown', message })).toBe(noVeils);
});

test('the queue does not show what was put out of sight, and shows everything else', () => {
  const line = { ...blankLine, id: conversation };
  const shows = (more: Partial<typeof line>) => !isVeiledPreview(put, { ...line, ...more });
  expect(shows({ preview: 'Ihr seid alle gleich, und das sage ich euch' })).toBe(false);
  expect(shows({ preview: 'Ihr seid alle gl…' })).toBe(false);
  expect(shows({ preview: 'Entschuldigung' })).toBe(true);
  expect(shows({ preview: 'Ihr seid alle gl…', id: 'd' as ConversationId })).toBe(true);
  expect(shows({ preview: 'Ihr seid alle gl…', previewBy: 'operator' })).toBe(true);
});
