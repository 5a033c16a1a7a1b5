import { expect, test } from 'vitest';
import { TEXT_LIMIT, type ConversationId } from '../../../../contract/desk.ts';
import { composer, composers, emptyComposer, noComposers } from './composer.ts';

const typed = (draft: string) => composer(emptyComposer, { type: 'typed', draft });

test('the longest allowed text is sent, counted in code points', () => {
  expect(composer(typed('😀'.repeat(TEXT_LIMIT)), { type: 'submitted' }).status).toBe('sending');
});

test('one character more is kept and explained, not cut', () => {
  const draft = '😀'.repeat(TEXT_LIMIT + 1);
  expect(composer(typed(draft), { type: 'submitted' })).toEqual({
    status: 'stuck',
    draft,
    why: 'too-long',
  });
});

test('blank text is not sent', () => {
  expect(composer(typed(' \n'), { type: 'submitted' }).status).toBe('writing');
});

test('a refusal keeps the text with its reason, and typing on clears the reason', () => {
  const sending = composer(typed('Hallo'), { type: 'submitted' });
  const stuck = composer(sending, { type: 'refused', why: 'disk-full' });
  expect(stuck).toEqual({ status: 'stuck', draft: 'Hallo', why: 'disk-full' });
  expect(composer(stuck, { type: 'typed', draft: 'Hallo!' })).toEqual(typed('Hallo!'));
});

test('nothing typed while a text is being saved can replace it', () => {
  const sending = composer(typed('Hallo'), { type: 'submitted' });
  expect(composer(sending, { type: 'typed', draft: '' })).toBe(sending);
});

test('each conversation keeps its own draft', () => {
  const [a, b] = ['a' as ConversationId, 'b' as ConversationId];
  let state = composers(noComposers, { type: 'typed', conversation: a, draft: 'für A' });
  state = composers(state, { type: 'typed', conversation: b, draft: 'für B' });
  state = composers(state, { type: 'submitted', conversation: b });
  state = composers(state, { type: 'sent', conversation: b });
  expect(state.get(a)?.draft).toBe('für A');
  expect(state.get(b)?.draft).toBe('');
});
