import { afterEach, expect, test } from 'vitest';
import { headlessReporter } from './headless-reporter.ts';
import { connectOperator } from './operator.ts';
import { startRig } from './rig.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

test('a reporter without a browser is heard by a device, message after message', async () => {
  const rig = await startRig({ devices: 1 });
  stops.push(() => rig.stop());
  const operator = await connectOperator({ team: rig.team, relay: rig.origin });
  stops.push(() => operator.stop());
  const reporter = await headlessReporter(rig.origin, rig.team.id);
  stops.push(() => reporter.close());
  for (const text of ['eins', 'zwei', 'drei']) await reporter.say(text);
  await operator.heard('drei');
  expect(operator.messages.map(({ body }) => (body.type === 'text' ? body.text : ''))).toEqual([
    'eins',
    'zwei',
    'drei',
  ]);
});
