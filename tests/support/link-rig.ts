/** The desktop's link against the real relay in a process of its own, with a team that has claimed it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, vi } from 'vitest';
import type { EnvelopeId } from '../../protocol/ids.ts';
import type { CarrierFact, Login } from '../../src/contract/carrier.ts';
import { ok } from '../../src/contract/outcome.ts';
import { Link, type LinkOptions } from '../../src/main/link/link.ts';
import { linkRequests } from '../../src/main/link/requests.ts';
import { freePort, startChild, type Child } from '../../tools/children.ts';
import {
  newMailbox,
  reporterOn,
  sendFrame,
  submit,
  toDevice,
  type Peer,
  type TestMailbox,
} from './peer.ts';
import { createTestTeam, type TestTeam } from './test-team.ts';

/** A link with a vault in its seat that remembers what it was told. */
export interface LinkDesk {
  readonly link: Link;
  readonly requests: ReturnType<typeof linkRequests>;
  readonly facts: readonly CarrierFact[];
}

export interface LinkRig {
  readonly origin: string;
  readonly team: TestTeam;
  /** What device number `index` of the team signs in with. */
  login(index?: number): Login;
  desk(options?: Partial<LinkOptions>): LinkDesk;
  /** Dials as device 0 and waits until the vault is told. */
  signedIn(on: LinkDesk): Promise<void>;
  reporter(): Promise<{ readonly peer: Peer; readonly box: TestMailbox }>;
  /** Sends noise of the right shape to device 0; the ids in the order sent. */
  report(count: number): Promise<readonly EnvelopeId[]>;
  /** SIGKILL. */
  killRelay(): Promise<void>;
  /** The same relay again, on the same port and database. */
  startRelay(): Promise<void>;
  /** Runs when the rig stops. */
  later(stop: () => unknown): void;
  stop(): Promise<void>;
}

interface Ready {
  readonly claim: string;
}

export async function startLinkRig(): Promise<LinkRig> {
  const folder = await mkdtemp(path.join(tmpdir(), 'beistand-link-'));
  const port = await freePort();
  const origin = `ws://127.0.0.1:${port}`;
  const stops: (() => unknown)[] = [];
  const start = (): Promise<Child<Ready>> =>
    startChild<Ready>(
      'server/main.ts',
      { RELAY_PORT: String(port), RELAY_DB: path.join(folder, 'relay.db') },
      path.join(folder, 'relay.log'),
    );
  let relay = await start();
  const team = createTestTeam({ origins: [origin], devices: [['operator'], ['operator']] });

  const login = (index = 0): Login => {
    const device = team.devices[index];
    if (device === undefined) throw new Error('no such device');
    const { id, login: keys } = device.keys;
    return { team: team.id, device: id, seed: keys.seed, documentSeq: 1 };
  };

  const desk = (options: Partial<LinkOptions> = {}): LinkDesk => {
    const link = new Link({
      mayTell: async () => true,
      onWake: () => null,
      random: () => 0,
      ...options,
    });
    stops.push(() => link.stop());
    const facts: CarrierFact[] = [];
    link.seat((fact) => facts.push(fact));
    return { link, requests: linkRequests(link), facts };
  };

  const reporter: LinkRig['reporter'] = async () => {
    const box = newMailbox(team.id);
    const peer = await reporterOn(origin, box);
    stops.push(() => peer.close());
    return { peer, box };
  };

  const founder = desk();
  await founder.requests.dial({ origins: [origin], login: null });
  const claim = { document: team.document(), claim: relay.ready.claim };
  expect(await founder.requests.putTeam(claim)).toEqual(ok(null));
  founder.link.stop();

  return {
    origin,
    team,
    login,
    desk,
    reporter,
    signedIn: async ({ requests, facts }) => {
      const before = ofType(facts, 'signed-in').length;
      await requests.dial({ origins: [origin], login: login() });
      await soon(() => expect(ofType(facts, 'signed-in').length).toBeGreaterThan(before));
    },
    report: async (count) => {
      const { peer } = await reporter();
      const ids: EnvelopeId[] = [];
      for (let sent = 0; sent < count; sent += 1) {
        const frame = sendFrame([toDevice(login().device)]);
        expect(await submit(peer, frame)).toEqual(['accepted']);
        ids.push(frame.eid);
      }
      return ids;
    },
    killRelay: () => relay.kill(),
    startRelay: async () => {
      relay = await start();
    },
    later: (stop) => stops.push(stop),
    stop: async () => {
      for (const stop of stops.splice(0)) await stop();
      await relay.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Facts of one kind, in order. */
export const ofType = <T extends CarrierFact['type']>(
  facts: readonly CarrierFact[],
  type: T,
): readonly Extract<CarrierFact, { type: T }>[] =>
  facts.filter((fact): fact is Extract<CarrierFact, { type: T }> => fact.type === type);

/** Ids of every envelope told, in order. */
export const arrived = (facts: readonly CarrierFact[]): readonly EnvelopeId[] =>
  ofType(facts, 'envelopes-arrived').flatMap(({ envelopes }) => envelopes.map(({ id }) => id));

/** Waits until the check holds. */
export const soon = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: 20_000, interval: 10 });
