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

test('what was kept comes into the box, and before what was typed meanwhile', () => {
  const kept = { type: 'kept', draft: 'Magst du ' } as const;
  expect(composer(emptyComposer, kept).draft).toBe('Magst du ');
  expect(composer(typed('mir'), kept).draft).toBe('Magst du mir');
  const stuck = { status: 'stuck', draft: 'mir', why: 'failed' } as const;
  expect(composer(stuck, kept)).toEqual({ ...stuck, draft: 'Magst du mir' });
});

test('what could not be kept says so through every letter, until the vault has it', () => {
  const unkept = composer(typed('Hallo'), { type: 'unkept' });
  expect(unkept).toEqual({ status: 'writing', draft: 'Hallo', unkept: true });
  const further = composer(unkept, { type: 'typed', draft: 'Hallo!' });
  expect(further).toEqual({ status: 'writing', draft: 'Hallo!', unkept: true });
  expect(composer(further, { type: 'saved' })).toEqual(typed('Hallo!'));
});

test('what was refused and could not be kept either says both', () => {
  const sending = composer(typed('Hallo'), { type: 'submitted' });
  const stuck = composer(sending, { type: 'refused', why: 'disk-full' });
  const both = { status: 'stuck', draft: 'Hallo', why: 'disk-full', unkept: true } as const;
  expect(composer(stuck, { type: 'unkept' })).toEqual(both);
  expect(composer(both, { type: 'submitted' })).toMatchObject({ status: 'sending', unkept: true });
});

test('the draft of an erased conversation goes with it', () => {
  const a = 'a' as ConversationId;
  const state = composers(noComposers, { type: 'typed', conversation: a, draft: 'für A' });
  expect(composers(state, { type: 'gone', conversation: a }).has(a)).toBe(false);
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
