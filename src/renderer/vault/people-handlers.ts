/** Vault: the part of the desk that is about the team's devices. */
import * as v from 'valibot';
import { MAX_DEVICES, MAX_NEWCOMER_NAME } from '../../../protocol/limits.ts';
import type { Handlers } from '../../contract/door.ts';
import { TEAM_ROLES, type PeopleRequests } from '../../contract/people.ts';
import type { Gate } from './gate.ts';
import { secret } from './keeping-schemas.ts';
import { MAX_INVITE_LINK } from './limits.ts';

export const peopleHandlers = (gate: Gate): Handlers<PeopleRequests> => ({
  roster: async () => gate.opened().people.roster(),
  teamHistory: async () => gate.opened().people.history(),
  makeInvite: async () => await gate.opened().people.makeInvite(),
  showInvite: async (input) => gate.opened().people.showInvite(input),
  dropInvite: async (input) => await gate.opened().people.dropInvite(input),
  letIn: async (input) => await gate.opened().people.letIn(input),
  setRoles: async (input) => await gate.opened().people.setRoles(input),
  nameSelf: async (input) => await gate.opened().people.nameSelf(input),
  nameDevice: async (input) => await gate.opened().people.nameDevice(input),
  tellEarlier: async (input) => await gate.opened().people.tellEarlier(input),
  removeDevice: async (input) => await gate.opened().people.removeDevice(input),
  removeCoordinator: async (input) => await gate.opened().people.removeCoordinator(input),
  lookForTeam: async (input) => await gate.lookForTeam(input),
  regainTeam: async (input) => await gate.regainTeam(input),
  regain: async (input) => await gate.opened().people.regain(input),
  joinTeam: async (input) => await gate.join(input),
  askToJoin: async (input) => await gate.opened().people.ask(input),
  stopAsking: async () => await gate.opened().people.stopAsking(),
});

const ID_DIGITS = 32;
const id = v.pipe(v.string(), v.length(ID_DIGITS), v.hexadecimal());
const device = id;
const invite = id;
const link = v.pipe(v.string(), v.maxLength(MAX_INVITE_LINK));
const name = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.check((text) => Array.from(text).length <= MAX_NEWCOMER_NAME),
);
const language = v.picklist(['de', 'en', 'nl']);
const regain = {
  code: secret,
  lost: v.nullable(
    v.pipe(
      v.array(device),
      v.maxLength(MAX_DEVICES),
      v.check((all) => new Set(all).size === all.length),
    ),
  ),
};
const roles = v.pipe(
  v.array(v.picklist(TEAM_ROLES)),
  v.minLength(1),
  v.check((all) => new Set(all).size === all.length),
);

/** What may come from the screen about them, checked before any handler sees it. */
export const peopleSchemas = {
  roster: v.null(),
  teamHistory: v.null(),
  makeInvite: v.null(),
  showInvite: v.strictObject({ invite }),
  dropInvite: v.strictObject({ invite }),
  letIn: v.strictObject({ invite, roles }),
  setRoles: v.strictObject({ device, roles }),
  nameDevice: v.strictObject({ device, name }),
  nameSelf: v.strictObject({ name }),
  tellEarlier: v.strictObject({ device, said: v.nullable(v.picklist(['yes', 'no'])) }),
  removeDevice: v.strictObject({ device }),
  removeCoordinator: v.strictObject({ device, code: secret }),
  lookForTeam: v.strictObject({ relay: link, code: secret, language }),
  regainTeam: v.strictObject({ ...regain, alias: name, language, passphrase: secret }),
  regain: v.strictObject(regain),
  joinTeam: v.strictObject({ link, name, language, passphrase: secret }),
  askToJoin: v.strictObject({ link, name }),
  stopAsking: v.null(),
} as const satisfies {
  [K in keyof PeopleRequests]: v.GenericSchema<unknown, PeopleRequests[K]['input']>;
};
