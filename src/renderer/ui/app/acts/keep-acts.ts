// Room: ui/app/acts. Everything asked from the settings: run it, remember how it ended, look again at what it changed.
import type { DeskRequests } from '../../../../contract/desk.ts';
import type { JobName } from '../../../../contract/jobs.ts';
import type { KeepingEvent, TaskName, Views } from '../state/keeping.ts';
import { ended, type TaskOf } from '../state/task.ts';
import { answered, type ActContext } from './context.ts';

export interface KeepActs {
  /** Asks the vault once; a second press while it runs does nothing. Returns how it ended. */
  readonly run: <K extends TaskName>(
    name: K,
    input: DeskRequests[K]['input'],
  ) => Promise<TaskOf<K>>;
  readonly look: (view: keyof Views) => Promise<void>;
  readonly tidy: (...names: readonly TaskName[]) => void;
  readonly stop: (job: JobName) => void;
  /** The next page of the audit log, or from the newest again. */
  readonly readAudit: (anew: boolean) => Promise<void>;
}

/** What has to be looked at again after a task. */
const touches: Readonly<Partial<Record<TaskName, keyof Views>>> = {
  makeRecoveryCode: 'security',
  confirmRecoveryCode: 'security',
  useKeychain: 'security',
  rotateKeys: 'security',
  setIdle: 'security',
  snapshot: 'security',
  changePassphrase: 'security',
  backup: 'backupState',
  setBackupReminder: 'backupState',
  setRetention: 'retention',
  runRetention: 'retention',
  holdCase: 'retention',
};

const AUDIT_PAGE = 50;

export function keepActs(context: ActContext): KeepActs {
  const { desk, stores } = context;

  const look = async (view: keyof Views): Promise<void> => {
    const ask: () => Promise<Views[keyof Views]> = () => desk[view](null);
    const seen = await answered(context, ask());
    if (seen !== null) stores.keeping.send({ type: 'seen', views: { [view]: seen } });
  };

  return {
    run: async <K extends TaskName>(name: K, input: DeskRequests[K]['input']) => {
      const tell = (task: TaskOf<K>): void =>
        stores.keeping.send({ type: 'task', name, task } as unknown as KeepingEvent);
      if (stores.keeping.get().tasks[name].status === 'working') return { status: 'working' };
      tell({ status: 'working' });
      const ask = desk[name] as (
        of: DeskRequests[K]['input'],
      ) => Promise<DeskRequests[K]['output']>;
      const done = await ended<K>(ask(input));
      tell(done);
      const view = touches[name];
      if (done.status === 'done' && view !== undefined) await look(view);
      if (name === 'backup' && done.status === 'done')
        stores.status.send({ type: 'dismissed', kind: 'backup-due' });
      if (name === 'confirmRecoveryCode' && done.status === 'done')
        stores.status.send({ type: 'dismissed', kind: 'recovery-unseen' });
      return done;
    },

    look,

    tidy: (...names) => stores.keeping.send({ type: 'tidied', names }),

    stop: (job) => void answered(context, desk.stopJob({ job })),

    readAudit: async (anew) => {
      const { status, events } = stores.audit.get();
      if (status === 'loading') return;
      stores.audit.send({ type: 'asking', anew });
      const before = anew ? null : (events.at(-1)?.seq ?? null);
      const page = await ended<'audit'>(desk.audit({ before, limit: AUDIT_PAGE }));
      if (page.status === 'done') stores.audit.send({ type: 'page', ...page.value });
      else stores.audit.send({ type: 'failed' });
    },
  };
}
