/** Vault, workplace: the part of the desk that is about one's own work. */
import * as v from 'valibot';
import type { Handlers } from '../../../contract/door.ts';
import type { WorkplaceRequests } from '../../../contract/workplace.ts';
import type { Gate } from '../gate.ts';
import { repliesSchema, atOnceSchema, viewsSchema } from './schemas.ts';

export const workplaceHandlers = (gate: Gate): Handlers<WorkplaceRequests> => ({
  workplace: async () => await gate.opened().workplace.look(),
  setTeamReplies: async ({ replies }) => await gate.opened().workplace.setTeam(replies),
  setWorkplace: async (parts) => await gate.opened().workplace.set(parts),
  exportReplies: async () => await gate.opened().workplace.save(),
  importReplies: async () => await gate.opened().workplace.read(),
});

/** What may come from the screen about it, checked before any handler sees it. */
export const workplaceSchemas = {
  workplace: v.null(),
  setTeamReplies: v.strictObject({ replies: repliesSchema }),
  setWorkplace: v.strictObject({
    replies: v.exactOptional(repliesSchema),
    views: v.exactOptional(viewsSchema),
    atOnce: v.exactOptional(atOnceSchema),
  }),
  exportReplies: v.null(),
  importReplies: v.null(),
} as const satisfies {
  [K in keyof WorkplaceRequests]: v.GenericSchema<unknown, WorkplaceRequests[K]['input']>;
};
