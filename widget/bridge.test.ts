import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MARK, readFrameMessage, readHostMessage } from './bridge.ts';

test('whatever a page may post, only our own words are words', () => {
  fc.assert(
    fc.property(fc.anything(), (posted) => {
      expect(readFrameMessage(posted)).toBeNull();
      expect(readHostMessage(posted)).toBeNull();
    }),
  );
});

test('a message carries its own fields and no others', () => {
  const raw = { mark: MARK, type: 'height', px: 300, text: 'geheim' };
  expect(readFrameMessage(raw)).toEqual({ type: 'height', px: 300 });
  expect(readFrameMessage({ ...raw, px: '300' })).toBeNull();
  expect(readFrameMessage({ mark: MARK, type: 'unread', n: 2, text: 'geheim' })).toEqual({
    type: 'unread',
    n: 2,
  });
  expect(readFrameMessage({ mark: MARK, type: 'unread', n: '2' })).toBeNull();
  expect(readFrameMessage({ mark: MARK, type: 'close', url: 'x' })).toEqual({ type: 'close' });
  const speak = { mark: MARK, type: 'language', language: 'tr' };
  expect(readHostMessage({ ...speak, team: 'x' })).toEqual({ type: 'language', language: 'tr' });
  expect(readHostMessage({ ...speak, language: ['tr'] })).toBeNull();
  const open = { mark: MARK, type: 'open', team: 'pin', language: 'de' };
  expect(readHostMessage(open)).toEqual({
    type: 'open',
    team: 'pin',
    lang: '',
    language: 'de',
    narrow: false,
  });
  expect(readHostMessage({ ...open, lang: 'ar' })).toMatchObject({ lang: 'ar' });
  expect(readHostMessage({ ...open, lang: 7 })).toMatchObject({ lang: '' });
  expect(readHostMessage({ ...open, team: 7 })).toBeNull();
});
