import { expect, test } from 'vitest';
import type { ConversationId } from '../../../contract/desk.ts';
import { panesFor } from './panes.ts';
import { startingView } from './state/view.ts';

const talking = { ...startingView, conversation: 'c' as ConversationId };
const documenting = { ...talking, casePanel: true };

test('a wide window shows queue, conversation and case', () => {
  expect(panesFor('wide', documenting, true)).toEqual(['queue', 'talk', 'case']);
});

test('two panes: the case takes the place of the queue', () => {
  expect(panesFor('middle', documenting, true)).toEqual(['talk', 'case']);
  expect(panesFor('middle', talking, true)).toEqual(['queue', 'talk']);
});

test('one pane shows what was opened last', () => {
  expect(panesFor('narrow', startingView, false)).toEqual(['queue']);
  expect(panesFor('narrow', talking, true)).toEqual(['talk']);
  expect(panesFor('narrow', documenting, true)).toEqual(['case']);
});

test('a panel without a case is no pane', () => {
  expect(panesFor('wide', documenting, false)).toEqual(['queue', 'talk']);
});
