import { expect, test } from 'vitest';
import { TeamId } from '../../protocol/ids.ts';
import { makeMirror } from './mirror.ts';
import { newTab } from './new-tab.ts';
import { makePageStore } from './page-store.ts';
import { makeStore } from './store.ts';
import { FakeShelf, full } from './testing/fake-shelf.ts';

const team = TeamId('01'.repeat(16));
const tab = newTab(team);

/** The engine's store, in whose place the page writes. */
function both(session: FakeShelf, local: FakeShelf) {
  const page = makePageStore(session, local);
  const mirror = makeMirror(page.handOver(), (change) => void page.keep(change));
  return { page, engine: makeStore(mirror.session, mirror.local) };
}

test('what the engine writes stands in the page’s storages, and comes back to the next engine', () => {
  const [session, local] = [new FakeShelf(), new FakeShelf()];
  const { engine } = both(session, local);
  engine.saveTab(tab);
  engine.nextCtr();
  const key = new Uint8Array(32);
  engine.saveKnown('pin', { seq: 7, issued: 1, hash: key, signer: key, next: key });
  const next = both(session, local);
  expect(next.page.tab(team)).toEqual(tab);
  expect(next.engine.tab(team)).toEqual(tab);
  expect(next.engine.nextCtr()).toBe(2);
  expect(next.engine.known('pin')?.seq).toBe(7);
});

test('a browser that keeps nothing says so and breaks nothing', () => {
  for (const store of [makePageStore(null, null), makePageStore(full, full)]) {
    expect(store.keep({ rev: 1, shelf: 'session', name: 'x', value: 'y' })).toBe(false);
    store.saveDraft('x');
    // As long as the page lives: a look at the menu must not cost the words in the field.
    expect(store.draft()).toBe('x');
    expect(store.tab(team)).toBeNull();
    expect([store.saveCode(team, '7K4M'), store.code(team)]).toEqual([false, '']);
    store.clear();
  }
  const none = both(new FakeShelf(), new FakeShelf());
  const mirror = makeMirror(makePageStore(null, null).handOver(), () => undefined);
  expect(makeStore(mirror.session, mirror.local).saveTab(tab)).toBe(false);
  expect(none.engine.saveTab(tab)).toBe(true);
});

test('clearing leaves nothing in either storage, and after the end nothing comes back', () => {
  const [session, local] = [new FakeShelf(), new FakeShelf()];
  const { page, engine } = both(session, local);
  const fill = (): void => {
    engine.saveTab(tab);
    engine.nextCtr();
    engine.saveWays([{ label: 'Telefon', value: '1', href: null }]);
    const key = new Uint8Array(32);
    engine.saveKnown('pin', { seq: 1, issued: 1, hash: key, signer: key, next: key });
    page.saveDraft('ein entwurf');
    page.saveUpload('{}');
    page.saveLanguage('nl');
    page.saveTeamLanguage('ar');
    page.saveCode(team, '7K4M');
  };
  const left = (): number => session.items.size + local.items.size;
  fill();
  expect(left()).toBe(9);
  page.clear();
  expect(left()).toBe(0);
  fill();
  page.end();
  fill();
  expect(left()).toBe(0);
});

test('a remembered code is for its team alone, and the last wish counts', () => {
  const local = new FakeShelf();
  const page = makePageStore(null, local);
  expect(page.saveCode(team, '7K4M')).toBe(true);
  expect([page.code(team), page.code('02'.repeat(16))]).toEqual(['7K4M', '']);
  const window = makePageStore(new FakeShelf(), new FakeShelf());
  window.putAll(page.everything());
  expect(window.code(team)).toBe('7K4M');
  expect(page.saveCode(team, '')).toBe(false);
  expect([page.code(team), local.items.size]).toEqual(['', 0]);
});
