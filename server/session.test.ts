import { expect, test } from 'vitest';
import { newSignKeys, sign } from '../protocol/crypto/keys.ts';
import { DeviceId, EnvelopeId, TeamId } from '../protocol/ids.ts';
import { readDocument } from '../protocol/team/document.ts';
import type { ClientFrame } from '../protocol/wire/client-frames.ts';
import { loginInput } from '../protocol/wire/login.ts';
import { newMailbox, sendFrame, toDevice, toMailbox } from '../tests/support/peer.ts';
import { createTestTeam } from '../tests/support/test-team.ts';
import { handle, type Effect, type Session, type World } from './session.ts';
import type { TeamView } from './team-doc.ts';
import { verify } from './verify.ts';

const origins = ['wss://relay.example', 'wss://other.example'];
const team = createTestTeam({ origins, devices: [['operator'], ['operator']] });
const bytes = team.document();
const view: TeamView = {
  document: readDocument(bytes),
  bytes,
  bundles: new Map(),
  beacon: new Uint8Array(),
};
const [mine, colleague] = team.devices;
if (mine === undefined || colleague === undefined) throw new Error('two devices');

/** A world that counts how often a signature was checked. */
function world(): World & { checks: () => number } {
  let checks = 0;
  return {
    origins,
    now: 1,
    team: (id) => (id === team.id ? view : undefined),
    verify: (...all) => {
      checks += 1;
      return verify(...all);
    },
    checks: () => checks,
  };
}

const stranger: Session = {
  stage: 'stranger',
  nonce: new Uint8Array(32).fill(1),
  workBits: 0,
  team: null,
};
const device: Session = { stage: 'device', team: team.id, device: mine.keys.id, subscribed: true };
const box = newMailbox(team.id);
const reporter: Session = { stage: 'mailbox', team: team.id, mailbox: box.id };

function auth(
  changed: { team?: TeamId; device?: DeviceId } = {},
  keys = mine?.keys.login ?? newSignKeys(),
): ClientFrame {
  const on = {
    team: changed.team ?? team.id,
    origin: origins[1] ?? '',
    relayNonce: new Uint8Array(32).fill(1),
    clientNonce: new Uint8Array(32).fill(2),
    device: changed.device ?? mine?.keys.id ?? DeviceId.random(),
    documentSeq: 1,
  };
  const { relayNonce: _, origin: __, ...said } = on;
  return { type: 'auth', ...said, signature: sign(keys, loginInput(on)) };
}

const dos = (effects: readonly Effect[]): readonly string[] => effects.map((effect) => effect.do);

test('a right login signed for any of the relay’s addresses becomes a device', () => {
  expect(dos(handle(stranger, auth(), world()))).toEqual(['become', 'reply']);
});

test('every wrong login costs one check per address, whoever it names, and ends in the same effect', () => {
  const wrong = [
    auth({}, newSignKeys()),
    auth({ device: DeviceId.random() }),
    auth({ team: TeamId.random() }),
    auth({ device: colleague.keys.id }),
  ];
  for (const frame of wrong) {
    const at = world();
    expect(handle(stranger, frame, at)).toEqual([{ do: 'close', why: 'auth' }]);
    expect(at.checks()).toBe(origins.length);
  }
});

test('help is asked for by a device, of devices alone', () => {
  const help = (targets: Parameters<typeof sendFrame>[0]) =>
    ({ ...sendFrame(targets), wake: 'help' }) as const;
  const colleagues = [toDevice(colleague.keys.id)];
  expect(handle(device, help(colleagues), world())).toMatchObject([
    { do: 'keep', submission: { wake: 'help' } },
  ]);
  const closed = [{ do: 'close', why: 'bad-frame' }];
  expect(handle(reporter, help(colleagues), world())).toEqual(closed);
  expect(handle(device, help([...colleagues, toMailbox(box)]), world())).toEqual(closed);
});

test('a device may write to its team’s devices and to mailboxes, a reporter to devices, each target judged alone', () => {
  const targets = [toDevice(colleague.keys.id), toDevice(DeviceId.random()), toMailbox(box)];
  const allowed = (session: Session): readonly boolean[] =>
    handle(session, sendFrame(targets), world()).flatMap((effect) =>
      effect.do === 'keep' ? effect.submission.targets.map((target) => target !== null) : [],
    );
  expect(allowed(device)).toEqual([true, false, true]);
  expect(allowed(reporter)).toEqual([true, false, false]);
});

test('a device cannot give a mailbox a token', () => {
  const frame = sendFrame([toMailbox(box)], { tokenHash: box.tokenHash });
  const hashes = [device, reporter].map((session) => {
    const [effect] = handle(session, frame, world());
    return effect?.do === 'keep' ? effect.submission.tokenHash : undefined;
  });
  expect(hashes).toEqual([null, box.tokenHash]);
});

test('anything out of turn is a bad frame', () => {
  const waiting: Session = { ...device, subscribed: false };
  const ack: ClientFrame = { type: 'ack', eid: EnvelopeId.random() };
  const put: ClientFrame = { type: 'prekey-put', ref: 1, bundle: new Uint8Array(9) };
  const cases: readonly (readonly [Session, ClientFrame])[] = [
    [stranger, { type: 'subscribe' }],
    [stranger, ack],
    [stranger, put],
    [stranger, sendFrame([toDevice(mine.keys.id)])],
    [device, auth()],
    [device, { type: 'subscribe' }],
    [waiting, ack],
    [reporter, { type: 'subscribe' }],
    [reporter, put],
    [reporter, auth()],
  ];
  for (const [session, frame] of cases) {
    expect(handle(session, frame, world())).toEqual([{ do: 'close', why: 'bad-frame' }]);
  }
});
