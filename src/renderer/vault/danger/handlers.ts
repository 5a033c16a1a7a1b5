/** Vault, danger: the part of the desk that is about acute danger. */
import * as v from 'valibot';
import { ConversationId } from '../../../../protocol/ids.ts';
import type { ChecklistRequests } from '../../../contract/checklist.ts';
import type { DangerRequests } from '../../../contract/danger.ts';
import type { Handlers } from '../../../contract/door.ts';
import type { Gate } from '../gate.ts';
import { dangerSchema } from '../inbox/unsent.ts';
import { recordsIn } from './records.ts';
import { editSchema } from './schemas.ts';

type Requests = ChecklistRequests & DangerRequests;

export const dangerHandlers = (gate: Gate): Handlers<Requests> => ({
  danger: async ({ conversation }) => await gate.opened().inbox.danger(conversation),
  keepDanger: async ({ conversation, state }) =>
    await gate.opened().inbox.keepDanger(conversation, state),
  dangerRecords: async ({ conversation }) => await recordsIn(gate.opened().inbox, conversation),
  checklist: async () => await gate.opened().checklist.look(),
  editChecklist: async (edit) => await gate.opened().checklist.edit(edit),
});

const conversation = v.pipe(
  v.string(),
  v.transform((raw) => ConversationId(raw)),
);

/** What may come from the screen about it, checked before any handler sees it. */
export const dangerSchemas = {
  danger: v.strictObject({ conversation }),
  keepDanger: v.strictObject({ conversation, state: v.nullable(dangerSchema) }),
  dangerRecords: v.strictObject({ conversation }),
  checklist: v.null(),
  editChecklist: editSchema,
} as const satisfies {
  [K in keyof Requests]: v.GenericSchema<unknown, Requests[K]['input']>;
};
