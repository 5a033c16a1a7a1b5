/** Vault: the part of the desk that is about keeping, each request handed to the room it belongs to. */
import type { DeskFact } from '../../contract/desk.ts';
import type { Handlers } from '../../contract/door.ts';
import type { KeepingRequests } from '../../contract/keeping.ts';
import type { Carrier } from '../../contract/carrier.ts';
import { refuse } from '../../contract/outcome.ts';
import { restoreAsNew, type NewVaultParts } from './backup/restore-as-new.ts';
import type { Env } from './env.ts';
import type { Gate } from './gate.ts';
import { Jobs } from './jobs.ts';

interface Parts {
  readonly gate: Gate;
  readonly carrier: Carrier;
  readonly env: Env;
  readonly tell: (fact: DeskFact) => void;
  readonly early: Jobs;
}

type Some<K extends keyof KeepingRequests> = Pick<Handlers<KeepingRequests>, K>;

/** A restore on the first run has no vault yet whose jobs could be watched and stopped: it has `early` ones. */
export function keepingHandlers(around: Omit<Parts, 'early'>): Handlers<KeepingRequests> {
  const early = new Jobs(around.env, (state) => around.tell({ type: 'job', state }));
  const parts = { ...around, early };
  return handlersOf(parts);
}

const handlersOf = (parts: Parts): Handlers<KeepingRequests> => ({
  ...secrets(parts),
  ...backup(parts),
  ...retention(parts),
  ...cases(parts),
  ...evidence(parts.gate),
  search: async (query) => await parts.gate.opened().search.search(query),
});

const secrets = ({
  gate,
  early,
}: Parts): Some<
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
> => ({
  strength: async ({ passphrase }) => await gate.strength(passphrase),
  changePassphrase: async ({ current, next }) =>
    await gate.secrets().changePassphrase(current, next),
  makeRecoveryCode: async ({ passphrase }) => await gate.secrets().makeRecoveryCode(passphrase),
  confirmRecoveryCode: async ({ code }) => await gate.secrets().confirmRecoveryCode(code),
  recover: async ({ code, passphrase }) => await gate.recover(code, passphrase),
  useKeychain: async ({ on, passphrase }) => await gate.secrets().useKeychain(on, passphrase),
  rotateKeys: async ({ passphrase }) => await gate.secrets().rotateKeys(passphrase),
  renewDevice: async (input) => await gate.renew(input),
  security: async () => await gate.secrets().security(),
  setIdle: async ({ minutes }) => await gate.secrets().setIdle(minutes),
  wipe: async () => {
    early.stopAll();
    await gate.wipe();
    return null;
  },
  snapshot: async () => await gate.opened().snapshot(),
  stopJob: async ({ job }) => {
    early.stop(job);
    gate.vault?.jobs.stop(job);
    return null;
  },
});

function backup({
  gate,
  carrier,
  early,
}: Parts): Some<'backupState' | 'setBackupReminder' | 'backup' | 'restore' | 'restoreAsNew'> {
  return {
    backupState: async () => gate.opened().backup.state(),
    setBackupReminder: async ({ everyDays }) => await gate.opened().backup.setReminder(everyDays),
    backup: async ({ passphrase }) => {
      const vault = gate.opened();
      return await gate.errand('backup', async () => await vault.backup.backup(passphrase));
    },
    restore: async ({ secret }) => {
      const vault = gate.opened();
      return await gate.errand('restore', async () => await vault.backup.restore(secret));
    },
    restoreAsNew: async (input) => {
      const begun = gate.locks;
      const parts: NewVaultParts = {
        carrier,
        jobs: early,
        isStrong: async (passphrase) => (await gate.strength(passphrase)).acceptable,
        found: async (reader) => {
          // Whoever locked or wiped while the file was read is obeyed.
          if (gate.locks !== begun) return refuse('stopped');
          const founded = await gate.foundReader(reader);
          return founded.ok ? { ok: true, value: founded.value.backup } : founded;
        },
      };
      return await gate.errand('restore', async () => await restoreAsNew(parts, input), early);
    },
  };
}

const retention = ({
  gate,
}: Parts): Some<
  | 'retention'
  | 'setRetention'
  | 'previewRetention'
  | 'runRetention'
  | 'readRetentionNews'
  | 'putOffRetention'
  | 'exportProofs'
  | 'findSubject'
  | 'audit'
  | 'verifyAudit'
  | 'exportAudit'
  | 'acknowledgeAlarm'
> => ({
  retention: async () => await gate.opened().retention.view(),
  setRetention: async ({ rules }) => await gate.opened().retention.set(rules),
  previewRetention: async () => await gate.opened().retention.preview(),
  runRetention: async ({ token }) => await gate.opened().retention.run(token),
  readRetentionNews: async () => await gate.opened().retention.reminder.read(),
  putOffRetention: async () => await gate.opened().retention.reminder.putOff(),
  exportProofs: async () => await gate.opened().retention.exportProofs(),
  findSubject: async ({ code }) => await gate.opened().erase.findSubject(code),
  audit: async ({ before, limit }) => await gate.opened().audit.page(before, limit),
  verifyAudit: async () => await gate.opened().audit.verify(),
  exportAudit: async () => await gate.opened().audit.exportLog(),
  acknowledgeAlarm: async () => {
    const { older, audit } = gate.opened();
    const done = await older.acknowledge();
    if (done.ok) audit.note('alarm-acknowledged');
    return done;
  },
});

const cases = ({
  gate,
  tell,
}: Parts): Some<'closeCase' | 'holdCase' | 'eraseCase' | 'eraseConversation'> => ({
  closeCase: async ({ case: id, closed }) => {
    const { cases: book, audit } = gate.opened();
    const changed = await book.close(id, closed);
    if (!changed.ok) return changed;
    audit.note(closed ? 'case-closed' : 'case-reopened', { about: id });
    tell({ type: 'case-changed', case: changed.value });
    return { ok: true, value: null };
  },
  holdCase: async ({ case: id, reason }) => {
    const { cases: book, audit } = gate.opened();
    const changed = await book.hold(id, reason);
    if (!changed.ok) return changed;
    audit.note(reason === null ? 'case-released' : 'case-held', { about: id });
    tell({ type: 'case-changed', case: changed.value });
    return { ok: true, value: null };
  },
  eraseCase: async ({ case: id }) => await gate.opened().erase.eraseCase(id),
  eraseConversation: async ({ conversation }) =>
    await gate.opened().erase.eraseConversation(conversation),
});

const evidence = (
  gate: Gate,
): Some<'evidence' | 'addEvidence' | 'captionEvidence' | 'saveEvidence' | 'removeEvidence'> => ({
  evidence: async ({ case: id }) => await gate.opened().evidence.list(id),
  addEvidence: async ({ case: id }) => await gate.opened().evidence.add(id),
  captionEvidence: async ({ case: owner, id, caption }) =>
    await gate.opened().evidence.caption(owner, id, caption),
  saveEvidence: async ({ case: owner, id }) => await gate.opened().evidence.save(owner, id),
  removeEvidence: async ({ case: owner, id }) => await gate.opened().evidence.remove(owner, id),
});
