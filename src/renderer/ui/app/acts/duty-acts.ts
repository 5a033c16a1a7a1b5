// Room: ui/app/acts. Being there or not, and how to be called.
import type { Duty, DutyRules } from '../../../../contract/duty.ts';
import type { MachineView, MachineWish } from '../../../../contract/machine.ts';
import { ended, type TaskOf } from '../state/task.ts';
import { answered, type ActContext } from './context.ts';

export interface DutyActs {
  readonly choose: (duty: Duty) => void;
  /** Looks how the app stands on this computer; null when main cannot say. */
  readonly machine: () => Promise<MachineView | null>;
  readonly setMachine: (wish: MachineWish) => Promise<TaskOf<'setMachine'>>;
  readonly countUnread: (unread: number) => void;
  /** Changes some of the rules. Returns how it ended. */
  readonly setRules: (change: Partial<DutyRules>) => Promise<TaskOf<'setDutyRules'>>;
}

export function dutyActs(context: ActContext): DutyActs {
  const { desk, stores } = context;
  return {
    choose: (duty) => void answered(context, desk.setDuty({ duty })),
    machine: async () => await answered(context, desk.machine(null)),
    setMachine: async (wish) => await ended<'setMachine'>(desk.setMachine(wish)),
    countUnread: (unread) => void answered(context, desk.countUnread({ unread })),
    setRules: async (change) => {
      const rules = { ...stores.duty.get().rules, ...change };
      return await ended<'setDutyRules'>(desk.setDutyRules({ rules }));
    },
  };
}
