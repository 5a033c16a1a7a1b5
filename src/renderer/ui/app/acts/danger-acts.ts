// Room: ui/app/acts. Acute danger: the team's checklist, how far somebody has come in it, and what was recorded.
import type { ChecklistEdit } from '../../../../contract/checklist.ts';
import type { DangerRecord, DangerState } from '../../../../contract/danger.ts';
import type { ConversationId } from '../../../../contract/desk.ts';
import { ended, type Refusal } from '../state/task.ts';
import { answered, type ActContext } from './context.ts';

export interface DangerActs {
  readonly load: () => Promise<void>;
  /** Changes the team's list, for everybody; null when it is written, else why not. */
  readonly edit: (edit: ChecklistEdit) => Promise<Refusal<'editChecklist'> | 'failed' | null>;
  /** How far somebody has come in this conversation; null when there is nothing, or no answer. */
  readonly state: (conversation: ConversationId) => Promise<DangerState | null>;
  /** False when it could not be kept. */
  readonly keep: (conversation: ConversationId, state: DangerState | null) => Promise<boolean>;
  /** What was recorded in a conversation; null when the vault did not answer. */
  readonly records: (conversation: ConversationId) => Promise<readonly DangerRecord[] | null>;
}

export function dangerActs(context: ActContext): DangerActs {
  const { desk, stores } = context;
  return {
    load: async () => {
      const list = await answered(context, desk.checklist(null));
      if (list !== null) stores.checklist.send(list);
    },
    edit: async (edit) => {
      const done = await ended<'editChecklist'>(desk.editChecklist(edit));
      if (done.status === 'refused') return done.why;
      stores.checklist.send(done.value);
      return null;
    },
    state: async (conversation) => await answered(context, desk.danger({ conversation })),
    keep: async (conversation, state) =>
      (await ended<'keepDanger'>(desk.keepDanger({ conversation, state }))).status === 'done',
    records: async (conversation) => await answered(context, desk.dangerRecords({ conversation })),
  };
}
