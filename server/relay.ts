import {
  AUTH_TIMEOUT_MS,
  BLOB_BURST,
  BLOBS_PER_SECOND,
  COUNTERS_EVERY_MS,
  DEVICE_FRAME_FACTOR,
  EPHEMERALS_PER_SECOND,
  FRAME_BURST,
  FRAMES_PER_SECOND,
  MAX_CONNECTIONS,
  PING_EVERY_MS,
  STOP_GRACE_MS,
  SWEEP_EVERY_MS,
  VISIT_MS,
} from '../protocol/limits.ts';
import { formatPin, pinOf, type TeamDocument } from '../protocol/team/document.ts';
import { blobDesk } from './blobs/desk.ts';
import { openBlobs } from './blobs/room.ts';
import { newClaim } from './claim.ts';
import type { RelayConfig } from './config.ts';
import type { Rates } from './connection.ts';
import { openDatabase } from './database.ts';
import { authority } from './env.ts';
import { Exchange } from './exchange.ts';
import type { Log } from './log.ts';
import { sqliteMailboxes } from './mailbox/sqlite.ts';
import { startMetrics, type Metrics } from './metrics.ts';
import { listen } from './socket.ts';
import { Teams } from './team-doc.ts';
import { teamStore } from './team-store.ts';
import { verify } from './verify.ts';

/** Bounds a test or a bench may move; what is not given comes from protocol/limits.ts. */
export interface RelayBounds {
  readonly authTimeoutMs: number;
  readonly visitMs: number;
  readonly pingEveryMs: number;
  readonly maxConnections: number;
  readonly framesPerSecond: number;
  readonly frameBurst: number;
}

export interface Relay {
  readonly port: number;
  readonly origins: readonly string[];
  /** The one-time code for a first team, or null when this relay knows whom it serves. */
  readonly claim: string | null;
  readonly metrics: Metrics;
  /** Removes what is past its time now; it also happens by itself. */
  readonly sweep: () => Promise<void>;
  /** Says `stopping` to everybody, writes what is pending, closes. Calling it twice is calling it once. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a relay in this process. Throws DatabaseError or BlobsError when its file or its folder cannot be used.
 *
 * `failed` hears, once, that the store broke: the relay has stopped answering and the process should end.
 */
export async function startRelay(
  config: RelayConfig,
  with_: {
    readonly log: Log;
    readonly failed: (error: unknown) => void;
    /** Hears the pin of every team served, as SITE_TEAM wants it: at the start and when a team claims the relay. */
    readonly welcome?: (pin: string) => void;
    readonly clock?: () => number;
    readonly bounds?: Partial<RelayBounds>;
  },
): Promise<Relay> {
  const { log, failed, clock = Date.now } = with_;
  const bounds = { ...defaults, ...with_.bounds };
  const database = openDatabase(config.databasePath, config.databaseMaxBytes);
  const givingUp = (error: unknown): never => {
    database.close();
    throw error;
  };
  const metrics = startMetrics();
  const blobs = await openBlobs(config.blobsPath, config.blobsMaxBytes, clock).catch(givingUp);
  const desk = blobDesk(blobs, metrics.count);
  const mailboxes = sqliteMailboxes(database, clock, failed);
  const store = teamStore(database);
  const isTaken = config.teams.size > 0 || store.documents().length > 0;
  const claim = isTaken ? null : newClaim(clock());
  const welcome = (document: TeamDocument): void => with_.welcome?.(formatPin(pinOf(document)));
  const teams = new Teams({ store, served: config.teams, claim, verify, clock, welcome });
  let origins = config.origins;
  let stopping: Promise<void> | null = null;

  const exchange = new Exchange({
    mailboxes,
    teams,
    blobs: desk,
    fullness: () => Math.max(mailboxes.fullness(), blobs.fullness()),
    verify,
    origins: () => origins,
    clock,
    metrics,
    rates: ratesOf(bounds),
    authTimeoutMs: bounds.authTimeoutMs,
    visitMs: bounds.visitMs,
    failed,
  });
  const sweepAll = async (): Promise<void> => {
    await exchange.sweep();
    metrics.count('expiredBlobs', await blobs.sweep());
  };
  for (const { team, devices } of teams.documents()) {
    await mailboxes.keepOnly(team, new Set(devices.map(({ id }) => id)));
  }
  await sweepAll();
  const listener = await listen({
    host: config.host,
    port: config.port,
    maxConnections: bounds.maxConnections,
    pingEveryMs: bounds.pingEveryMs,
    answer: (line) => exchange.open(line),
    isHealthy: () => stopping === null,
    count: metrics.count,
  }).catch(givingUp);
  if (origins.length === 0) origins = [`ws://${authority(config.host, listener.port)}`];

  let sweeping = Promise.resolve();
  const sweep = (): Promise<void> => {
    const done = sweepAll();
    sweeping = done.catch(() => undefined);
    return done;
  };
  const sweeps = setInterval(() => void sweep().catch(failed), SWEEP_EVERY_MS);
  const counters = setInterval(() => log('info', 'counters', metrics.read()), COUNTERS_EVERY_MS);

  const stop = async (): Promise<void> => {
    clearInterval(sweeps);
    clearInterval(counters);
    mailboxes.close();
    // One turn of the loop, so that what was just made durable is still answered.
    await new Promise(setImmediate);
    exchange.closeAll('stopping');
    await listener.stop(STOP_GRACE_MS);
    // A sweep still needs the database for its next step.
    await sweeping;
    await desk.close();
    mailboxes.close();
    database.close();
    log('info', 'counters', metrics.read());
  };

  return {
    port: listener.port,
    origins,
    claim: claim?.code ?? null,
    metrics,
    sweep,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

const ratesOf = ({ frameBurst, framesPerSecond }: RelayBounds): Rates => ({
  frames: { burst: frameBurst, perSecond: framesPerSecond },
  deviceFrames: {
    burst: frameBurst * DEVICE_FRAME_FACTOR,
    perSecond: framesPerSecond * DEVICE_FRAME_FACTOR,
  },
  ephemerals: { burst: EPHEMERALS_PER_SECOND, perSecond: EPHEMERALS_PER_SECOND },
  blobs: { burst: BLOB_BURST, perSecond: BLOBS_PER_SECOND },
});

const defaults: RelayBounds = {
  authTimeoutMs: AUTH_TIMEOUT_MS,
  visitMs: VISIT_MS,
  pingEveryMs: PING_EVERY_MS,
  maxConnections: MAX_CONNECTIONS,
  framesPerSecond: FRAMES_PER_SECOND,
  frameBurst: FRAME_BURST,
};
