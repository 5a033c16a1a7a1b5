import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EnvelopeId } from '../../protocol/ids.ts';
import { RECENT_ACKS } from '../../protocol/limits.ts';
import { BOX_OVERHEAD } from '../../protocol/wire/sealed.ts';
import { aDevice, aReporter, DAY, from, MIB, StoreRig, to } from '../../tests/support/store-rig.ts';
import type { Owner, Submission } from './contract.ts';

let rig: StoreRig;
beforeEach(() => {
  rig = new StoreRig();
});
afterEach(() => rig.stop());

const large = (sender: Owner, receiver: Owner): Submission =>
  from(sender, [to(receiver)], { ct: randomBytes(64 * 1024 + BOX_OVERHEAD) });

test('a sweep goes on while sends beside it find the disk full', async () => {
  rig.reopen(1 * MIB);
  const [device, colleague] = [aDevice(), aDevice()];
  for (let n = 0; n < 20; n += 1) await rig.mailboxes.keep(large(colleague, device));
  const [full] = await Promise.all([
    rig.mailboxes.keep(large(colleague, device)),
    rig.mailboxes.sweep(),
  ]);
  expect(full).toEqual(['full']);
  rig.now += 15 * DAY;
  const [, swept] = await Promise.all([
    rig.mailboxes.keep(large(colleague, device)),
    rig.mailboxes.sweep(),
  ]);
  expect(swept.copies).toBeGreaterThan(5);
});

test('acknowledging what was never there makes the relay forget no real acknowledgement', async () => {
  const [device, colleague, stranger] = [aDevice(), aDevice(), aReporter()];
  const sent = from(colleague, [to(device)]);
  await rig.mailboxes.keep(sent);
  rig.mailboxes.forget(device, sent.eid);
  for (let n = 0; n <= RECENT_ACKS; n += 1) rig.mailboxes.forget(stranger, EnvelopeId.random());
  expect(await rig.waitingEids(device)).toEqual([]);
  expect(await rig.mailboxes.keep(sent)).toEqual(['accepted']);
  expect(await rig.waitingEids(device)).toEqual([]);
});
