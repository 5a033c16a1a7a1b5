import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TeamId } from '../../protocol/ids.ts';
import {
  BLOB_CHUNK_BYTES,
  DEVICE_BLOB_BYTES,
  MAILBOX_BLOB_BYTES,
  TEAM_BLOB_BYTES,
} from '../../protocol/limits.ts';
import { aDevice, aReporter, MIB } from '../../tests/support/store-rig.ts';
import type { Owner } from '../mailbox/contract.ts';
import { Shares } from './shares.ts';

const GIB = 1024 * MIB;
const chunksIn = (bytes: number): number => bytes / BLOB_CHUNK_BYTES;

test.each([
  ['mailbox', aReporter, MAILBOX_BLOB_BYTES],
  ['device', aDevice, DEVICE_BLOB_BYTES],
] as const)('a %s has its share and not a chunk more, whatever others have', (_, by, bytes) => {
  const shares = new Shares(64 * GIB);
  const [one, another] = [by(), by()];
  shares.add(one, chunksIn(bytes) - 1);
  expect(shares.take(one)).toBeNull();
  expect(shares.take(one)).toBe('share-full');
  expect(shares.take(another)).toBeNull();
  shares.give(one, 1);
  expect(shares.take(one)).toBeNull();
});

test('reporters fill four fifths of a team’s room, devices the rest, and another team is not touched', () => {
  const shares = new Shares(64 * GIB);
  const room = chunksIn(TEAM_BLOB_BYTES);
  const open = Math.floor(room * 0.8);
  const each = chunksIn(MAILBOX_BLOB_BYTES);
  let left = open;
  for (; left > each; left -= each) shares.add(aReporter(), each);
  shares.add(aReporter(), left);
  expect(shares.take(aReporter())).toBe('team-full');
  expect(shares.fullness()).toBeCloseTo(0.8, 3);
  const elsewhere: Owner = { ...aReporter(), team: TeamId.random() };
  expect(shares.take(elsewhere)).toBeNull();
  for (left = room - open; left > 1000; left -= 1000) shares.add(aDevice(), 1000);
  shares.add(aDevice(), left);
  expect(shares.take(aDevice())).toBe('team-full');
});

test('whatever is taken and given back in whatever order, the room is empty in the end and no bound is passed', () => {
  const owners = [aReporter(), aReporter(), aDevice()];
  fc.assert(
    fc.property(fc.array(fc.nat({ max: owners.length - 1 }), { maxLength: 60 }), (turns) => {
      const shares = new Shares(2 * MIB);
      const taken: Owner[] = [];
      for (const turn of turns) {
        const owner = owners[turn] ?? aDevice();
        if (shares.take(owner) === null) taken.push(owner);
        expect(shares.fullness()).toBeLessThanOrEqual(1);
      }
      const reporters = taken.filter(({ kind }) => kind === 'mailbox').length;
      expect(reporters).toBeLessThanOrEqual(32 * 0.8);
      for (const owner of taken) shares.give(owner, 1);
      expect(shares.fullness()).toBe(0);
    }),
  );
});
