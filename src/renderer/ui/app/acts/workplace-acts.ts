// Room: ui/app/acts. How somebody has set up their own work: read once, kept with every change, and replies as a file.
import type { ReadyReply, Workplace } from '../../../../contract/workplace.ts';
import { ended, type Refusal, type TaskOf } from '../state/task.ts';
import { answered, type ActContext } from './context.ts';

export interface WorkplaceActs {
  readonly load: () => Promise<void>;
  /** Null when it is kept, else why not: then everything is as before. */
  readonly set: (parts: Partial<Workplace>) => Promise<Refusal<'setWorkplace'> | 'failed' | null>;
  /** The team's replies, for everybody; null when they are kept. */
  readonly setTeam: (
    replies: readonly ReadyReply[],
  ) => Promise<Refusal<'setTeamReplies'> | 'failed' | null>;
  readonly exportReplies: () => Promise<TaskOf<'exportReplies'>>;
  readonly importReplies: () => Promise<TaskOf<'importReplies'>>;
}

export function workplaceActs(context: ActContext): WorkplaceActs {
  const { desk, stores } = context;
  return {
    load: async () => {
      const kept = await answered(context, desk.workplace(null));
      if (kept !== null) stores.workplace.send(kept);
    },
    set: async (parts) => {
      const done = await ended<'setWorkplace'>(desk.setWorkplace(parts));
      if (done.status === 'refused') return done.why;
      stores.workplace.send(parts);
      return null;
    },
    setTeam: async (replies) => {
      const done = await ended<'setTeamReplies'>(desk.setTeamReplies({ replies }));
      if (done.status === 'refused') return done.why;
      stores.workplace.send({ team: { ...stores.workplace.get().team, replies } });
      return null;
    },
    exportReplies: async () => await ended<'exportReplies'>(desk.exportReplies(null)),
    importReplies: async () => {
      const done = await ended<'importReplies'>(desk.importReplies(null));
      if (done.status === 'done') stores.workplace.send({ replies: done.value.replies });
      return done;
    },
  };
}
