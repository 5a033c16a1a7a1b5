import { utf8ToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { DeviceId } from '../../../../protocol/ids.ts';
import {
  MAX_ALIAS,
  MAX_DEVICES,
  MAX_NEWCOMER_NAME,
  MAX_REVOKED,
} from '../../../../protocol/limits.ts';
import { testTeam } from '../../../../protocol/testing/team.ts';
import {
  MAX_INVITE_LINK,
  MAX_INVITES,
  MAX_PEOPLE,
  MAX_ROW_BYTES,
  MAX_TEAM_DOCUMENTS,
  MAX_TEAM_NEWS,
} from '../limits.ts';
import {
  hasCoordinated,
  keepersOf,
  nothing,
  withCoordinators,
  withName,
  withNews,
  type Membership,
} from './membership.ts';

const { document } = testTeam('membership');
const idOf = (n: number) => DeviceId(n.toString(16).padStart(32, '0'));
const came = (n: number, kind: 'joined' | 'left' = 'joined') => ({
  seq: n,
  at: n,
  kind,
  device: idOf(n),
  roles: ['operator' as const],
});
const numbers = (count: number, from = 1): readonly number[] =>
  Array.from({ length: count }, (_, n) => from + n);

test('of people no document names any more the oldest are forgotten first, and those it names never', () => {
  const named = { ...document, revoked: numbers(MAX_REVOKED).map(idOf) };
  const before = withNews(nothing, { news: numbers(MAX_REVOKED).map((n) => came(n)), document });
  const strangers = numbers(MAX_PEOPLE, 1 + MAX_REVOKED);
  const after = withNews(before, { news: strangers.map((n) => came(n)), document: named });
  expect(after.people).toHaveLength(MAX_PEOPLE);
  expect(after.people.map(({ id }) => id)).toEqual([
    ...named.revoked,
    ...strangers.slice(MAX_REVOKED - MAX_PEOPLE).map(idOf),
  ]);
  const mine = withName(after, { id: idOf(9_999_999), name: 'Mira' }, named);
  expect(mine.people).toHaveLength(MAX_PEOPLE);
  expect(mine.people.at(-1)).toMatchObject({ name: 'Mira' });
  expect(MAX_PEOPLE).toBeGreaterThan(MAX_DEVICES + MAX_REVOKED);
});

test('a name outlives the news of who came and went, and the news outlives the name', () => {
  const joined = withNews(nothing, { news: [came(1)], document });
  const called = withName(joined, { id: idOf(1), name: 'Mira' }, document);
  const gone = withNews(called, { news: [{ ...came(1, 'left'), at: 7 }], document });
  expect(gone.people).toEqual([
    { id: idOf(1), name: 'Mira', since: 1, until: 7, coordinated: false, under: '' },
  ]);
});

test('the record holds everything in it at its largest', () => {
  const last = Number.MAX_SAFE_INTEGER;
  const name = '\u0001'.repeat(MAX_NEWCOMER_NAME);
  const alias = '\u0001'.repeat(MAX_ALIAS);
  const hex = (bytes: number): string => 'a'.repeat(2 * bytes);
  const link = 'x'.repeat(MAX_INVITE_LINK);
  const keys = { login: hex(32), sign: hex(32), ik: hex(32) };
  const ids = (count: number): readonly string[] => numbers(count).map(() => hex(16));
  const full: Membership = {
    people: numbers(MAX_PEOPLE).map(() => ({
      id: hex(16),
      name,
      since: last,
      until: last,
      coordinated: false,
      under: hex(32),
    })),
    invites: numbers(MAX_INVITES).map(() => ({
      id: hex(16),
      link,
      made: last,
      asked: { ...keys, name, arrived: last },
    })),
    joining: { link, name, eid: hex(16), reached: [...ids(MAX_DEVICES + MAX_REVOKED)] },
    next: { seed: hex(32), index: last },
    says: ids(MAX_DEVICES).map((id) => ({ id, name: alias, before: alias, version: last })),
    said: { name: alias, before: alias, version: last, to: [...ids(MAX_DEVICES)] },
    shared: { signer: hex(32), to: [...ids(MAX_DEVICES + MAX_REVOKED)] },
    documents: numbers(MAX_TEAM_DOCUMENTS).map(() => ({
      seq: last,
      at: last,
      hash: hex(32),
      prev: hex(32),
      signer: hex(32),
      changed: ['profile', 'relays'],
    })),
    earlier: { yes: [...ids(MAX_DEVICES)], no: [...ids(MAX_DEVICES)] },
    history: numbers(MAX_TEAM_NEWS).map(() => ({
      ...came(last),
      roles: ['operator', 'manager', 'coordinator'],
    })),
  };
  expect(utf8ToBytes(JSON.stringify(full)).length).toBeLessThan(MAX_ROW_BYTES);
});

test('who ever coordinated is remembered as such, whatever it becomes and whoever else comes', () => {
  const [one] = document.devices;
  if (one === undefined) throw new Error('a team has a device');
  const coordinating = { ...document, devices: [{ ...one, roles: ['coordinator' as const] }] };
  const demoted = { ...document, devices: [{ ...one, roles: ['operator' as const] }] };
  const marked = withCoordinators(nothing, coordinating, demoted);
  if (marked === null) throw new Error('nothing was marked');
  expect(withCoordinators(marked, coordinating, demoted)).toBeNull();
  const news = [{ ...came(1), device: one.id }];
  const later = withName(
    withNews(marked, { news, document }),
    { id: one.id, name: 'Mira' },
    document,
  );
  expect(hasCoordinated(later, one.id)).toBe(true);
  expect(hasCoordinated(later, idOf(1))).toBe(false);
});

test('who left while it coordinated holds the key until the team has another', () => {
  const [one] = document.devices;
  if (one === undefined) throw new Error('a team has a device');
  const coordinating = { ...document, devices: [{ ...one, roles: ['coordinator' as const] }] };
  const without = { ...document, devices: [] };
  const kept = withCoordinators(nothing, coordinating, without) ?? nothing;
  expect(keepersOf(kept, without)).toEqual([one.id]);
  expect(keepersOf(kept, coordinating)).toEqual([]);
  const later = { ...without, signer: document.next };
  expect(keepersOf(withCoordinators(kept, without, later) ?? kept, later)).toEqual([]);
});
