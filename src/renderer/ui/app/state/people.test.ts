import { expect, test } from 'vitest';
import type { Roster } from '../../../../contract/people.ts';
import { nobodyYet, people } from './people.ts';

const roster: Roster = {
  standing: 'member',
  mayChange: true,
  devices: [],
  former: [],
  removed: [],
  invites: [{ id: 'a', made: 0, expires: 1 }],
  asking: [],
  joining: null,
  newcomers: [],
  own: null,
  history: [],
};
const link = { invite: 'a', link: 'beistand://join#a' };

test('a link stays on screen for as long as its invite is open, and no longer', () => {
  const shown = people(people(nobodyYet, { type: 'link', link }), { type: 'roster', roster });
  expect(shown.link).toEqual(link);
  const used = { ...roster, invites: [{ id: 'b', made: 0, expires: 1 }] };
  expect(people(shown, { type: 'roster', roster: used }).link).toBeNull();
});

test('a task says where it was asked, and how it ended', () => {
  const task = { at: 'invite', why: null };
  const working = people(nobodyYet, { type: 'task', task });
  expect(working.task).toEqual(task);
  expect(people(working, { type: 'task', task: null }).task).toBeNull();
});
