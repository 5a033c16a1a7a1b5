import { expect, test } from 'vitest';
import { RowId } from '../../../../protocol/ids.ts';
import { VEILED_LIMIT } from '../../../contract/veil.ts';
import { mergeVeils, NOTHING_VEILED, withVeil, type KeptVeil } from './veil.ts';

const rows = Array.from({ length: VEILED_LIMIT + 1 }, () => RowId.random());
const [one = RowId.random(), other = RowId.random()] = rows;

test('hiding and showing one message twice changes nothing the second time', () => {
  const hidden = withVeil(NOTHING_VEILED, one, true);
  expect(hidden).toEqual({ all: false, except: [one] });
  expect(withVeil(hidden ?? NOTHING_VEILED, one, true)).toEqual(hidden);
  expect(withVeil(hidden ?? NOTHING_VEILED, one, false)).toEqual(NOTHING_VEILED);
});

test('with everything of a person hidden, one that is shown differs until it is hidden again', () => {
  const all = withVeil({ all: false, except: [other] }, null, true);
  expect(all).toEqual({ all: true, except: [] });
  const shown = withVeil(all ?? NOTHING_VEILED, one, false);
  expect(shown).toEqual({ all: true, except: [one] });
  expect(withVeil(shown ?? NOTHING_VEILED, one, true)).toEqual(all);
});

test('no message comes into sight because there are too many', () => {
  const full: KeptVeil = { all: false, except: rows.slice(1) };
  expect(withVeil(full, one, true)).toBeNull();
  expect(withVeil(full, other, true)).toEqual({
    all: false,
    except: [...rows.slice(2), other],
  });
  const shown: KeptVeil = { all: true, except: rows.slice(1) };
  expect(withVeil(shown, one, false)).toEqual({ all: true, except: [...rows.slice(2), one] });
});

test('what two vaults have hidden of one person stays hidden when they are one', () => {
  const [some, all]: readonly KeptVeil[] = [
    { all: false, except: [one] },
    { all: true, except: [other] },
  ] as const;
  expect(mergeVeils(NOTHING_VEILED, some)).toEqual(some);
  expect(mergeVeils(some, { all: false, except: [other] }).except).toEqual([one, other]);
  expect(mergeVeils(some, all)).toEqual(all);
  expect(mergeVeils(all, some)).toEqual(all);
  expect(mergeVeils(all, { all: true, except: [one] })).toEqual({ all: true, except: [] });
});

test('what one vault shows of a person and the other has hidden is hidden when they are one', () => {
  const shows: KeptVeil = { all: true, except: [one, other] };
  const hides: KeptVeil = { all: false, except: [one] };
  const both = { all: true, except: [other] };
  expect(mergeVeils(shows, hides)).toEqual(both);
  expect(mergeVeils(hides, shows)).toEqual(both);
});

test('more than can be hidden singly is everything, and no message comes into sight', () => {
  const most: KeptVeil = { all: false, except: rows.slice(1) };
  expect(mergeVeils(most, { all: false, except: [one] })).toEqual({ all: true, except: [] });
});
