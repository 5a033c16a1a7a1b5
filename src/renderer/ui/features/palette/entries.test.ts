import { expect, test } from 'vitest';
import type { ConversationId, ConversationSummary } from '../../../../contract/desk.ts';
import type { Situation } from '../../app/commands/situation.ts';
import { blankLine } from '../../app/rehearsal-lines.ts';
import { entriesFor, type PaletteEntry } from './entries.ts';

const line = (name: string, waitingSince: number | null = null): ConversationSummary => ({
  ...blankLine,
  id: name as ConversationId,
  name,
  waitingSince,
});
const lines = [line('Ahorn 27', 1), line('Linde 08', 2), line('Kiefer 91'), line('Tanne 12')];

const nowhere: Situation = {
  open: true,
  room: 'inbox',
  talk: null,
  casePanel: false,
  caseOpen: false,
  lines,
  view: 'all',
  shared: true,
  holds: false,
  waiting: lines[0] ?? null,
  full: false,
  singleKeys: true,
  duty: 'available',
};

const named = (entry: PaletteEntry): string => {
  switch (entry.kind) {
    case 'command':
      return entry.command.id;
    case 'talk':
      return entry.line.name;
    case 'search':
      return `search ${entry.text}`;
  }
};
const offered = (text: string, now: Situation = nowhere) =>
  entriesFor({ text, now, lines, nameOf: ({ id }) => id }).map(named);

test('before anything is typed, whoever waits longest stands first: one Enter answers', () => {
  expect(offered('').slice(0, 2)).toEqual(['Ahorn 27', 'Linde 08']);
});

test('whom a colleague answers is not offered to be answered', () => {
  const holder = { device: 'b1b2', alias: 'Mika', offered: false, own: false };
  const held = lines.map((one) => (one.name === 'Ahorn 27' ? { ...one, holder } : one));
  const first = entriesFor({ text: '', now: nowhere, lines: held, nameOf: ({ id }) => id })[0];
  expect(first === undefined ? '' : named(first)).toBe('Linde 08');
});

test('a command that does nothing here is not offered', () => {
  expect(offered('')).not.toContain('reply');
  expect(offered('', { ...nowhere, talk: line('Kiefer 91') })).toContain('reply');
  expect(offered('')).not.toContain('inbox');
});

test('a conversation is found by its name, and the words can always be searched for', () => {
  expect(offered('kief')).toEqual(['Kiefer 91', 'search kief']);
  expect(offered('zzz')).toEqual(['search zzz']);
});

test('each group stands together', () => {
  const groups = entriesFor({ text: 'a', now: nowhere, lines, nameOf: ({ id }) => id }).map(
    ({ group }) => group,
  );
  const changes = groups.filter((group, at) => group !== groups[at - 1]);
  // The words themselves may be searched for at the very end, under a heading that came before.
  expect(new Set(changes.slice(0, -1)).size).toBe(changes.length - 1);
});
