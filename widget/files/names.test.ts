import { expect, test } from 'vitest';
import { de } from './i18n/de.ts';
import { textsOf } from '../app/i18n/words.ts';
import { neutralName, ownName } from './names.ts';

const t = textsOf<typeof de>(de, 'de');

test('a neutral name says what it is and which one, and nothing else', () => {
  expect(neutralName('image/jpeg', 1, t)).toBe('Bild 1.jpg');
  expect(neutralName('video/quicktime', 2, t)).toBe('Video 2.mov');
  expect(neutralName('audio/ogg', 3, t)).toBe('Ton 3.ogg');
  expect(neutralName('application/pdf', 4, t)).toBe('Dokument 4.pdf');
  expect(neutralName('application/octet-stream', 5, t)).toBe('Datei 5');
});

test('an own name is one line of a length that fits, keeps its ending, and cannot turn itself around', () => {
  expect(ownName('C:\\Users\\noa/Brief.txt')).toBe('C: Users noa Brief.txt');
  expect(ownName('gpj.\u202Eexe\n')).toBe('gpj. exe');
  const long = ownName(`${'ä'.repeat(300)}.docx`);
  expect(Array.from(long)).toHaveLength(120);
  expect(long.endsWith('.docx')).toBe(true);
  expect(ownName(' \u0000 ')).toBe('');
});
