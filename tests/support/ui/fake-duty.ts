import type { DeskFact } from '../../../src/contract/desk.ts';
import type { Handlers } from '../../../src/contract/door.ts';
import {
  PLAIN_MACHINE,
  type MachineRequests,
  type MachineView,
} from '../../../src/contract/machine.ts';
import { PLAIN_RULES, type DutyRequests, type DutyView } from '../../../src/contract/duty.ts';
import { ok, refuse } from '../../../src/contract/outcome.ts';

/** Being there or not, without a vault. */
export function fakeDuty(wish: string, tell: (fact: DeskFact) => void): Handlers<DutyRequests> {
  let view: DutyView = { chosen: 'available', now: 'available', rules: PLAIN_RULES };
  const change = (more: Partial<DutyView>): void => {
    view = { ...view, ...more };
    tell({ type: 'duty-changed', view });
  };
  return {
    duty: async () => view,
    setDuty: async ({ duty }) => {
      change({ chosen: duty, now: duty });
      return null;
    },
    setDutyRules: async ({ rules }) => {
      if (wish === 'setDutyRules') return refuse('disk-full');
      change({ rules });
      return ok(null);
    },
  };
}

/** How the app stands on a computer that is none. */
export function fakeMachine(wish: string): Handlers<MachineRequests> {
  let view: MachineView = { ...PLAIN_MACHINE, taken: false };
  return {
    machine: async () => view,
    setMachine: async (next) => {
      if (wish === 'setMachine') return refuse('taken');
      view = { ...next, taken: false };
      return ok(view);
    },
    countUnread: async () => null,
  };
}
