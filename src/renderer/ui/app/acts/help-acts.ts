// Room: ui/app/acts. Calling colleagues for help, and answering who calls.
import type { ConversationId } from '../../../../contract/desk.ts';
import type { HelpId } from '../../../../contract/help.ts';
import { ended, type Refusal } from '../state/task.ts';
import { answered, type ActContext } from './context.ts';

export interface HelpActs {
  /** Null when everybody who can be reached was called, else why not. */
  readonly call: (about: ConversationId | null) => Promise<Refusal<'callHelp'> | 'failed' | null>;
  /** Whoever comes is there. Null when it was said, else why not. */
  readonly come: (call: HelpId) => Promise<Refusal<'comeToHelp'> | 'failed' | null>;
  readonly end: (call: HelpId) => void;
}

export function helpActs(context: ActContext): HelpActs {
  const { desk, stores } = context;
  return {
    call: async (about) => {
      const done = await ended<'callHelp'>(desk.callHelp({ about }));
      return done.status === 'refused' ? done.why : null;
    },
    come: async (call) => {
      const done = await ended<'comeToHelp'>(desk.comeToHelp({ call }));
      if (done.status === 'refused') return done.why;
      if (stores.duty.get().chosen !== 'available')
        void answered(context, desk.setDuty({ duty: 'available' }));
      return null;
    },
    end: (call) => void answered(context, desk.endHelp({ call })),
  };
}
