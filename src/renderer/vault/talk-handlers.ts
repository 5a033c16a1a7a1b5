/** Vault: the part of the desk that is about files, contact details, wishes, and what is put out of sight. */
import * as v from 'valibot';
import { ConversationId, MessageId } from '../../../protocol/ids.ts';
import type { Handlers } from '../../contract/door.ts';
import type { TalkRequests } from '../../contract/talk.ts';
import type { VeilRequests } from '../../contract/veil.ts';
import type { Gate } from './gate.ts';

type Requests = TalkRequests & VeilRequests;

export const talkHandlers = (gate: Gate): Handlers<Requests> => ({
  contact: async ({ conversation }) => await gate.opened().inbox.contact(conversation),
  openAttachment: async (about) => await gate.opened().attachments.open(about),
  stopAttachment: async (about) => gate.opened().attachments.stop(about),
  saveAttachment: async (about) => await gate.opened().attachments.save(about),
  veil: async (what) => await gate.opened().inbox.veil(what),
  sendEarlier: async ({ conversation }) => await gate.opened().inbox.sendEarlier(conversation),
  sendAgain: async (about) => await gate.opened().inbox.sendAgain(about),
});

const conversation = v.pipe(
  v.string(),
  v.transform((raw) => ConversationId(raw)),
);
const message = v.pipe(
  v.string(),
  v.transform((raw) => MessageId(raw)),
);
const about = v.strictObject({ conversation, message });

/** What may come from the screen about them, checked before any handler sees it. */
export const talkSchemas = {
  contact: v.strictObject({ conversation }),
  openAttachment: about,
  stopAttachment: about,
  saveAttachment: about,
  sendEarlier: v.strictObject({ conversation }),
  sendAgain: about,
  veil: v.strictObject({ conversation, message: v.nullable(message), hidden: v.boolean() }),
} as const satisfies {
  [K in keyof Requests]: v.GenericSchema<unknown, Requests[K]['input']>;
};
