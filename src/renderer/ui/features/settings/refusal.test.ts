import { expect, test } from 'vitest';
import { startI18n } from '../../i18n/i18n.ts';
import { refusalWords } from './refusal.ts';

test('a stopped restore does not claim that everything is as it was before', async () => {
  const { t } = await startI18n('en');
  expect(t(refusalWords('stopped', 'restore'))).toMatch(/already stays.*goes on/);
  expect(t(refusalWords('stopped', null))).toMatch(/as it was before/);
  expect(t(refusalWords('wrong-secret', 'restore'))).toMatch(/does not open/);
});
