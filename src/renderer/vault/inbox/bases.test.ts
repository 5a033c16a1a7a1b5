import { expect, test } from 'vitest';
import {
  BucketId,
  ConversationId,
  idBytes,
  MessageId,
  RowId,
  SessionId,
} from '../../../../protocol/ids.ts';
import { writeBody, type Body } from '../../../../protocol/talk/body.ts';
import { NO_PREV, SenderKey } from '../../../../protocol/talk/names.ts';
import { BASE_PAGE, MAX_BASE_ROWS } from '../limits.ts';
import { basesOf } from './bases.ts';
import type { Conversation } from './conversation.ts';
import { readMessage, type KeptMessage, type MessageRow } from './message-row.ts';
import { NO_WORK } from './work.ts';

const conversation = ConversationId.random();
const of = { bucket: BucketId.random(), conversation: { work: NO_WORK } as Conversation };
const [mika, noa] = ['a', 'b'].map((sign) => SenderKey(sign.repeat(64))) as [SenderKey, SenderKey];
const session = SessionId.random();

const kept = (lamport: number, sender: SenderKey, content: object): KeptMessage => {
  const body = {
    mid: MessageId.random(),
    session,
    seq: lamport,
    prev: NO_PREV,
    lamport,
    at: 1,
    docSeq: 1,
    conversation,
    from: 'device',
    audience: 'team',
    ...content,
  } as Body;
  const row: MessageRow = {
    sender,
    body: new TextDecoder().decode(writeBody(body)),
    arrived: 1,
  };
  return readMessage(RowId.random(), row);
};
const state = (lamport: number, sender: SenderKey, more: object): KeptMessage =>
  kept(lamport, sender, {
    type: 'state',
    object: RowId.of(idBytes(conversation)),
    term: 1,
    revision: 1,
    status: 'open',
    tags: [],
    heard: [],
    ...more,
  });
const note = (lamport: number): KeptMessage => kept(lamport, noa, { type: 'note', text: 'x' });

const storeOf = (messages: readonly KeptMessage[]) => ({
  newest: async (
    _bucket: BucketId,
    _table: string,
    { upTo, limit }: { readonly upTo: number; readonly limit: number },
  ) =>
    messages
      .filter(({ body }) => body.lamport <= upTo)
      .toSorted((a, b) => b.body.lamport - a.body.lamport)
      .slice(0, limit)
      .map(({ row, sender, bytes, body }) => ({
        id: row,
        seq: body.lamport,
        value: { sender, body: new TextDecoder().decode(bytes), arrived: 1 },
      })),
});

const baseOf = async (change: KeptMessage, before: readonly KeptMessage[]) =>
  (await basesOf(storeOf([...before, change]), of, [change])).get(change.row);

test('the first change of all goes on from nothing; a later one from the one it names, or its own before', async () => {
  const first = state(1, mika, { tags: ['Film'] });
  const other = state(1, noa, { tags: ['Anzeige'] });
  expect(await baseOf(first, [])).toMatchObject({ status: 'open', tags: [] });
  const next = state(2, mika, { revision: 2 });
  expect(await baseOf(next, [other, first])).toMatchObject({ tags: ['Film'] });
  const later = state(3, noa, { term: 4, after: { term: 1, revision: 2 } });
  expect(await baseOf(later, [first, state(2, mika, { revision: 2, tags: ['Polizei'] })])).toEqual(
    expect.objectContaining({ tags: ['Polizei'] }),
  );
});

test('who had heard the reporter write again knew that it was open', async () => {
  const closed = state(1, mika, { status: 'closed', outcome: 'helped' });
  const change = (heard: readonly object[]) => state(2, mika, { revision: 2, heard });
  expect(await baseOf(change([]), [closed])).toMatchObject({ status: 'closed' });
  expect(await baseOf(change([{ session, seq: 3 }]), [closed])).toMatchObject({
    status: 'open',
    outcome: null,
  });
});

test('what is not here is not known, nor what lies further back than is looked', async () => {
  const change = (lamport: number) => state(lamport, mika, { revision: 2 });
  const first = state(1, mika, {});
  const notes = Array.from({ length: MAX_BASE_ROWS }, (_, n) => note(n + 2));
  expect(await baseOf(change(2), [])).toBeNull();
  const near = notes.slice(0, MAX_BASE_ROWS - BASE_PAGE);
  expect(await baseOf(change(near.length + 2), [first, ...near])).not.toBeNull();
  expect(await baseOf(change(notes.length + 2), [first, ...notes])).toBeNull();
});
