// Room: ui/app/state. What a person asked about keeping, and what the vault answered, by the request's name.
import type { BackupView } from '../../../../contract/backup.ts';
import type { KeepingRequests } from '../../../../contract/keeping.ts';
import type { RetentionView } from '../../../../contract/retention.ts';
import type { SecurityView } from '../../../../contract/secrets.ts';
import { idle, type TaskOf } from './task.ts';

/** What can be asked from the settings and the case panel, each once at a time. */
export const taskNames = [
  'changePassphrase',
  'makeRecoveryCode',
  'confirmRecoveryCode',
  'useKeychain',
  'rotateKeys',
  'renewDevice',
  'setIdle',
  'snapshot',
  'setBackupReminder',
  'backup',
  'restore',
  'setRetention',
  'previewRetention',
  'runRetention',
  'readRetentionNews',
  'putOffRetention',
  'exportProofs',
  'findSubject',
  'closeCase',
  'holdCase',
  'eraseCase',
  'eraseConversation',
  'verifyAudit',
  'exportAudit',
  'acknowledgeAlarm',
  'addEvidence',
  'captionEvidence',
  'saveEvidence',
  'removeEvidence',
] as const satisfies readonly (keyof KeepingRequests)[];

export type TaskName = (typeof taskNames)[number];
export type Tasks = { readonly [K in TaskName]: TaskOf<K> };

export interface Views {
  readonly security: SecurityView | null;
  readonly backupState: BackupView | null;
  readonly retention: RetentionView | null;
}

export interface Keeping {
  readonly tasks: Tasks;
  readonly views: Views;
}

type TaskEvent = {
  [K in TaskName]: { readonly type: 'task'; readonly name: K; readonly task: TaskOf<K> };
}[TaskName];

export type KeepingEvent =
  | TaskEvent
  | { readonly type: 'seen'; readonly views: Partial<Views> }
  /** Put away: an answer that was read, above all a code that was shown once. */
  | { readonly type: 'tidied'; readonly names: readonly TaskName[] };

export const startingKeeping: Keeping = {
  tasks: Object.fromEntries(taskNames.map((name) => [name, idle])) as unknown as Tasks,
  views: { security: null, backupState: null, retention: null },
};

export function keeping(state: Keeping, event: KeepingEvent): Keeping {
  switch (event.type) {
    case 'task':
      return {
        ...state,
        tasks: { ...state.tasks, ...superseded(state, event), [event.name]: event.task },
      };
    case 'seen':
      return { ...state, views: { ...state.views, ...event.views } };
    case 'tidied': {
      const away = event.names.filter((name) => state.tasks[name].status !== 'working');
      return {
        ...state,
        tasks: { ...state.tasks, ...Object.fromEntries(away.map((name) => [name, idle])) },
      };
    }
  }
}

const newCodes: ReadonlySet<TaskName> = new Set(['makeRecoveryCode', 'rotateKeys']);

/** A code that a newer one has replaced can not be confirmed any more: it goes, and what was said of it. */
function superseded({ tasks }: Keeping, { name, task }: TaskEvent): Partial<Tasks> {
  if (!newCodes.has(name) || task.status !== 'done') return {};
  const shown = [...newCodes, 'confirmRecoveryCode' as const];
  const away = shown.filter((one) => tasks[one].status !== 'working');
  return Object.fromEntries(away.map((one) => [one, idle]));
}
