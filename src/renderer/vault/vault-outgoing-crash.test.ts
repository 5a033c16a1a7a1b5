import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import type { CarrierRequest } from '../../contract/carrier.ts';
import { begun, unlocked } from './testing/begun.ts';
import type { Step } from './testing/fake-disk.ts';
import { endAll, read } from './testing/journey.ts';
import { settled } from './testing/test-env.ts';

/** Each unlock derives a real key. */
vi.setConfig({ testTimeout: 60_000 });
afterEach(endAll);

/** The app dies when the request of this name comes for the nth time, before or after it is done. */
function dying(name: CarrierRequest, nth: number, done: boolean): (step: Step) => boolean {
  let seen = 0;
  return (step) => {
    if (step.name !== name || step.done !== done) return false;
    seen += 1;
    return seen === nth;
  };
}

/** What is left when the app dies there: nothing that was never promised, or one message. */
const POINTS = [
  ['while the file is sealed', 'putChunk', 1, true, 0],
  ['when all of it is on the disk and nothing names it', 'endFile', 1, true, 0],
  ['before the row that names it', 'append', 1, false, 0],
  ['after the row that names it', 'append', 1, true, 1],
  ['when the relay has heard of it', 'openBlob', 1, true, 1],
  ['before a chunk', 'sendChunk', 2, false, 1],
  ['after a chunk', 'sendChunk', 2, true, 1],
  ['when the relay has said that it is whole', 'openBlob', 2, true, 1],
  ['before the message', 'append', 2, false, 1],
  ['after the message', 'append', 2, true, 1],
  ['when the message has gone out', 'post', 1, true, 1],
] as const;

test.each(POINTS)(
  'killed %s, there is one message with its whole file afterwards, or nothing at all',
  async (_, name, nth, done, messages) => {
    const { app, reporter } = await begun();
    const { conversation } = reporter.keys;
    const looked = await app.desk.prepareFile({ conversation, bytes: randomBytes(150_000) });
    if (!looked.ok) throw new Error(looked.refusal);
    const { look } = looked.value;
    const fate = dying(name, nth, done);
    let dead = false;
    app.disk.fate = (step) => {
      dead ||= fate(step);
      return dead;
    };
    const wish = { conversation, look, as: 'original', name: 'Blatt.pdf' } as const;
    void app.desk.sendFile(wish).catch(() => null);
    await settled();
    expect(dead).toBe(true);

    app.disk.fate = () => false;
    const again = await unlocked(app);
    await settled();
    // Orphans are swept once the vault has come to rest.
    await again.env.advance(60_000);
    const files = reporter.got.filter(({ body }) => body.type === 'attachment');
    expect(new Set(files.map(({ body }) => body.mid)).size).toBe(messages);
    const kept = await read(again, conversation);
    expect(kept.filter(({ kind }) => kind === 'attachment')).toHaveLength(messages);
    expect(again.disk.files.size).toBe(messages);
    expect(await again.desk.outgoingFile({ conversation })).toBe(null);
  },
);
