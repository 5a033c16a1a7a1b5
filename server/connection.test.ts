import { expect, test } from 'vitest';
import { MailboxId, TeamId } from '../protocol/ids.ts';
import { BLOB_BURST, BLOBS_PER_SECOND } from '../protocol/limits.ts';
import { writeClientFrame } from '../protocol/wire/client-frames.ts';
import { readRelayFrame, type RelayFrame } from '../protocol/wire/relay-frames.ts';
import { newBlob } from '../tests/support/blob-upload.ts';
import { Connection } from './connection.ts';

const FRAMES = { burst: 20, perSecond: 10 };

/** A connection on a clock that stands still until it is moved. */
function connected() {
  const said: RelayFrame[] = [];
  const at = { now: 1_000_000 };
  const line = {
    send: (bytes: Uint8Array) => void said.push(readRelayFrame(bytes)),
    close: () => undefined,
  };
  const connection = new Connection(
    line,
    { stage: 'mailbox', team: TeamId.random(), mailbox: MailboxId.random() },
    {
      rates: {
        frames: FRAMES,
        deviceFrames: FRAMES,
        ephemerals: FRAMES,
        blobs: { burst: BLOB_BURST, perSecond: BLOBS_PER_SECOND },
      },
      clock: () => at.now,
      count: () => undefined,
    },
  );
  return { connection, said, at };
}

test('a whole large file may be asked for at once; what is above that pace is put off, and in the end closed', () => {
  const { connection, said, at } = connected();
  const get = newBlob(1).get(0);
  const ask = (): unknown => connection.read(writeClientFrame(get));
  for (let n = 0; n < BLOB_BURST; n += 1) expect(ask()).toEqual(get);
  expect(ask()).toBeNull();
  expect(said).toEqual([{ type: 'blob-refused', ref: get.ref, why: 'busy' }]);
  at.now += 1000;
  for (let n = 0; n < BLOBS_PER_SECOND; n += 1) expect(ask()).toEqual(get);
  for (let n = 0; n < FRAMES.burst; n += 1) expect(ask()).toBeNull();
  expect(connection.isOpen()).toBe(true);
  expect(ask()).toBeNull();
  expect(said.at(-1)).toEqual({ type: 'closing', why: 'too-fast' });
  expect(connection.isOpen()).toBe(false);
});

test('asking for a file takes nothing from what other frames may do', () => {
  const { connection } = connected();
  const get = writeClientFrame(newBlob(1).get(0));
  for (let n = 0; n < BLOB_BURST; n += 1) connection.read(get);
  const other = writeClientFrame({ type: 'team-get', ref: 1, team: TeamId.random() });
  for (let n = 0; n < FRAMES.burst; n += 1) expect(connection.read(other)).not.toBeNull();
  expect(connection.read(other)).toBeNull();
});
