import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_FILE_NAME } from '../limits.ts';
import { safeFileName } from './file-name.ts';

test.each([
  ['Veröffentlichung 2026-11.pdf', 'Veröffentlichung 2026-11.pdf'],
  ['../../etc/passwd', 'etcpasswd'],
  ['..\\..\\autoexec.bat', 'autoexec.bat'],
  ['/absolute.csv', 'absolute.csv'],
  ['.hidden', 'hidden'],
  ['Bericht\u202Efdp.exe', 'Berichtfdp.exe'],
  ['a\0b\n.csv', 'ab.csv'],
  ['nul.txt', 'Beistand'],
  ['COM1', 'Beistand'],
  ['...', 'Beistand'],
  ['name. ', 'name'],
])('%j becomes %j', (proposed, safe) => {
  expect(safeFileName(proposed)).toBe(safe);
});

test('a long name is shortened before its extension', () => {
  const name = safeFileName(`${'ä'.repeat(300)}.csv`);
  expect(name).toHaveLength(MAX_FILE_NAME);
  expect(name.endsWith('ä.csv')).toBe(true);
});

test('whatever is proposed, the name is one plain name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (proposed) => {
      const name = safeFileName(proposed);
      expect(name.length).toBeGreaterThan(0);
      expect(name.length).toBeLessThanOrEqual(MAX_FILE_NAME);
      expect(name).not.toMatch(/[\\/:\p{Cc}]|^\.|[. ]$/u);
    }),
    { numRuns: 1000 },
  );
});
