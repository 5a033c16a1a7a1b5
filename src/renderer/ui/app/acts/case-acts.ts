// Room: ui/app/acts. Opening a case and saving it by itself a moment after each change.
import type { ConversationId } from '../../../../contract/desk.ts';
import type { Incident } from '../../../../contract/case.ts';
import { answered, type ActContext } from './context.ts';

/** Quiet time after the last change before the form saves itself, ms. Short: a screen may lock at any moment. */
export const AUTOSAVE_MS = 300;

export interface CaseActs {
  /** Opens the conversation's case beside it, or begins one. */
  readonly openFor: (conversation: ConversationId) => Promise<void>;
  /** Reads the file of a case that is about to be shown. One that is no more is said. */
  readonly read: (id: string) => Promise<void>;
  readonly edit: (id: string, change: Partial<Incident>) => void;
  /** Saves at once what is unsaved, e.g. when the form closes or the vault locks. */
  readonly save: (id: string) => Promise<void>;
  readonly saveAll: () => Promise<void>;
}

export function caseActs(context: ActContext): CaseActs {
  const { desk, stores } = context;
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const running = new Map<string, Promise<void>>();

  const stopTimer = (id: string): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };

  const schedule = (id: string): void => {
    stopTimer(id);
    timers.set(
      id,
      setTimeout(() => void save(id), AUTOSAVE_MS),
    );
  };

  const store = async (id: string): Promise<void> => {
    const entry = stores.cases.get().get(id);
    if (entry === undefined || entry.saving.status === 'saved') return;
    const sent = entry.incident;
    stores.cases.send({ type: 'saving', id });
    try {
      const answer = await desk.saveIncident({ case: id, incident: sent });
      if (!answer.ok) {
        stores.cases.send({ type: 'refused', id, why: answer.refusal });
        return;
      }
      const { saved, problems } = answer.value;
      stores.cases.send({ type: 'saved', file: saved, sent, problems });
    } catch {
      stores.cases.send({ type: 'refused', id, why: 'failed' });
    }
  };

  /** One save at a time per case; a second one waits, so that the newest words are stored last. */
  const save = async (id: string): Promise<void> => {
    stopTimer(id);
    const job = (running.get(id) ?? Promise.resolve()).then(async () => await store(id));
    running.set(id, job);
    await job;
    if (running.get(id) === job) running.delete(id);
  };

  return {
    openFor: async (conversation) => {
      const opened = await answered(context, desk.openCase({ conversation }));
      if (opened === null) return;
      if (!opened.ok) {
        // What a full vault means is said by the vault itself.
        if (opened.refusal === 'vault-full') return;
        stores.status.send({ type: 'noticed', notice: { kind: 'failed' } });
        return;
      }
      stores.cases.send({ type: 'opened', file: opened.value });
      stores.view.send({ type: 'case-panel', shown: true });
    },

    read: async (id) => {
      const file = await answered(context, desk.readCase({ case: id }));
      if (file !== null) {
        stores.cases.send({ type: 'opened', file });
        return;
      }
      stores.view.send({ type: 'gone', what: id });
      stores.status.send({ type: 'noticed', notice: { kind: 'gone' } });
    },

    edit: (id, change) => {
      stores.cases.send({ type: 'edited', id, change });
      schedule(id);
    },

    save,

    saveAll: async () => {
      await Promise.all([...stores.cases.get().keys()].map(save));
    },
  };
}
