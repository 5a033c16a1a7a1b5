import { expect, test } from 'vitest';
import type { CodebookCode, ShownAnnotation } from '../../../../contract/annotation.ts';
import { emptyIncident } from '../../../../contract/case.ts';
import type { MessageId } from '../../../../contract/desk.ts';
import { CodeTree } from './code-tree.ts';
import { suggestionsFor } from './suggestions.ts';

const code = (id: string, fills: CodebookCode['fills'], parent: string | null = null) => ({
  id,
  parent,
  label: { de: id, en: id, nl: id },
  definition: { de: '', en: '', nl: '' },
  hue: null,
  key: null,
  state: 'active' as const,
  into: null,
  heading: false,
  fills,
});
const tree = new CodeTree({
  version: 1,
  codes: [
    code('threat', { field: 'category', code: 'THR' }),
    code('assault', { field: 'category', code: 'ASL' }),
    code('school', { field: 'placeType', code: 'school' }),
    code('schoolyard', null, 'school'),
    code('antisem', { field: 'bias', code: 'ANTISEM' }),
    code('name', { field: 'identifiers' }),
    code('mood', null),
  ],
});

const mark = (exact: string, ...codeIds: readonly string[]): ShownAnnotation => ({
  id: exact,
  target: {
    messageId: 'm' as MessageId,
    start: 0,
    end: exact.length,
    exact,
    prefix: '',
    suffix: '',
  },
  codeIds,
  motivation: 'tagging',
  state: 'standing',
  creator: 'Noa',
  created: 1,
  revision: 1,
  lost: false,
});

const changes = (marks: readonly ShownAnnotation[], incident = emptyIncident) =>
  suggestionsFor(marks, tree, incident).map(({ change }) => change);

test('codes fill what they stand for, their own codes included; names go where redaction looks', () => {
  expect(changes([mark('am Schultor', 'schoolyard', 'mood'), mark('Jonas', 'name')])).toEqual([
    { placeType: 'school' },
    { identifiers: ['Jonas'] },
  ]);
});

test('lists grow, and each is offered once', () => {
  const incident = { ...emptyIncident, bias: ['GENDER'] };
  const marks = [mark('a', 'antisem'), mark('b', 'antisem')];
  expect(changes(marks, incident)).toEqual([{ bias: ['GENDER', 'ANTISEM'] }]);
});

test('beside a main category a second one is a further one', () => {
  const incident = { ...emptyIncident, category: 'THR' };
  expect(changes([mark('a', 'threat'), mark('b', 'assault')], incident)).toEqual([
    { secondaryCategories: ['ASL'] },
  ]);
});

test('what somebody chose is not replaced, and what is there is not offered', () => {
  const incident = {
    ...emptyIncident,
    placeType: 'street',
    bias: ['ANTISEM'],
    identifiers: ['Jonas'],
  };
  const marks = [mark('a', 'school'), mark('b', 'antisem'), mark('Jonas', 'name')];
  expect(changes(marks, incident)).toEqual([]);
});
