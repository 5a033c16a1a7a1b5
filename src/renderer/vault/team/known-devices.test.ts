import { utf8ToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { DeviceId } from '../../../../protocol/ids.ts';
import { MAX_DEVICES, MAX_REVOKED } from '../../../../protocol/limits.ts';
import { testTeam } from '../../../../protocol/testing/team.ts';
import type { Settings } from '../keys/keyring.ts';
import { MAX_SETTINGS_BYTES, MAX_UNNAMED_DEVICES } from '../limits.ts';
import { knownDevices, withDevices } from './known-devices.ts';

const { document } = testTeam('known devices');
const nothing: Settings = { relay: '', teamName: '', alias: '', language: 'de', devices: [] };

const made = (n: number) => ({
  id: DeviceId(n.toString(16).padStart(32, '0')),
  ik: n.toString(16).padStart(64, '0'),
  roles: ['operator', 'manager', 'coordinator'],
});
const many = (count: number, from = 1) => Array.from({ length: count }, (_, n) => made(from + n));

test('every device of the newest document and every one it revokes stays known, however many were put out', () => {
  const revoked = many(MAX_REVOKED);
  const others = many(MAX_UNNAMED_DEVICES + 5, 1 + MAX_REVOKED);
  const named = { ...document, revoked: revoked.map(({ id }) => id) };
  const { devices } = withDevices({ ...nothing, devices: [...others, ...revoked] }, named);
  const ids = devices.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining([...named.revoked]));
  expect(ids).toEqual(expect.arrayContaining(document.devices.map(({ id }) => id)));
  expect(ids.filter((id) => others.some((one) => one.id === id))).toEqual(
    others.slice(5).map(({ id }) => id),
  );
  const known = knownDevices({ ...nothing, devices }, named);
  expect([...known.values()].filter((one) => !one.revoked)).toHaveLength(document.devices.length);
});

test('the keyring has room for as many devices as can ever be known', () => {
  const devices = many(MAX_DEVICES + MAX_REVOKED + MAX_UNNAMED_DEVICES);
  const settings = { ...nothing, relay: 'x'.repeat(300), teamName: 'x'.repeat(9000), devices };
  expect(utf8ToBytes(JSON.stringify(settings)).length).toBeLessThan(MAX_SETTINGS_BYTES);
});
