import { expect, test } from 'vitest';
import { TeamId } from '../../protocol/ids.ts';
import { newTab } from './new-tab.ts';
import { makeStore } from './store.ts';
import { FakeShelf, full } from './testing/fake-shelf.ts';

const team = TeamId('01'.repeat(16));
const tab = newTab(team);

test('a tab comes back as it was left, to the same team only', () => {
  const shelf = new FakeShelf();
  expect(makeStore(shelf, null).saveTab(tab)).toBe(true);
  const again = makeStore(shelf, null);
  expect(again.tab(team)).toEqual(tab);
  expect(again.tab(TeamId('02'.repeat(16)))).toBeNull();
});

test('a browser that keeps nothing says so and breaks nothing', () => {
  for (const store of [makeStore(null, null), makeStore(full, full)]) {
    expect(store.saveTab(tab)).toBe(false);
    expect(store.tab(team)).toBeNull();
    expect([store.nextCtr(), store.nextCtr()]).toEqual([1, 2]);
  }
});

test('the counter of ephemerals rises across a reload', () => {
  const shelf = new FakeShelf();
  const before = makeStore(shelf, null);
  before.nextCtr();
  before.nextCtr();
  expect(makeStore(shelf, null).nextCtr()).toBe(3);
});

test('a document is remembered under its own pin, and without any list of devices', () => {
  const local = new FakeShelf();
  const store = makeStore(null, local);
  const known = {
    seq: 7,
    issued: 9,
    hash: new Uint8Array(32).fill(1),
    signer: new Uint8Array(32).fill(2),
    next: new Uint8Array(32).fill(3),
  };
  store.saveKnown('pin', { ...known, revoked: [] });
  expect(store.known('pin')).toEqual(known);
  expect(store.known('another pin')).toBeUndefined();
});

test('what cannot be parsed counts as absent', () => {
  const shelf = new FakeShelf();
  shelf.setItem('sc1:tab', '{"v":1');
  expect(makeStore(shelf, null).tab(team)).toBeNull();
});
