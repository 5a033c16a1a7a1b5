import { beforeEach, expect, test } from 'vitest';
import { HELP_NOTICES_PER_DAY, HELP_NOTICES_PER_HOUR, NOTICE_EVERY_MS } from '../limits.ts';
import { makeCaller, type Call, type Caller } from './caller.ts';

let now: number;
let looked: boolean;
let shown: (readonly [Call, number])[];
let caller: Caller;

beforeEach(() => {
  now = 0;
  looked = false;
  shown = [];
  caller = makeCaller({
    show: (what) => shown.push([what, now]),
    isLookedAt: () => looked,
    now: () => now,
  });
});

test('a notice is shown at once, and then at most once a minute', () => {
  for (now = 0; now <= 3 * NOTICE_EVERY_MS; now += 1000) caller.wake('waits', false);
  expect(shown).toEqual([0, 1, 2, 3].map((minute) => ['waits', minute * NOTICE_EVERY_MS]));
});

test('whoever looks at the open window is not called, and whoever looks at the locked one is', () => {
  looked = true;
  caller.wake('waits', true);
  expect(shown).toEqual([]);
  caller.wake('waits', false);
  expect(shown).toEqual([['waits', 0]]);
});

test('an envelope calls nobody who does not want to be called', () => {
  caller.heed({ on: false, help: false });
  caller.wake('waits', false);
  expect(shown).toEqual([]);
  caller.heed({ on: true, help: false });
  caller.wake('waits', false);
  expect(shown).toHaveLength(1);
});

test('what the vault calls for is said where nobody looks, and a long wait everywhere', () => {
  looked = true;
  caller.call('waits');
  expect(shown).toEqual([]);
  caller.call('waits-long');
  looked = false;
  caller.call('waits');
  expect(shown).toEqual([
    ['waits-long', 0],
    ['waits', 0],
  ]);
});

test('a long wait is said although something was said to wait just now', () => {
  caller.wake('waits', false);
  caller.call('waits-long');
  caller.call('waits-long');
  expect(shown).toEqual([
    ['waits', 0],
    ['waits-long', 0],
  ]);
});

test('a call for help is said to a locked device although nothing else may call, unless that is switched off too', () => {
  caller.heed({ on: false, help: true });
  caller.wake('waits', false);
  caller.wake('help', false);
  expect(shown).toEqual([['help', 0]]);
  now = NOTICE_EVERY_MS;
  caller.heed({ on: true, help: false });
  caller.wake('help', false);
  expect(shown).toHaveLength(1);
});

test('an open vault reads a call for help and says itself whether it still goes on', () => {
  caller.wake('help', true);
  expect(shown).toEqual([]);
  caller.call('help');
  expect(shown).toEqual([['help', 0]]);
});

test('calls for help that nobody here can read wake a locked device a few times an hour and a day, not all night', () => {
  const HOUR_MS = 60 * 60_000;
  for (now = 0; now < HOUR_MS; now += NOTICE_EVERY_MS) caller.wake('help', false);
  expect(shown).toHaveLength(HELP_NOTICES_PER_HOUR);
  for (; now < 24 * HOUR_MS; now += NOTICE_EVERY_MS) caller.wake('help', false);
  expect(shown).toHaveLength(HELP_NOTICES_PER_DAY);
  caller.wake('help', false);
  expect(shown).toHaveLength(HELP_NOTICES_PER_DAY + 1);
});

test('a device that has had its calls for the day still says that a message waits, and what the open vault calls for', () => {
  for (now = 0; now < 24 * 60 * 60_000; now += NOTICE_EVERY_MS) caller.wake('help', false);
  shown = [];
  caller.wake('waits', false);
  caller.call('help');
  expect(shown.map(([what]) => what)).toEqual(['waits', 'help']);
});
