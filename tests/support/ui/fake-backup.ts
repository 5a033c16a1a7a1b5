import { ok, refuse } from '../../../src/contract/outcome.ts';
import { DAY, job, pause, type Parts, type Some } from './fake-parts.ts';
import { CODE } from './fake-security.ts';

/** A backup that is written and read. */
export function fakeBackup(
  parts: Parts,
): Some<'backupState' | 'setBackupReminder' | 'backup' | 'restore' | 'restoreAsNew'> {
  let everyDays = 7;
  return {
    backupState: async () => ({ lastAt: Date.now() - 11 * DAY, everyDays, due: true }),
    setBackupReminder: async (input) => {
      ({ everyDays } = input);
      return ok(null);
    },
    backup: async () => {
      await job(parts, 'backup');
      return ok({
        name: 'beistand-2026-11-22.age',
        bytes: 1_240_000_000,
        conversations: 412,
        messages: 9120,
        cases: 186,
        evidence: 73,
        recoveryCode: CODE,
      });
    },
    restore: async ({ secret }) => {
      if (secret === 'falsch') return refuse('wrong-secret');
      await job(parts, 'restore');
      return ok({ added: 214, same: 9120, newer: 3, evidence: 12, marksLeft: 0 });
    },
    restoreAsNew: async ({ secret }) => {
      await pause(60);
      if (secret === 'falsch') return refuse('wrong-secret');
      if (parts.wishes.refuse === 'halfway') {
        parts.opened();
        return refuse('disk-full');
      }
      await job(parts, 'restore');
      return ok({ added: 9718, same: 0, newer: 0, evidence: 73, marksLeft: 0 });
    },
  };
}
