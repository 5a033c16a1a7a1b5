/** Vault, inbox: one message as its row keeps it: the exact body, and the key that was proven to have sent it. */
import * as v from 'valibot';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import {
  DeviceId,
  idBytes,
  MessageId,
  type BucketId,
  type RowId,
} from '../../../../protocol/ids.ts';
import { readBody, type ConversationBody } from '../../../../protocol/talk/body.ts';
import type { Place } from '../../../../protocol/talk/chain.ts';
import { bodyHash, BodyHash, SenderKey } from '../../../../protocol/talk/names.ts';
import type { OpenMessage } from '../../../contract/desk.ts';
import type { Stood } from '../../../contract/work.ts';
import { keptFile, shownFile } from '../attachments/kept-file.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import { hasGapBefore } from './chains.ts';
import { stateOf, type Conversation } from './conversation.ts';
import type { InboxParts } from './parts.ts';
import { lookAt, standsIn, statedIn } from './shared.ts';

const deviceId = v.pipe(
  v.string(),
  v.transform((raw) => DeviceId(raw)),
);

const schema = v.object({
  sender: v.pipe(
    v.string(),
    v.transform((raw) => SenderKey(raw)),
  ),
  /** The body's JSON text, byte for byte: sealed again unchanged, hashed for the chain and the dedupe. */
  body: v.string(),
  /** Our own clock. */
  arrived: v.number(),
  /**
   * Of a contact, whose words stand elsewhere: the hash it came with, and whether it said nothing. Of a
   * `history` that a colleague told: how many messages stood in it.
   */
  was: v.exactOptional(
    v.object({
      hash: v.pipe(
        v.string(),
        v.transform((raw) => BodyHash(raw)),
      ),
      empty: v.boolean(),
      count: v.exactOptional(v.number()),
    }),
  ),
  /** Not from its sender: this device of a colleague told it. `device`: who wrote it, where a device did. */
  told: v.exactOptional(v.object({ by: deviceId, device: v.exactOptional(deviceId) })),
  /** Of an attachment: the file as it lies sealed beside the journal, once somebody has fetched it. */
  file: v.exactOptional(keptFile),
});

export type MessageRow = v.InferOutput<typeof schema>;

/** A message out of the store. */
export interface KeptMessage {
  readonly row: RowId;
  readonly sender: SenderKey;
  readonly body: ConversationBody;
  readonly bytes: Uint8Array;
  readonly arrived: number;
  readonly was?: MessageRow['was'];
  readonly told?: MessageRow['told'];
  readonly file?: MessageRow['file'];
}

/** What its sender's next message must name as the one before, and what tells two bodies apart. */
export const hashOf = ({ was, bytes }: Pick<KeptMessage, 'was' | 'bytes'>): BodyHash =>
  was?.hash ?? bodyHash(bytes);

/** The row of (sender, mid): its name is the dedupe, for ever. `hash` sets a second body under one mid apart. */
export const messageRowId = (
  nameKey: Uint8Array,
  message: { readonly sender: SenderKey; readonly mid: MessageId; readonly hash?: string },
): RowId =>
  rowIdOf(
    nameKey,
    'message',
    [message.sender, message.mid, message.hash].filter((part) => part !== undefined).join('/'),
  );

/** Names the rows of what this device wrote in one conversation. */
export const ownRows =
  (
    { nameKey, me }: Pick<InboxParts, 'nameKey' | 'me'>,
    bucket: BucketId,
  ): ((mid: MessageId) => RowId) =>
  (mid) =>
    messageRowId(nameKey(bucket), { sender: me, mid });

/** Reads a message's row. Throws for what this version did not write: that would be our own bug. */
export function readMessage(row: RowId, value: unknown): KeptMessage {
  const { sender, body, arrived, ...more } = v.parse(schema, value);
  const bytes = utf8ToBytes(body);
  const read = readBody(bytes);
  if (read.type === 'unknown' || read.type === 'receipt' || read.conversation === null) {
    throw new Error('a message row holds something else');
  }
  return { row, sender, body: read, bytes, arrived, ...more };
}

/** A message as its row keeps it. */
export const rowOf = ({ sender, bytes, arrived, was, told, file }: KeptMessage): MessageRow => ({
  sender,
  body: utf8.decode(bytes),
  arrived,
  ...(was === undefined ? {} : { was }),
  ...(told === undefined ? {} : { told }),
  ...(file === undefined ? {} : { file }),
});

const utf8 = new TextDecoder();

/** Its place in line; 0 is the conversation's own record. */
export const placeInLine = ({ lamport }: Pick<ConversationBody, 'lamport'>): number =>
  Math.max(1, lamport);

/** What orders a message on every device. */
export const placeOf = ({ sender, body }: Pick<KeptMessage, 'sender' | 'body'>): Place => ({
  lamport: body.lamport,
  sender,
  session: body.session,
  seq: body.seq,
});

/** Its name on the screen. A reporter chooses mids; row names are ours, so no two are ever the same. */
export const screenId = (row: RowId): MessageId => MessageId.of(idBytes(row));

/** The message as the screen shows it, or null for kinds it does not show. `base`: what a change goes on from (bases.ts). */
export function toScreen(
  conversation: Conversation,
  message: KeptMessage,
  base: Stood | null = null,
): OpenMessage | null {
  const { body, row, sender, was, told } = message;
  const { session, seq } = body;
  const about = {
    id: screenId(row),
    at: body.at,
    gap: hasGapBefore(conversation.chains, { sender, session, seq, audience: body.audience }),
    forked: conversation.forks.some(
      (fork) => fork.sender === sender && fork.session === session && fork.seq === seq,
    ),
    ...(told === undefined ? {} : { told: told.by }),
  };
  const reporter = { ...about, author: 'reporter' } as const;
  const operator = (alias = '') =>
    ({
      ...about,
      author: 'operator',
      alias,
      state: stateOf(conversation, { row, sender, session, seq }),
    }) as const;
  const theirs = body.from === 'reporter';
  switch (body.type) {
    case 'text':
      return { kind: 'text', text: body.text, ...(theirs ? reporter : operator(body.alias)) };
    case 'rating':
      return { ...reporter, kind: 'rating', stars: body.stars, comment: body.comment ?? '' };
    case 'attachment': {
      const shown = { kind: 'attachment', file: shownFile(body), mark: body.mid } as const;
      return theirs ? { ...shown, ...reporter } : { ...shown, ...operator(body.alias) };
    }
    case 'contact':
      return { ...reporter, kind: 'contact', empty: was?.empty ?? true };
    case 'resume':
    case 'erase':
      return { ...reporter, kind: body.type };
    case 'handover':
      return { ...operator(body.alias), kind: 'handover', to: body.to ?? '' };
    case 'history':
      return { ...operator(), kind: 'history', count: was?.count ?? body.messages.length };
    case 'note':
      return body.warns === undefined
        ? { ...operator(body.alias), kind: 'note', text: body.text }
        : { ...operator(body.alias), kind: 'warned', about: body.warns };
    case 'claim':
      if (body.holder === undefined || (body.holder === 'none' && body.soon === undefined))
        return null;
      return {
        ...operator(),
        kind: 'passed',
        to: body.holder === 'none' ? null : (body.alias ?? ''),
      };
    case 'state': {
      const look = lookAt(statedIn(body), { wrote: [] });
      const stands = standsIn(conversation.work, row);
      return { ...operator(), kind: 'work', look, base, stands };
    }
    case 'annotation':
    case 'restriction':
      return null;
  }
}
