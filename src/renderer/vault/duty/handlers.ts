/** Vault, duty: the part of the desk that is about being there. */
import * as v from 'valibot';
import { ConversationId, HelpId } from '../../../../protocol/ids.ts';
import type { Handlers } from '../../../contract/door.ts';
import { DUTIES, type DutyRequests } from '../../../contract/duty.ts';
import type { HelpRequests } from '../../../contract/help.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import { SHORTCUTS, type MachineRequests } from '../../../contract/machine.ts';
import type { Gate } from '../gate.ts';
import { rulesSchema } from './rules.ts';

export const dutyHandlers = (gate: Gate): Handlers<DutyRequests> => ({
  duty: async () => gate.opened().duty.view(),
  setDuty: async ({ duty }) => await gate.opened().duty.choose(duty),
  setDutyRules: async ({ rules }) => await gate.opened().duty.setRules(rules),
});

export const helpHandlers = (gate: Gate): Handlers<HelpRequests> => ({
  helpCalls: async () => gate.opened().help.calls(),
  callHelp: async ({ about }) => await gate.opened().help.call(about),
  comeToHelp: async ({ call }) => await gate.opened().help.come(call),
  endHelp: async ({ call }) => await gate.opened().help.end(call),
});

/** Main keeps it; only an open vault asks. */
export const machineHandlers = (
  gate: Gate,
  carrier: Pick<Carrier, keyof MachineRequests>,
): Handlers<MachineRequests> => ({
  machine: async () => await open(gate, carrier).machine(null),
  setMachine: async (wish) => await open(gate, carrier).setMachine(wish),
  countUnread: async (count) => await open(gate, carrier).countUnread(count),
});

/** Throws while locked. */
function open<T>(gate: Gate, carrier: T): T {
  gate.opened();
  return carrier;
}

/** What may come from the screen about it, checked before any handler sees it. */
export const dutySchemas = {
  duty: v.null(),
  setDuty: v.strictObject({ duty: v.picklist(DUTIES) }),
  setDutyRules: v.strictObject({ rules: rulesSchema }),
} as const satisfies {
  [K in keyof DutyRequests]: v.GenericSchema<unknown, DutyRequests[K]['input']>;
};

const id = <T>(kind: (raw: unknown) => T) =>
  v.pipe(
    v.string(),
    v.transform((raw) => kind(raw)),
  );

export const helpSchemas = {
  helpCalls: v.null(),
  callHelp: v.strictObject({ about: v.nullable(id(ConversationId)) }),
  comeToHelp: v.strictObject({ call: id(HelpId) }),
  endHelp: v.strictObject({ call: id(HelpId) }),
} as const satisfies {
  [K in keyof HelpRequests]: v.GenericSchema<unknown, HelpRequests[K]['input']>;
};

export const machineSchemas = {
  machine: v.null(),
  setMachine: v.strictObject({
    atLogin: v.boolean(),
    sign: v.boolean(),
    badge: v.boolean(),
    shortcut: v.nullable(v.picklist(SHORTCUTS)),
  }),
  countUnread: v.strictObject({
    unread: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  }),
} as const satisfies {
  [K in keyof MachineRequests]: v.GenericSchema<unknown, MachineRequests[K]['input']>;
};
