import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { platformRandom } from '../../protocol/crypto/random.ts';
import { EnvelopeId } from '../../protocol/ids.ts';
import { BOX_OVERHEAD, HEADER_BYTES, WRAP_BYTES } from '../../protocol/wire/sealed.ts';
import { readRelayConfig } from '../../server/config.ts';
import { startRelay } from '../../server/relay.ts';
import { dial, type Line } from '../support/line.ts';
import { createTestTeam, signIn, type TestDevice, type TestTeam } from '../support/operator.ts';
import { startForwarder } from './forwarder.ts';

const SENDERS = 4;
/** Envelopes each sender has under way; a busy team's devices together. */
const IN_FLIGHT = 16;
const RUN_MS = 4000;
const CT = platformRandom(1024 + BOX_OVERHEAD);
const HEADER = platformRandom(HEADER_BYTES);
const WRAP = platformRandom(WRAP_BYTES);
const UNBOUNDED = 1e9;

export interface RelayFigures {
  /** Accepted durable, delivered and acknowledged, each second. */
  readonly durablePerSecond: number;
  /** The same frames through a bare `ws` forwarder in the same run. */
  readonly forwarderPerSecond: number;
  /** durable / forwarder. */
  readonly ratio: number;
}

/** Messages a second from four devices to a fifth, through our relay and through a relay without a disk. */
export async function measureRelay(): Promise<RelayFigures> {
  const folder = await mkdtemp(path.join(tmpdir(), 'beistand-bench-'));
  const configured = readRelayConfig({
    RELAY_PORT: '0',
    RELAY_DB: path.join(folder, 'relay.sqlite'),
    RELAY_LOG: 'error',
  });
  if (!configured.ok) throw new Error(configured.faults.join(' '));
  const relay = await startRelay(configured.config, {
    log: () => undefined,
    failed: (error) => {
      throw error;
    },
    bounds: { framesPerSecond: UNBOUNDED, frameBurst: UNBOUNDED },
  });
  const durablePerSecond = await throughput(relay.origins[0] ?? '', relay.claim ?? '');
  await relay.stop();
  await rm(folder, { recursive: true });

  const forwarder = await startForwarder();
  const forwarderPerSecond = await throughput(forwarder.origin, 'none');
  await forwarder.stop();
  return {
    durablePerSecond,
    forwarderPerSecond,
    ratio: round(durablePerSecond / forwarderPerSecond),
  };
}

async function throughput(origin: string, claim: string): Promise<number> {
  const devices = Array.from({ length: SENDERS + 1 }, () => ['operator', 'coordinator'] as const);
  const team = createTestTeam({ origins: [origin], devices });
  const [receiver, ...senders] = team.devices;
  if (receiver === undefined) throw new Error('no receiver');
  const inbox = await join(origin, team, receiver, claim);
  let arrived = 0;
  inbox.listen((frame) => {
    if (frame.type !== 'deliver') return;
    arrived += 1;
    inbox.send({ type: 'ack', eid: frame.envelope.id });
  });
  inbox.send({ type: 'subscribe' });
  await inbox.until((frame) => frame.type === 'subscribed', 'subscribe');

  const lines = await Promise.all(senders.map((device) => join(origin, team, device, null)));
  let running = true;
  for (const line of lines) {
    const next = (): void =>
      line.send({
        type: 'send',
        eid: EnvelopeId.random(),
        wake: false,
        tokenHash: null,
        targets: [{ kind: 'device', device: receiver.keys.id, wrap: WRAP }],
        header: HEADER,
        ct: CT,
      });
    line.listen((frame) => {
      if (frame.type === 'result' && running) next();
    });
    for (let under = 0; under < IN_FLIGHT; under += 1) next();
  }
  const started = performance.now();
  const before = arrived;
  await new Promise((resolve) => {
    setTimeout(resolve, RUN_MS);
  });
  const perSecond = ((arrived - before) * 1000) / (performance.now() - started);
  running = false;
  await Promise.all([inbox, ...lines].map((line) => line.close()));
  return Math.round(perSecond);
}

async function join(
  origin: string,
  team: TestTeam,
  device: TestDevice,
  claim: string | null,
): Promise<Line> {
  const line = await dial(origin);
  const hello = await line.until((frame) => frame.type === 'hello', 'hello');
  if (hello.type !== 'hello') throw new Error('no hello');
  if (claim !== null) {
    line.send({ type: 'team-put', ref: 1, claim, document: team.document() });
    await line.until((frame) => frame.type === 'done', 'team-put');
  }
  await signIn(line, { team, device, relay: origin, relayNonce: hello.nonce });
  return line;
}

const round = (value: number): number => Math.round(value * 100) / 100;
