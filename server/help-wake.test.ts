import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { HELP_WAKES_PER_HOUR } from '../protocol/limits.ts';
import { sendFrame, submit, toDevice, type Peer } from '../tests/support/peer.ts';
import { ackAll, startRig, type Rig } from '../tests/support/rig.ts';

// How often one device may ring the others out of their sleep (PROTOCOL §5, wake 2).

vi.setConfig({ testTimeout: 20_000 });

const HOUR = 1 / 24;
let rig: Rig;

beforeAll(async () => {
  rig = await startRig({ devices: 3 });
});
afterAll(() => rig.stop());

const wakes = ({ frames }: Peer): readonly unknown[] =>
  frames.flatMap((frame) => (frame.type === 'deliver' ? [frame.envelope.wake] : []));

test('a device calls so often in an hour; what it sends beyond that comes as one more message, and others still call', async () => {
  const called = await rig.device(0);
  ackAll(called);
  const help = { ...sendFrame([toDevice(rig.id(0))]), wake: 'help' } as const;
  const call = async (peer: Peer): Promise<void> => {
    const { eid } = sendFrame([toDevice(rig.id(0))]);
    expect(await submit(peer, { ...help, eid })).toEqual(['accepted']);
  };
  for (let n = 0; n < HELP_WAKES_PER_HOUR + 2; n += 1) {
    const peer = await rig.device(1);
    await call(peer);
    await peer.close();
  }
  const other = await rig.device(2);
  await call(other);
  const first = Array.from({ length: HELP_WAKES_PER_HOUR }, () => 'help');
  await expect.poll(() => wakes(called)).toEqual([...first, true, true, 'help']);
  rig.later(HOUR);
  await call(await rig.device(1));
  await expect.poll(() => wakes(called).length).toBe(HELP_WAKES_PER_HOUR + 4);
  expect(wakes(called).at(-1)).toBe('help');
});
