import type { ConversationId, DeskFact, DeskRequests } from '../../../src/contract/desk.ts';
import type { Handlers } from '../../../src/contract/door.ts';
import { ok, refuse } from '../../../src/contract/outcome.ts';
import type { FileVersion, OutgoingFile } from '../../../src/contract/talk.ts';
import { prepared, type Prepared } from '../../../src/renderer/vault/attachments/prepared.ts';
import { redraw } from '../../../src/renderer/vault/attachments/redraw.ts';
import { blankMessage, idOf } from './fake-talk.ts';

type Some = Pick<
  Handlers<DeskRequests>,
  | 'fileLimit'
  | 'prepareFile'
  | 'putFileAway'
  | 'sendFile'
  | 'outgoingFile'
  | 'resumeFile'
  | 'stopFile'
>;

const LIMIT = 1_000_000;

/**
 * Files on their way out. They are prepared by the vault's own hands; `refuse=sendFile`: the disk is full,
 * `refuse=no-room`: the relay takes nothing, `refuse=slow`: it goes on until it is taken back.
 */
export function fakeOutgoing(wish: string, tell: (fact: DeskFact) => void): Some {
  const going = new Map<ConversationId, OutgoingFile>();
  let looked: Prepared | null = null;
  let sent = 0;

  const show = (conversation: ConversationId, file: OutgoingFile | null): void => {
    if (file === null) going.delete(conversation);
    else going.set(conversation, file);
    tell({ type: 'outgoing-file', conversation, file });
  };
  const arrive = (conversation: ConversationId, file: OutgoingFile, as: FileVersion): void => {
    sent += 1;
    const media = looked?.[as]?.media ?? '';
    show(conversation, null);
    tell({
      type: 'message-arrived',
      conversation,
      message: {
        ...blankMessage,
        id: idOf(8000 + sent),
        kind: 'attachment',
        author: 'operator',
        alias: 'Noa',
        state: 'sending',
        mark: `sent-${sent}`,
        file: { name: file.name, bytes: file.bytes, media, original: as === 'original' },
      },
    });
  };

  return {
    fileLimit: async () => LIMIT,
    prepareFile: async ({ bytes }) => {
      if (bytes.length === 0) return refuse('empty');
      looked = await prepared(bytes, { redraw, most: LIMIT });
      const { original, cleaned } = looked;
      return ok({
        look: 1,
        media: original.media,
        bytes: original.bytes.length,
        cleaned:
          cleaned === null
            ? null
            : {
                picture: { media: cleaned.media, bytes: cleaned.bytes },
                scaled: cleaned.scaled,
              },
      });
    },
    putFileAway: async () => null,
    sendFile: async ({ conversation, as, name }) => {
      const version = looked?.[as] ?? null;
      if (version === null) return refuse('put-away');
      if (wish === 'sendFile') return refuse('disk-full');
      if (going.has(conversation)) return refuse('busy');
      // For the test to look at.
      Object.assign(globalThis, { sentBytes: version.bytes });
      const file = { name, bytes: version.bytes.length, done: 1, total: 4 };
      if (wish === 'no-room') show(conversation, { ...file, state: 'no-room' });
      else if (wish === 'slow') show(conversation, { ...file, state: 'going' });
      else arrive(conversation, { ...file, state: 'going' }, as);
      return ok(null);
    },
    outgoingFile: async ({ conversation }) => going.get(conversation) ?? null,
    resumeFile: async ({ conversation }) => {
      const file = going.get(conversation);
      if (file !== undefined) arrive(conversation, file, 'cleaned');
      return null;
    },
    stopFile: async ({ conversation }) => {
      show(conversation, null);
      return null;
    },
  };
}
