import { expect, test } from 'vitest';
import { newBoxKeys } from '../../../../protocol/crypto/keys.ts';
import {
  BucketId,
  ConversationId,
  DeviceId,
  MessageId,
  RowId,
  SessionId,
} from '../../../../protocol/ids.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import type { KnownDevice } from '../../../../protocol/talk/rights.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import { newConversation, type Conversation } from './conversation.ts';
import { headOf } from './conversation-head.ts';
import type { InboxParts } from './parts.ts';
import { Restricting } from './restricting.ts';
import type { Sender } from './send.ts';

const own = DeviceId.random();
const left = DeviceId.random();
const key = (): SenderKey => SenderKey.of(newBoxKeys().publicKey);
const me = key();

/** A conversation restricted by a coordinator who has left. */
const orphaned = (counter: number): Conversation => ({
  ...newConversation({
    id: ConversationId.random(),
    reporter: key(),
    created: 0,
    name: '',
    hue: 0,
  }),
  cards: [
    {
      by: left,
      coordinates: true,
      mid: MessageId.random(),
      counter,
      allowed: [own, left],
      holder: left,
      row: RowId.random(),
      session: SessionId.random(),
      seq: 0,
    },
  ],
});

function over(conversations: readonly Conversation[]) {
  const written: (readonly [ConversationId, number])[] = [];
  const bucket = BucketId.random();
  const device: KnownDevice = { id: own, roles: ['operator', 'coordinator'], revoked: false };
  const parts = {
    own,
    operators: () => new Set([own]),
    devices: () => new Map([[me, device]]),
    book: { heads: () => conversations.map((one) => [bucket, headOf(one)]).values() },
  } as unknown as InboxParts;
  const sender = {
    within: async (id: ConversationId, work: (entry: object) => Promise<unknown>) =>
      await work({ bucket, conversation: conversations.find((one) => one.id === id) }),
    say: async (
      { conversation }: { readonly conversation: Conversation },
      [{ counter }]: readonly [{ readonly counter: number }],
    ) => {
      if (!Number.isSafeInteger(counter)) throw new Error('it cannot be written');
      written.push([conversation.id, counter]);
      return await Promise.resolve(ok([]));
    },
    told: () => ok(null),
  } as unknown as Sender;
  return { restricting: new Restricting(parts, sender), written };
}

test('a counter that nobody can go beyond is refused there, and keeps no other restriction from being renewed', async () => {
  const [stuck, other] = [orphaned(Number.MAX_SAFE_INTEGER), orphaned(3)];
  const { restricting, written } = over([stuck, other]);
  await restricting.renew();
  expect(written).toEqual([[other.id, 4]]);
  expect(await restricting.restrict({ conversation: stuck.id, devices: null })).toEqual(
    refuse('not-allowed'),
  );
});
