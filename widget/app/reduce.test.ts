import { expect, test } from 'vitest';
import { TeamId } from '../../protocol/ids.ts';
import { newTab, keysOf } from './new-tab.ts';
import { compose } from './outbox.ts';
import { reduce } from './reduce.ts';
import { emptyState, type State } from './state.ts';

const tab = newTab(TeamId('ef'.repeat(16)));
const written = compose(
  tab,
  keysOf(tab),
  { type: 'text', text: 'x', lang: 'de' },
  { now: 1, docSeq: 1 },
);
const state: State = { ...emptyState, tab: written, link: 'online' };
const [own] = written.talk;
const eid = own?.by === 'me' ? own.eid : undefined;

test('a broken line ends presence of others, not what was written', () => {
  const typing = reduce(state, { type: 'typing', who: 'Noa' });
  const down = reduce(typing, { type: 'link', link: 'connecting' });
  expect(down).toMatchObject({ typing: null, link: 'connecting', tab: written });
});

test('a refused team takes away that somebody is here', () => {
  const here = reduce(state, { type: 'here', until: 99 });
  expect(reduce(here, { type: 'refused', why: 'expired', ways: [] })).toMatchObject({
    hereUntil: 0,
    team: { status: 'refused', why: 'expired' },
  });
});

test('stuck is said when no queue takes the message, and taken back when one does', () => {
  if (eid === undefined) throw new Error('nothing written');
  const full = reduce(state, { type: 'result', eid, results: ['full'] });
  expect(full).toMatchObject({ stuck: 'stuck', tab: { talk: [{ state: 'sending' }] } });
  const taken = reduce(full, { type: 'result', eid, results: ['accepted'] });
  expect(taken).toMatchObject({ stuck: null, tab: { talk: [{ state: 'sent' }] } });
});

test('news of a conversation that was just deleted changes nothing', () => {
  if (eid === undefined) throw new Error('nothing written');
  const gone = reduce(state, { type: 'tab', tab: null });
  expect(reduce(gone, { type: 'result', eid, results: ['accepted'] })).toBe(gone);
  expect(reduce(gone, { type: 'kept' })).toBe(gone);
});

test('the same link state twice is the same state', () => {
  expect(reduce(state, { type: 'link', link: 'online' })).toBe(state);
});
