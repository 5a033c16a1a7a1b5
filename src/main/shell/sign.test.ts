import { expect, test } from 'vitest';
import { DOT, dotPicture } from './sign-dot.ts';
import { makeSign, type Sign, type Surface } from './sign.ts';

/** What the system shows, instead of Electron. */
function system(platform: NodeJS.Platform, bar: 'bar' | 'no bar' = 'bar') {
  const shown = {
    mark: null as string | null,
    number: 0,
    dot: null as string | null,
    blinks: false,
    opened: 0,
  };
  const surface: Surface = {
    openMark: () => {
      shown.opened += 1;
      if (bar === 'no bar') return null;
      return {
        draw: (picture, tip) => {
          shown.mark = `${picture}: ${tip}`;
        },
        remove: () => {
          shown.mark = null;
        },
      };
    },
    setNumber: (unread) => {
      shown.number = unread;
    },
    setDot: (words) => {
      shown.dot = words;
    },
    blink: (on) => {
      shown.blinks = on;
    },
  };
  const sign: Sign = makeSign({ speech: { waiting: 'Es wartet etwas' }, platform, surface });
  return { sign, shown };
}

const none = { sign: false, badge: false };

test('nothing is shown of what waits before somebody asks for it', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    const { sign, shown } = system(platform);
    sign.show(none);
    sign.count(3);
    sign.call();
    expect(shown).toEqual({ mark: null, number: 0, dot: null, blinks: false, opened: 0 });
  }
});

test('the mark changes its picture and its words with what waits, and goes when it is switched off', () => {
  const { sign, shown } = system('linux');
  sign.show({ sign: true, badge: false });
  expect(shown.mark).toBe('plain: Beistand');
  sign.count(2);
  expect(shown.mark).toBe('waiting: Es wartet etwas');
  expect(shown.number).toBe(0);
  sign.count(0);
  expect(shown.mark).toBe('plain: Beistand');
  sign.show(none);
  expect(shown.mark).toBeNull();
});

test('the number needs no mark, and goes when it is switched off', () => {
  const { sign, shown } = system('darwin');
  sign.count(4);
  sign.show({ sign: false, badge: true });
  expect(shown).toMatchObject({ mark: null, number: 4, opened: 0 });
  sign.count(5);
  expect(shown.number).toBe(5);
  sign.show(none);
  expect(shown.number).toBe(0);
});

test('on a desktop without a bar the number is there all the same', () => {
  const { sign, shown } = system('linux', 'no bar');
  sign.show({ sign: true, badge: true });
  sign.count(1);
  expect(shown).toMatchObject({ mark: null, number: 1 });
});

test('Windows has a dot with words instead of a number', () => {
  const { sign, shown } = system('win32');
  sign.show({ sign: false, badge: true });
  sign.count(7);
  expect(shown).toMatchObject({ number: 0, dot: 'Es wartet etwas' });
  sign.count(0);
  expect(shown.dot).toBeNull();
});

test('on Windows the symbol blinks at a call until the window is looked at, and nowhere else', () => {
  const windows = system('win32');
  windows.sign.show({ sign: false, badge: true });
  windows.sign.call();
  expect(windows.shown.blinks).toBe(true);
  windows.sign.lookedAt();
  expect(windows.shown.blinks).toBe(false);
  windows.sign.call();
  windows.sign.show(none);
  expect(windows.shown.blinks).toBe(false);

  const mac = system('darwin');
  mac.sign.show({ sign: true, badge: true });
  mac.sign.call();
  expect(mac.shown.blinks).toBe(false);
});

test('the dot is a circle with an edge, and nothing in the corners', () => {
  const pixels = dotPicture();
  const at = (x: number, y: number) => [
    ...pixels.subarray((y * DOT + x) * 4, (y * DOT + x) * 4 + 4),
  ];
  expect(pixels).toHaveLength(DOT * DOT * 4);
  expect(at(0, 0)).toEqual([0, 0, 0, 0]);
  expect(at(8, 8)).toEqual([0x2d, 0x2d, 0xc6, 0xff]);
  expect(at(8, 1)).toEqual([0xff, 0xff, 0xff, 0xff]);
});
