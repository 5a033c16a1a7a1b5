/** Vault, testing: conversations written straight into the books, without envelopes. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { newBoxKeys } from '../../../../protocol/crypto/keys.ts';
import { platformRandom } from '../../../../protocol/crypto/random.ts';
import { MessageId, SessionId, type ConversationId } from '../../../../protocol/ids.ts';
import { writeBody, type ConversationBody } from '../../../../protocol/talk/body.ts';
import { advance, newChain, nextHead, type ChainState } from '../../../../protocol/talk/chain.ts';
import { bodyHash, conversationOf, SenderKey } from '../../../../protocol/talk/names.ts';
import type { BackupParts } from '../backup/parts.ts';
import { withMessage } from '../inbox/apply.ts';
import { newConversation } from '../inbox/conversation.ts';
import { messageRowId, readMessage, type KeptMessage } from '../inbox/message-row.ts';

/** A reporter and what she has written. */
export interface Talk {
  readonly id: ConversationId;
  readonly reporter: SenderKey;
  chain: ChainState;
}

export interface Talks {
  /** A new conversation of these texts. */
  readonly talk: (texts: readonly string[]) => Promise<Talk>;
  readonly say: (talk: Talk, text: string) => Promise<void>;
  /** In their order. */
  readonly messages: (talk: Pick<Talk, 'id'>) => Promise<readonly KeptMessage[]>;
}

export function backupTalks({ env, store, nameKey, buckets, book }: BackupParts): Talks {
  const begin = async (): Promise<Talk> => {
    const reporter = SenderKey.of(newBoxKeys().publicKey);
    const id = conversationOf(reporter);
    const name = `Ahorn ${bytesToHex(platformRandom(2))}`;
    const conversation = newConversation({ id, reporter, created: env.now(), name, hue: 1 });
    const entry = { bucket: buckets.take(), conversation };
    await store.commit([book.change(entry)]);
    book.put(entry);
    return { id, reporter, chain: newChain(SessionId.random()) };
  };

  const say = async (talk: Talk, text: string): Promise<void> => {
    const entry = await book.get(talk.id);
    if (entry === undefined) throw new Error('no such conversation');
    const { bucket } = entry;
    const head = nextHead(talk.chain);
    const body = textBody(talk, head, { text, at: env.now() });
    const bytes = writeBody(body);
    const sender = talk.reporter;
    const id = messageRowId(nameKey(bucket), { sender, mid: body.mid });
    const arrived = { sender, by: null, body, row: id, hash: bodyHash(bytes), copy: false };
    const next = { bucket, conversation: withMessage(entry.conversation, arrived, env.now()) };
    const value = { sender, body: new TextDecoder().decode(bytes), arrived: env.now() };
    const seq = Math.max(1, body.lamport);
    await store.commit([{ bucket, table: 'message', id, seq, value }, book.change(next)]);
    book.put(next);
    talk.chain = advance(head, bytes);
  };

  return {
    say,
    talk: async (texts) => {
      const talk = await begin();
      for (const text of texts) await say(talk, text);
      return talk;
    },
    messages: async ({ id }) => {
      const kept: KeptMessage[] = [];
      const entry = await book.get(id);
      if (entry === undefined) return kept;
      for await (const one of store.each(entry.bucket, 'message')) {
        kept.push(readMessage(one.id, one.value));
      }
      return kept.toSorted((a, b) => a.body.lamport - b.body.lamport);
    },
  };
}

const textBody = (
  talk: Talk,
  { session, seq, prev, lamport }: ChainState,
  { text, at }: { readonly text: string; readonly at: number },
): ConversationBody => ({
  mid: MessageId.random(),
  session,
  seq,
  prev,
  lamport,
  at,
  docSeq: 1,
  conversation: talk.id,
  from: 'reporter',
  audience: 'talk',
  type: 'text',
  text,
  lang: 'de',
  reporter: {
    token: platformRandom(16),
    ...(seq === 0 ? { mailboxKey: platformRandom(32), eph: newBoxKeys().publicKey } : {}),
  },
});
