import { expect, test } from 'vitest';
import type { MessageId, OpenMessage } from '../../../../contract/desk.ts';
import { NO_VEIL } from '../../../../contract/veil.ts';
import { isOutOfSight } from './veils.ts';

const [one, other] = ['a' as MessageId, 'b' as MessageId];
const about = { id: one, at: 0, gap: false, forked: false } as const;
const text: OpenMessage = { ...about, kind: 'text', author: 'reporter', text: 'Ihr …' };

test('a message that was hidden is out of sight, and no other', () => {
  const veil = { all: false, except: [one] };
  expect(isOutOfSight(NO_VEIL, text)).toBe(false);
  expect(isOutOfSight(veil, text)).toBe(true);
  expect(isOutOfSight(veil, { ...text, id: other })).toBe(false);
});

test('with everything of a person their words, stars and files are out of sight, but for what was shown again', () => {
  const veil = { all: true, except: [other] };
  const stars: OpenMessage = {
    ...about,
    kind: 'rating',
    author: 'reporter',
    stars: 1,
    comment: 'Ihr …',
  };
  expect(isOutOfSight(veil, text)).toBe(true);
  expect(isOutOfSight(veil, stars)).toBe(true);
  expect(isOutOfSight(veil, { ...text, id: other })).toBe(false);
});

test('what a colleague wrote, and what the person asks for, stay in sight', () => {
  const veil = { all: true, except: [] };
  const ours = { author: 'operator', alias: 'Noa', state: 'sent' } as const;
  expect(isOutOfSight(veil, { ...about, ...ours, kind: 'text', text: 'Hallo' })).toBe(false);
  expect(isOutOfSight(veil, { ...about, kind: 'erase', author: 'reporter' })).toBe(false);
});
