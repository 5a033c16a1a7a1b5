import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DeviceId, EnvelopeId } from '../../protocol/ids.ts';
import { readRelayConfig, type RelayConfig } from '../../server/config.ts';
import { logTo } from '../../server/log.ts';
import { startRelay, type Relay, type RelayBounds } from '../../server/relay.ts';
import type { Role } from '../../protocol/team/device-entry.ts';
import type { TeamDocument } from '../../protocol/team/document.ts';
import {
  deviceOn,
  dialPeer,
  newMailbox,
  reporterOn,
  type LoginKeys,
  type Peer,
  type TestMailbox,
} from './peer.ts';
import { createTestTeam, type TestTeam } from './test-team.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A real relay in this process on a free port, its database in a folder of its own, serving one team. */
export interface Rig {
  readonly origin: string;
  readonly port: number;
  readonly team: TestTeam;
  readonly folder: string;
  readonly databasePath: string;
  /** Everything it logged. */
  readonly log: readonly string[];
  relay(): Relay;
  /** The relay's clock goes on by so many days. */
  later(days: number): void;
  /** Stops and starts again on the same port and database. */
  restart(): Promise<void>;
  /** What device number `index` signs in with. */
  login(index?: number): LoginKeys;
  id(index?: number): DeviceId;
  device(index?: number): Promise<Peer>;
  mailbox(): TestMailbox;
  reporter(box: TestMailbox): Promise<Peer>;
  dial(): Promise<Peer>;
  /** Puts the next document with these changes; answers the relay's word. */
  putNext(changed: Partial<TeamDocument>): Promise<string>;
  stop(): Promise<void>;
}

export interface RigWishes {
  readonly devices?: number;
  /** Of each device; operators unless told otherwise. */
  readonly roles?: readonly (readonly Role[])[];
  readonly bounds?: Partial<RelayBounds>;
  readonly config?: Partial<RelayConfig>;
  /** False: the claim code is still unused. */
  readonly claimed?: boolean;
}

export async function startRig(wishes: RigWishes = {}): Promise<Rig> {
  const folder = await mkdtemp(path.join(tmpdir(), 'relay-'));
  const databasePath = path.join(folder, 'relay.sqlite');
  const read = readRelayConfig({ RELAY_PORT: '0', RELAY_DB: databasePath });
  if (!read.ok) throw new Error(read.faults.join(' '));
  let config: RelayConfig = { ...read.config, ...wishes.config };
  let skew = 0;
  const log: string[] = [];
  const start = (): Promise<Relay> =>
    startRelay(config, {
      log: logTo((line) => log.push(line), 'info'),
      clock: () => Date.now() + skew,
      bounds: wishes.bounds ?? {},
      failed: (error) => {
        throw error;
      },
    });
  let relay = await start();
  const { port } = relay;
  const origin = relay.origins[0] ?? '';
  config = { ...config, port };

  const team = createTestTeam({
    origins: [origin],
    devices:
      wishes.roles ?? Array.from({ length: wishes.devices ?? 2 }, () => ['operator'] as const),
  });
  let newest = team.document();
  let seq = 1;
  const put = async (document: Uint8Array, claim: string): Promise<string> => {
    const peer = await dialPeer(origin);
    const { type, ...rest } = await peer.ask({ type: 'team-put', ref: 1, claim, document });
    const answer = 'why' in rest ? rest.why : type;
    await peer.close();
    return answer;
  };
  if (wishes.claimed !== false) {
    const answer = await put(newest, relay.claim ?? '');
    if (answer !== 'done') throw new Error(answer);
  }

  const deviceAt = (index = 0): TestTeam['devices'][number] => {
    const device = team.devices[index];
    if (device === undefined) throw new Error('no such device');
    return device;
  };
  const login = (index = 0): LoginKeys => {
    const { keys } = deviceAt(index);
    return { team: team.id, device: keys.id, login: keys.login };
  };
  return {
    origin,
    port,
    team,
    folder,
    databasePath,
    log,
    relay: () => relay,
    later: (days) => {
      skew += days * DAY_MS;
    },
    restart: async () => {
      await relay.stop();
      relay = await start();
    },
    login,
    id: (index) => deviceAt(index).keys.id,
    device: (index) => deviceOn(origin, login(index)),
    mailbox: () => newMailbox(team.id),
    reporter: (box) => reporterOn(origin, box),
    dial: () => dialPeer(origin),
    putNext: async (changed) => {
      const next = team.after(newest, seq + 1, changed);
      const answer = await put(next, '');
      if (answer === 'done') {
        newest = next;
        seq += 1;
      }
      return answer;
    },
    stop: async () => {
      await relay.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Acknowledges everything this peer is given, now and later. */
export function ackAll(peer: Peer): readonly EnvelopeId[] {
  const acked: EnvelopeId[] = [];
  peer.socket.on('message', () => {
    const last = peer.frames.at(-1);
    if (last?.type !== 'deliver' && last?.type !== 'expired') return;
    const eid = last.type === 'deliver' ? last.envelope.id : last.eid;
    acked.push(eid);
    peer.send({ type: 'ack', eid });
  });
  return acked;
}

/** Long enough for anything that was going to come. */
export const settle = (ms = 120): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
