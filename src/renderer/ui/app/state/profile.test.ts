import { expect, test } from 'vitest';
import type { ProfileTexts, ProfileView } from '../../../../contract/profile.ts';
import { isChanged, noProfile, openClashes, profile, type ProfileEvent } from './profile.ts';
import { changesOf, fallbackOf, freeNumber, numbersOf, without } from './profile-texts.ts';

const text = (key: string, value: string, lang = '') => ({ key, lang, value });
const first: ProfileTexts = [text('greeting', 'Hallo', 'de'), text('name', 'Team')];
const view = (more: Partial<ProfileView> = {}): ProfileView => ({
  current: { seq: 1, issued: 0, texts: first },
  mayEdit: true,
  draft: null,
  clashes: [],
  ...more,
});
const after = (...events: readonly ProfileEvent[]) => {
  const seen: ProfileEvent = { type: 'seen', view: view() };
  return [seen, ...events].reduce(profile, noProfile);
};
const typed = (value: string): ProfileEvent => ({ type: 'set', texts: [text('name', value)] });

test('letters typed into one field are one step, and undo takes back that step', () => {
  const state = after(typed('T'), typed('Te'), { type: 'set', texts: [text('hours', 'Mo')] });
  expect(state.past).toHaveLength(2);
  const back = [{ type: 'undone' } as const, { type: 'undone' } as const].reduce(profile, state);
  expect(back.texts).toEqual(first);
  expect(isChanged(back)).toBe(false);
  expect(profile(back, { type: 'redone' }).texts).toContainEqual(text('name', 'Te'));
});

test('what a colleague published does not touch what is being typed here', () => {
  const theirs = { seq: 2, issued: 1, texts: [text('name', 'Anders')] };
  const state = profile(after(typed('Meins')), { type: 'seen', view: view({ current: theirs }) });
  expect(state.texts).toContainEqual(text('name', 'Meins'));
  expect(state.base).toEqual(first);
  expect(profile(after(), { type: 'seen', view: view({ current: theirs }) }).texts).toEqual(
    theirs.texts,
  );
});

test('a draft of before the lock is taken up with what it began from', () => {
  const draft = { base: first, texts: [text('name', 'Halb')], waits: false };
  const state = profile(noProfile, { type: 'seen', view: view({ draft }) });
  expect(state).toMatchObject({ base: first, texts: draft.texts });
});

test('what is typed while a publication waits is still there once it has gone out, and goes on from it', () => {
  const waiting = { base: first, texts: [text('greeting', 'Neu', 'de'), text('name', 'Team')] };
  const waits = view({ draft: { ...waiting, waits: true } });
  const begun = profile(noProfile, { type: 'seen', view: waits });
  const on = [typed('Meins'), typed('Meins auch')].reduce(profile, begun);
  const theirs = [...waiting.texts, text('hours', 'Mo')];
  const out = view({ current: { seq: 2, issued: 1, texts: theirs } });
  const state = profile(on, { type: 'seen', view: out });
  expect(state.base).toEqual(theirs);
  expect(changesOf(state.base, state.texts)).toEqual([
    { key: 'name', lang: '', before: 'Team', after: 'Meins auch' },
  ]);
  expect(state.kept).toBe('typing');
  expect(isChanged(profile(begun, { type: 'seen', view: out }))).toBe(false);
});

test('what a colleague wrote into the same field meanwhile is not overwritten by what is typed on: it stays to be decided', () => {
  const waiting = { base: first, texts: [text('name', 'Team')], waits: true };
  const begun = profile(noProfile, { type: 'seen', view: view({ draft: waiting }) });
  const on = profile(begun, typed('Meins auch'));
  const theirs = [text('hours', 'Mo'), text('name', 'Anders')];
  const out = view({ current: { seq: 3, issued: 1, texts: theirs } });
  const state = profile(on, { type: 'seen', view: out });
  // The vault compares what the draft began from, what it says, and what is in force: all three differ.
  expect(state.base).toEqual([text('hours', 'Mo'), text('name', 'Team')]);
  expect(state.texts).toEqual([text('hours', 'Mo'), text('name', 'Meins auch')]);
});

test('a clash is open until it is decided for one side or the other', () => {
  const clash = { key: 'name', lang: '', mine: 'Meins', theirs: 'Anders' };
  const open = profile(after(typed('Meins')), { type: 'seen', view: view({ clashes: [clash] }) });
  expect(openClashes(open)).toEqual([clash]);
  const mine = profile(open, { type: 'decided', clash, keep: 'mine' });
  expect([openClashes(mine), mine.over]).toEqual([[], [clash]]);
  const theirs = profile(open, { type: 'decided', clash, keep: 'theirs' });
  expect(openClashes(theirs)).toEqual([]);
  expect(theirs.texts).toContainEqual(text('name', 'Anders'));
});

test('what was said of an older text is not shown for the newer one', () => {
  const state = after(typed('Neu'));
  const check = { problems: [], colour: null, bytes: 9 };
  expect(profile(state, { type: 'checked', of: first, check }).check).toBeNull();
  expect(profile(state, { type: 'checked', of: state.texts, check }).check).toBe(check);
});

test('a missing text is read in German, else in English, else without a language; a greeting in none of them', () => {
  const texts = [text('hours', 'Now', 'en'), text('hours', 'Jetzt', 'de'), text('topic.1', 'x')];
  expect(fallbackOf(texts, 'hours', 'he')).toEqual({ lang: 'de', value: 'Jetzt' });
  expect(fallbackOf(texts, 'hours', 'de')).toEqual({ lang: 'en', value: 'Now' });
  expect(fallbackOf(texts, 'topic.1', 'he')).toEqual({ lang: '', value: 'x' });
  expect(fallbackOf(first, 'greeting', 'he')).toBeNull();
});

test('a list gives out its free numbers, and an entry goes with all its fields', () => {
  const texts = [
    text('alias.1.name', 'Noa'),
    text('alias.3.name', 'Mika'),
    text('alias.3.avatar', '🦊'),
  ];
  expect(numbersOf(texts, 'alias')).toEqual([1, 3]);
  expect(freeNumber(texts, 'alias')).toBe(2);
  expect(without(texts, 'alias.3').map(({ key, value }) => [key, value])).toEqual([
    ['alias.3.name', ''],
    ['alias.3.avatar', ''],
  ]);
});

test('the differences of two versions are every field that came, went or changed', () => {
  expect(changesOf(first, [text('name', 'Neu'), text('topic.1', 'Netz', 'de')])).toEqual([
    { key: 'greeting', lang: 'de', before: 'Hallo', after: '' },
    { key: 'name', lang: '', before: 'Team', after: 'Neu' },
    { key: 'topic.1', lang: 'de', before: '', after: 'Netz' },
  ]);
});
