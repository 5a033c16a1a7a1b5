import { expect, test, vi } from 'vitest';
import { BURST, Pace, PER_SECOND, take } from './pace.ts';

test('a burst goes at once, then frames go one by one, in order', async () => {
  const sent: number[] = [];
  const pace = new Pace((bytes) => sent.push(Buffer.from(bytes).readUInt32BE()));
  const frames = Array.from({ length: BURST + 20 }, (_, index) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(index);
    return bytes;
  });
  for (const frame of frames) pace.send(frame);
  expect(sent.length).toBeGreaterThanOrEqual(BURST);
  expect(sent.length).toBeLessThan(frames.length);
  await vi.waitFor(() => expect(sent).toEqual(frames.map((_, index) => index)));
  expect(pace.waitingBytes).toBe(0);
});

test('stays under the relay’s rate, and a clock set back gives nothing', () => {
  let allowance = { left: 1, at: 1000 };
  expect(take(allowance, 1000).wait).toBe(0);
  ({ allowance } = take(allowance, 1000));
  expect(take(allowance, 1000).wait).toBe(Math.ceil(1000 / PER_SECOND));
  expect(take(allowance, 0).wait).toBeGreaterThan(0);
  expect(take(allowance, 1000 + Math.ceil(1000 / PER_SECOND)).wait).toBe(0);
});
