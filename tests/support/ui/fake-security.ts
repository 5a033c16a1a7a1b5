import { ok, refuse } from '../../../src/contract/outcome.ts';
import { DAY, job, pause, type Parts, type Some } from './fake-parts.ts';

export const CODE = '7K4M-QX2R-9DTB-H3WN-5VZC-8PJE-Y1GA';

function scoreOf(passphrase: string): 0 | 1 | 2 | 3 | 4 {
  if (/passwort|1234/i.test(passphrase)) return 1;
  return passphrase.length > 16 ? 4 : passphrase.length >= 12 ? 3 : 1;
}

/** Passphrase, printed code, keychain, keys. `richtig` is the passphrase here too. */
export function fakeSecurity(
  parts: Parts,
): Some<
  | 'strength'
  | 'changePassphrase'
  | 'makeRecoveryCode'
  | 'confirmRecoveryCode'
  | 'recover'
  | 'useKeychain'
  | 'rotateKeys'
  | 'renewDevice'
  | 'security'
  | 'setIdle'
  | 'wipe'
  | 'snapshot'
  | 'stopJob'
> {
  const now = Date.now();
  let recoverySince: number | null = now - 90 * DAY;
  let recoveryUnseen = false;
  let keychain: 'on' | 'off' | 'unavailable' =
    parts.wishes.refuse === 'keychain' ? 'unavailable' : 'off';
  let idleMinutes = 5;
  const wrong = (passphrase: string): boolean => passphrase !== 'richtig';
  return {
    strength: async ({ passphrase }) => {
      const score = scoreOf(passphrase);
      const acceptable = score >= 3;
      return { score, acceptable, warning: acceptable ? null : 'common', suggestions: [] };
    },
    changePassphrase: async ({ current }) => {
      await pause(100);
      return wrong(current) ? refuse('wrong-passphrase') : ok(null);
    },
    makeRecoveryCode: async ({ passphrase }) => {
      await pause(60);
      if (wrong(passphrase)) return refuse('wrong-passphrase');
      recoverySince = Date.now();
      recoveryUnseen = true;
      return ok({ code: CODE });
    },
    confirmRecoveryCode: async () => {
      recoveryUnseen = false;
      return ok(null);
    },
    recover: async ({ code }) => {
      await pause(60);
      if (parts.wishes.refuse === 'changed-header') return refuse('damaged-header');
      return code.replaceAll('-', '') === CODE.replaceAll('-', '')
        ? ok({ rebuilt: 0 })
        : refuse('bad-code');
    },
    useKeychain: async ({ on, passphrase }) => {
      if (wrong(passphrase)) return refuse('wrong-passphrase');
      keychain = on ? 'on' : 'off';
      return ok(null);
    },
    rotateKeys: async ({ passphrase }) => {
      if (wrong(passphrase)) return refuse('wrong-passphrase');
      await job(parts, 'rotate');
      recoveryUnseen = true;
      return ok({ code: CODE });
    },
    renewDevice: async ({ passphrase, code }) => {
      await pause(60);
      if (wrong(passphrase)) return refuse('wrong-passphrase');
      if (parts.wishes.refuse === 'alone' && code === null) return refuse('only-coordinator');
      parts.tell({ type: 'lock', ended: null });
      return ok(null);
    },
    security: async () => ({
      recoverySince,
      recoveryUnseen,
      keychain,
      argonMiB: 256,
      argonPasses: 3,
      masterSince: parts.wishes.empty ? now : now - 120 * DAY,
      prekeySince: now - DAY / 3,
      idleMinutes,
      snapshotAt: now - 3 * DAY,
      journalBytes: 48_200_000,
    }),
    setIdle: async ({ minutes }) => {
      idleMinutes = minutes;
      return ok(null);
    },
    wipe: async () => null,
    snapshot: async () => {
      await job(parts, 'snapshot');
      return ok(null);
    },
    stopJob: async () => null,
  };
}
