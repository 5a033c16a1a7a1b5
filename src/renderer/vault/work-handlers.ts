/** Vault: the part of the desk that is about sharing conversations with colleagues. */
import * as v from 'valibot';
import { ConversationId, DeviceId, MessageId } from '../../../protocol/ids.ts';
import { MAX_ALIAS, MAX_DEVICES, MAX_TAG, MAX_TAGS, MAX_TEXT } from '../../../protocol/limits.ts';
import type { ConversationAct } from '../../contract/audit.ts';
import type { Handlers } from '../../contract/door.ts';
import {
  GIVE_LIMIT,
  OUTCOMES,
  WORK_STATUSES,
  type WorkRequests,
  type WorkStatus,
} from '../../contract/work.ts';
import type { Gate } from './gate.ts';

export const workHandlers = (gate: Gate): Handlers<WorkRequests> => ({
  note: async (input) => await gate.opened().inbox.sharing.note(input),
  warnOf: async (input) => await gate.opened().inbox.sharing.warnOf(input),
  claim: async (input) => await gate.opened().inbox.sharing.claim(input),
  release: async ({ conversation }) => await gate.opened().inbox.sharing.release(conversation),
  passOn: async (input) => {
    const { inbox, audit } = gate.opened();
    const passed = await inbox.sharing.passOn(input);
    if (passed.ok) audit.note('conversation-passed', { conversation: input.conversation });
    return passed;
  },
  giveAway: async (input) => {
    const { inbox, audit } = gate.opened();
    const gone = await inbox.sharing.giveAway(input);
    if (gone.ok)
      for (const id of gone.value.given) audit.note('conversation-passed', { conversation: id });
    return gone;
  },
  setWork: async ({ conversation, change }) => {
    const { inbox, audit, mutedFiles } = gate.opened();
    const changed = await inbox.sharing.setWork(conversation, change);
    if (changed.ok && change.status !== undefined)
      audit.note(acts[change.status], { conversation });
    if (changed.ok && change.status === 'muted') mutedFiles.soon();
    return changed;
  },
  restrict: async (input) => {
    const { inbox, audit } = gate.opened();
    const restricted = await inbox.restrict(input);
    const act = input.devices === null ? 'restriction-lifted' : 'conversation-restricted';
    if (restricted.ok) audit.note(act, { conversation: input.conversation });
    return restricted;
  },
  draft: async ({ conversation }) => await gate.opened().inbox.draft(conversation),
  keepDraft: async ({ conversation, text }) =>
    await gate.opened().inbox.keepDraft(conversation, text),
  colleagues: async () => gate.opened().inbox.sharing.colleagues(),
});

const acts = {
  open: 'conversation-reopened',
  closed: 'conversation-closed',
  muted: 'conversation-muted',
} as const satisfies Record<WorkStatus, ConversationAct>;

const conversation = v.pipe(
  v.string(),
  v.transform((raw) => ConversationId(raw)),
);
const device = v.pipe(
  v.string(),
  v.transform((raw) => DeviceId(raw)),
);
const points = (max: number) =>
  v.pipe(
    v.string(),
    v.check((text) => Array.from(text).length <= max),
  );
/** Longer texts are refused with a word; this only bounds what crosses. */
const words = v.pipe(v.string(), v.maxLength(MAX_TEXT * 8));
const moment = v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0)));

/** What may come from the screen about it, checked before any handler sees it. */
export const workSchemas = {
  note: v.strictObject({ conversation, text: words }),
  warnOf: v.strictObject({
    conversation,
    mark: v.pipe(
      v.string(),
      v.transform((raw) => MessageId(raw)),
    ),
  }),
  claim: v.strictObject({ conversation, anyway: v.boolean() }),
  release: v.strictObject({ conversation }),
  passOn: v.strictObject({
    conversation,
    device,
    alias: v.pipe(points(MAX_ALIAS), v.trim()),
    note: words,
    tell: v.boolean(),
  }),
  giveAway: v.strictObject({
    conversations: v.pipe(v.array(conversation), v.maxLength(GIVE_LIMIT)),
    device: v.nullable(device),
    note: words,
    tell: v.boolean(),
  }),
  setWork: v.strictObject({
    conversation,
    change: v.strictObject({
      status: v.exactOptional(v.picklist(WORK_STATUSES)),
      outcome: v.exactOptional(v.picklist(OUTCOMES)),
      snoozedUntil: v.exactOptional(moment),
      followUpAt: v.exactOptional(moment),
      tags: v.exactOptional(
        v.pipe(
          v.array(v.pipe(points(MAX_TAG), v.trim(), v.minLength(1))),
          v.maxLength(MAX_TAGS),
          v.transform((tags) => [...new Set(tags)]),
        ),
      ),
    }),
  }),
  restrict: v.strictObject({
    conversation,
    devices: v.nullable(v.pipe(v.array(device), v.maxLength(MAX_DEVICES))),
  }),
  draft: v.strictObject({ conversation }),
  keepDraft: v.strictObject({ conversation, text: words }),
  colleagues: v.null(),
} as const satisfies {
  [K in keyof WorkRequests]: v.GenericSchema<unknown, WorkRequests[K]['input']>;
};
