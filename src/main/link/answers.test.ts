import { expect, test } from 'vitest';
import { EnvelopeId } from '../../../protocol/ids.ts';
import { MAX_IN_FLIGHT } from '../limits.ts';
import { Answers } from './answers.ts';

test('the same envelope posted twice is answered twice, in order', async () => {
  const answers = new Answers();
  const eid = EnvelopeId.random();
  const both = Promise.all([answers.results(eid, 1), answers.results(eid, 2)]);
  expect(answers.take({ type: 'result', eid, results: ['full'] })).toBe(true);
  expect(answers.take({ type: 'result', eid, results: ['accepted', 'refused'] })).toBe(true);
  expect(await both).toEqual([['full'], ['accepted', 'refused']]);
  expect(answers.take({ type: 'result', eid, results: ['full'] })).toBe(false);
});

test('a result for another number of targets is no result', async () => {
  const answers = new Answers();
  const eid = EnvelopeId.random();
  const waiting = answers.results(eid, 2);
  expect(answers.take({ type: 'result', eid, results: ['accepted'] })).toBe(false);
  expect(await waiting).toBeNull();
});

test('no answer in time is null, and one that comes late is still known', async () => {
  const answers = new Answers(20);
  const eid = EnvelopeId.random();
  expect(await answers.results(eid, 1)).toBeNull();
  expect(answers.take({ type: 'result', eid, results: ['accepted'] })).toBe(true);
  let asked = 0;
  const late = await answers.numbered((ref) => {
    asked = ref;
    return true;
  });
  expect(late).toBeNull();
  expect(answers.take({ type: 'done', ref: asked })).toBe(true);
  expect(answers.take({ type: 'done', ref: asked })).toBe(false);
});

test('what waits when the connection goes is null at once', async () => {
  const answers = new Answers();
  const waiting = [answers.results(EnvelopeId.random(), 1), answers.numbered(() => true)];
  answers.abandon();
  expect(await Promise.all(waiting)).toEqual([null, null]);
  expect(await answers.numbered(() => false)).toBeNull();
});

test('only so much may wait', () => {
  const answers = new Answers();
  for (let count = 0; count < MAX_IN_FLIGHT; count += 1) {
    expect(answers.full).toBe(false);
    void answers.results(EnvelopeId.random(), 1);
  }
  expect(answers.full).toBe(true);
  answers.abandon();
  expect(answers.full).toBe(false);
});
