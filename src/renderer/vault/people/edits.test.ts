import { expect, test } from 'vitest';
import type { DeviceEntry, Role } from '../../../../protocol/team/device-entry.ts';
import { deviceEntry } from '../../../../protocol/team/device-entry.ts';
import { MAX_DEVICES, MAX_REVOKED } from '../../../../protocol/limits.ts';
import { DeviceId, TeamId } from '../../../../protocol/ids.ts';
import type { TeamDocument } from '../../../../protocol/team/document.ts';
import { adding, regaining, removing, staying, succeeding } from './edits.ts';

const bytes = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const device = (n: number, ...granted: readonly Role[]): DeviceEntry =>
  deviceEntry({ login: bytes(n), sign: bytes(n + 1), ik: bytes(n + 2) }, granted);

const [T0, T1, T2] = [bytes(100), bytes(101), bytes(102)];
const me = device(1, 'coordinator');
const other = device(11, 'coordinator');
const fellow = device(21, 'operator');
const added = device(31, 'operator', 'coordinator');
const onlyKey = device(41, 'coordinator');

const seen: TeamDocument = {
  team: TeamId.random(),
  seq: 7,
  prev: bytes(0),
  issued: 1,
  expires: 2,
  signer: T0,
  next: T1,
  devices: [me, other, fellow],
  revoked: [],
  origins: ['wss://relay.example'],
  profile: [{ key: 'name', lang: '', value: 'Team' }],
};
const change = succeeding([other.id], me.id, { next: T1, after: T2, known: [], seen });
const changed = (document: TeamDocument): TeamDocument => {
  const made = change(document);
  if (typeof made === 'string') throw new Error(made);
  return made;
};

test('a coordinator who signs itself out of the list, or fills the document beside that, stops no change of root', () => {
  const gone = { ...seen, seq: 8, devices: [me, added], profile: [] };
  expect(changed(gone)).toEqual({
    ...seen,
    seq: 8,
    devices: [me, fellow],
    revoked: [other.id],
    signer: T1,
    next: T2,
  });
  const ids = Array.from({ length: MAX_REVOKED - 1 }, () => DeviceId.random());
  expect(changed({ ...gone, revoked: [...ids, other.id] }).revoked).toEqual([other.id]);
});

test('one that made itself a mere operator is removed by the change of root like any other', () => {
  const demoted = { ...seen, seq: 8, devices: [me, { ...other, roles: ['operator'] as const }] };
  expect(changed(demoted)).toMatchObject({ devices: [me], revoked: [other.id], signer: T1 });
});

test('a change of root that is in force already is not made twice', () => {
  const done = changed(seen);
  expect(change(done)).toBe(done);
});

test('who coordinates only since the code was typed does not get the next key by itself', () => {
  const promoted = { ...fellow, roles: ['operator', 'coordinator'] as const };
  const raced = { ...seen, seq: 8, devices: [me, other, promoted, added, onlyKey] };
  expect(changed(raced).devices).toEqual([me, fellow, { ...added, roles: ['operator'] }]);
  const keyAlone = { ...fellow, roles: ['coordinator'] as const };
  expect(changed({ ...seen, devices: [me, other, keyAlone] }).devices).toEqual([me, fellow]);
});

test('the relays stay where they were when the code was typed', () => {
  const moved = { ...seen, seq: 8, origins: ['wss://elsewhere.example'] };
  expect(changed(moved)).toMatchObject({ seq: 8, origins: seen.origins, devices: [me, fellow] });
});

test('who ever coordinated is not removed without a change of root, whatever it is called now', () => {
  const never = (): boolean => false;
  expect(removing(fellow.id, me.id, never)(seen)).toMatchObject({ revoked: [fellow.id] });
  expect(removing(fellow.id, me.id, (id) => id === fellow.id)(seen)).toBe('coordinator');
  expect(removing(other.id, me.id, never)(seen)).toBe('coordinator');
});

test('keys are judged against the document they are added to, and a device that is in it already is no change', () => {
  const judged: TeamDocument[] = [];
  const refusing = adding(added, (document) => {
    judged.push(document);
    return false;
  });
  expect(refusing(seen)).toBe('gone');
  expect(judged).toEqual([seen]);
  const listed = { ...seen, devices: [...seen.devices, added] };
  expect(refusing(listed)).toBe(listed);
  expect(adding(added, () => true)(seen)).toEqual(listed);
});

test('two that are lost go in one document, and whoever has the code comes in by it', () => {
  const at = { next: T1, after: T2, known: [], seen };
  const edit = regaining(added, succeeding([other.id, me.id], added.id, at));
  const made = edit(seen);
  if (typeof made === 'string') throw new Error(made);
  expect(made).toMatchObject({ signer: T1, next: T2, revoked: [other.id, me.id] });
  expect(made.devices).toEqual([fellow, { ...added, roles: ['operator', 'coordinator'] }]);
  expect(edit(made)).toBe(made);
  expect(edit({ ...made, revoked: [other.id] })).toBe('wrong-code');
  expect(regaining(added, staying(T0))(made)).toBe('wrong-code');
});

test('who has the code comes in only where there is room, and never with keys that were removed', () => {
  const edit = regaining(added, staying(T0));
  expect(edit({ ...seen, revoked: [added.id] })).toBe('removed');
  const many = Array.from({ length: MAX_DEVICES }, () => ({ ...other, id: DeviceId.random() }));
  expect(edit({ ...seen, devices: many })).toBe('full');
  const [first, ...others] = many;
  const listed = edit({ ...seen, devices: [added, ...others] });
  expect(first === undefined || typeof listed === 'string' ? listed : listed.devices.length).toBe(
    MAX_DEVICES,
  );
});
