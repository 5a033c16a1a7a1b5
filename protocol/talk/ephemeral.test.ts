import { describe, expect, test } from 'vitest';
import { ConversationId, SessionId } from '../ids.ts';
import { HEARTBEAT_LIFE_MS } from '../limits.ts';
import { readBody, writeBody } from './body.ts';
import {
  hear,
  isLive,
  newHeartbeat,
  readEphemeral,
  writeEphemeral,
  type Ephemeral,
} from './ephemeral.ts';
import { SenderKey } from './names.ts';

const sender = SenderKey.of(new Uint8Array(32).fill(1));
const sessionOf = (n: number) => SessionId.of(new Uint8Array(16).fill(n));
const session = sessionOf(1);

describe('an ephemeral', () => {
  const conversation = ConversationId.random();
  const eph = new Uint8Array(32).fill(5);
  const alive = (ctr: number, more: Partial<Ephemeral & { type: 'alive' }> = {}): Ephemeral => ({
    type: 'alive',
    conversation,
    session,
    ctr,
    from: 'reporter',
    eph,
    ...more,
  });
  const start = newHeartbeat(session, eph);

  test('comes back as written and fits the 1 KiB bucket', () => {
    const all: readonly Ephemeral[] = [
      alive(1),
      { type: 'alive', conversation, session, ctr: 2, from: 'device' },
      { type: 'typing', conversation, session, ctr: 3, from: 'device' },
      {
        type: 'receipt',
        conversation,
        session,
        ctr: 4,
        from: 'device',
        receipts: [{ sender, session, upTo: 8, further: [10, 12], read: 7 }],
      },
      { type: 'place', conversation, session, ctr: 5, from: 'device', place: 3 },
    ];
    for (const each of all) expect(readEphemeral(writeEphemeral(each))).toEqual(each);
    const chain = { sender, session, upTo: 1, further: [] };
    const many = {
      ...alive(5),
      type: 'receipt' as const,
      receipts: Array.from({ length: 8 }, () => chain),
    };
    expect(() => writeEphemeral(many)).toThrow('too-large');
  });

  test('is no queued body, and a queued body is no ephemeral', () => {
    expect(() => readBody(writeEphemeral({ ...alive(1), type: 'receipt', receipts: [] }))).toThrow(
      'bad-body',
    );
    expect(readBody(writeEphemeral(alive(1)))).toEqual({ type: 'unknown', name: 'alive' });
    const queued = writeBody({
      type: 'receipt',
      conversation,
      session,
      at: 1,
      from: 'device',
      docSeq: 1,
      receipts: [],
    });
    expect(() => readEphemeral(queued)).toThrow('bad-body');
  });

  test('keeps a reporter live for 45 seconds of our own clock', () => {
    const now = hear(start, alive(1), 1000);
    if (now === null) throw new TypeError('refused');
    expect(isLive(start, 1000)).toBe(false);
    expect(isLive(now, 1000 + HEARTBEAT_LIFE_MS - 1)).toBe(true);
    expect(isLive(now, 1000 + HEARTBEAT_LIFE_MS)).toBe(false);
    expect(isLive(now, 999)).toBe(false);
  });

  test('is refused when repeated, of another session or with another reply key', () => {
    const now = hear(start, alive(7), 0);
    if (now === null) throw new TypeError('refused');
    expect(hear(now, alive(7), 1)).toBeNull();
    expect(hear(now, alive(6), 1)).toBeNull();
    expect(hear(now, alive(8, { session: sessionOf(2) }), 1)).toBeNull();
    expect(hear(now, alive(8, { eph: new Uint8Array(32) }), 1)).toBeNull();
    expect(hear(newHeartbeat(session, null), alive(1), 1)).toBeNull();
    const typing = { type: 'typing', conversation, session, ctr: 9, from: 'reporter' } as const;
    expect(hear(now, typing, 9)).toEqual({ ...now, ctr: 9 });
  });
});
