/** Vault: the part of the desk that is about files, contact details, wishes, and what is put out of sight. */
import * as v from 'valibot';
import { ConversationId, MessageId } from '../../../protocol/ids.ts';
import { MAX_FILE_NAME } from '../../../protocol/limits.ts';
import type { Handlers } from '../../contract/door.ts';
import type { TalkRequests } from '../../contract/talk.ts';
import type { VeilRequests } from '../../contract/veil.ts';
import type { Gate } from './gate.ts';

type Requests = TalkRequests & VeilRequests;

export const talkHandlers = (gate: Gate): Handlers<Requests> => ({
  contact: async ({ conversation }) => {
    const { inbox, contactLooked } = gate.opened();
    const details = await inbox.contact(conversation);
    if (details !== null) contactLooked(conversation);
    return details;
  },
  openAttachment: async (about) => await gate.opened().attachments.open(about),
  stopAttachment: async (about) => gate.opened().attachments.stop(about),
  saveAttachment: async (about) => {
    const { attachments, audit } = gate.opened();
    const saved = await attachments.save(about);
    if (saved.ok) audit.note('attachment-saved', { conversation: about.conversation });
    return saved;
  },
  keepAnyway: async ({ conversation }) => await gate.opened().inbox.keepAnyway(conversation),
  veil: async (what) => await gate.opened().inbox.veil(what),
  fileLimit: async () => gate.opened().outgoing.limit(),
  prepareFile: async (input) => await gate.opened().outgoing.prepare(input),
  putFileAway: async () => gate.opened().outgoing.putAway(),
  sendFile: async (input) => await gate.opened().outgoing.send(input),
  outgoingFile: async (input) => gate.opened().outgoing.view(input),
  resumeFile: async (input) => gate.opened().outgoing.resume(input),
  stopFile: async (input) => await gate.opened().outgoing.stop(input),
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
const where = v.strictObject({ conversation });
const fileName = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.check((name) => Array.from(name).length <= MAX_FILE_NAME),
);

/** What may come from the screen about them, checked before any handler sees it. */
export const talkSchemas = {
  contact: where,
  openAttachment: about,
  stopAttachment: about,
  saveAttachment: about,
  fileLimit: v.null(),
  prepareFile: v.strictObject({ conversation, bytes: v.instance(Uint8Array) }),
  putFileAway: v.null(),
  sendFile: v.strictObject({
    conversation,
    look: v.number(),
    as: v.picklist(['cleaned', 'original']),
    name: fileName,
  }),
  outgoingFile: where,
  resumeFile: where,
  stopFile: where,
  sendEarlier: where,
  sendAgain: about,
  keepAnyway: where,
  veil: v.strictObject({ conversation, message: v.nullable(message), hidden: v.boolean() }),
} as const satisfies {
  [K in keyof Requests]: v.GenericSchema<unknown, Requests[K]['input']>;
};
