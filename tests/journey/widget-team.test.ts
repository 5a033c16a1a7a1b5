import { expect, test } from 'vitest';
import { newSignKeys } from '../../protocol/crypto/keys.ts';
import type { DeviceId } from '../../protocol/ids.ts';
import { known, readDocument } from '../../protocol/team/document.ts';
import { parsePin } from '../../protocol/team/pin.ts';
import { beaconEnd, judgeTeam, type VerifiedTeam } from '../../widget/app/team.ts';
import { createTestTeam, forged } from '../support/operator.ts';

/** What the chat frame makes of a relay's answer about the team. */
const DAY_MS = 24 * 60 * 60 * 1000;
const now = Date.now();
const team = createTestTeam({
  origins: ['ws://127.0.0.1:1'],
  devices: [['operator', 'coordinator'], ['operator'], ['manager']],
  now,
});
const document = team.document();
const bundles = team.devices.map((device) => team.bundle(device));
const [first, second] = team.devices;
if (first === undefined || second === undefined) throw new Error('devices');

const judge = (
  answer: { readonly document: Uint8Array; readonly bundles?: readonly Uint8Array[] },
  at: Partial<Parameters<typeof judgeTeam>[1]> = {},
): VerifiedTeam | string => {
  const against = {
    pin: parsePin(team.pin),
    newest: undefined,
    clock: { local: now },
    seen: new Map<DeviceId, number>(),
    ...at,
  };
  const judged = judgeTeam({ bundles, ...answer }, against);
  return 'refused' in judged ? judged.refused : judged;
};

const verified = (judged: VerifiedTeam | string): VerifiedTeam => {
  if (typeof judged === 'string') throw new Error(judged);
  return judged;
};

test('messages go to operators’ devices only', () => {
  const { reachable } = verified(judge({ document }));
  expect(reachable.map(({ device }) => device.id).toSorted()).toEqual(
    [first.keys.id, second.keys.id].toSorted(),
  );
});

test('a bad or expired prekey costs its own device and nothing else', () => {
  const old = team.bundle(second, { issued: now - 40 * DAY_MS, expires: now - 10 * DAY_MS });
  for (const bad of [forged(team.bundle(second)), old, new Uint8Array(3)]) {
    const { reachable } = verified(judge({ document, bundles: [team.bundle(first), bad] }));
    expect(reachable.map(({ device }) => device.id)).toEqual([first.keys.id]);
  }
});

test('an older prekey than one seen before is not sealed to', () => {
  const seen = new Map([[second.keys.id, now + 1]]);
  const { reachable } = verified(judge({ document }, { seen }));
  expect(reachable.map(({ device }) => device.id)).toEqual([first.keys.id]);
});

test('every way of lying has its own refusal', () => {
  const stranger = newSignKeys();
  const newest = verified(judge({ document: team.after(document, 2) })).known;
  expect(judge({ document: forged(document) })).toBe('forged');
  expect(judge({ document: document.slice(0, 40) })).toBe('forged');
  expect(judge({ document: team.document({ signer: stranger.publicKey }, stranger) })).toBe(
    'forged',
  );
  expect(judge({ document: new Uint8Array() })).toBe('missing');
  expect(judge({ document }, { newest })).toBe('older');
  expect(judge({ document: team.after(document, 2, { profile: [] }) }, { newest })).toBe('forked');
  expect(judge({ document }, { clock: { local: now + 31 * DAY_MS } })).toBe('expired');
});

test('a wrong clock is overruled only by frame and relay together', () => {
  const local = now + 60 * DAY_MS;
  expect(judge({ document }, { clock: { local, relay: now } })).toBe('expired');
  expect(judge({ document }, { clock: { local, frameDate: now } })).toBe('expired');
  expect(judge({ document }, { clock: { local, frameDate: now, relay: now + DAY_MS } })).toBe(
    'expired',
  );
  const judged = verified(judge({ document }, { clock: { local, frameDate: now, relay: now } }));
  expect(judged.clockWarning).toBe(true);
  expect(known({ ...judged, hash: judged.known.hash }).seq).toBe(1);
});

test('somebody is here only by a genuine operator’s beacon that has not run out', () => {
  const doc = readDocument(document);
  const clock = { local: now };
  const end = (bytes: Uint8Array): number | null => beaconEnd(bytes, doc, clock);
  expect(end(team.beacon(first, now + 60_000))).toBe(now + 60_000);
  expect(end(new Uint8Array())).toBeNull();
  expect(end(team.beacon(first, now - 1))).toBeNull();
  expect(end(team.beacon(first, now + DAY_MS))).toBeNull();
  expect(end(forged(team.beacon(first, now + 60_000)))).toBeNull();
  const manager = team.devices[2];
  if (manager !== undefined) expect(end(team.beacon(manager, now + 60_000))).toBeNull();
});

test('a beacon is judged by relay time and ends by our own clock', () => {
  const relay = now + 20 * 60_000;
  const clock = { local: now, relay };
  expect(beaconEnd(team.beacon(first, relay + 60_000), readDocument(document), clock)).toBe(
    now + 60_000,
  );
});
