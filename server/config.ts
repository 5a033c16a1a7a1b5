import * as v from 'valibot';
import { TeamId } from '../protocol/ids.ts';
import { isOrigin } from '../protocol/team/origin.ts';
import { parsePin, type TeamPin } from '../protocol/team/pin.ts';
import {
  hostOf,
  isLoopback,
  list,
  portOf,
  readEnvironment,
  type Configured,
  type Environment,
} from './env.ts';
import { logLevels, type LogLevel } from './log.ts';

/** Everything a relay can be told, checked. */
export interface RelayConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** What clients dial; empty: `ws://host:port`, once the port is known. */
  readonly origins: readonly string[];
  readonly databasePath: string;
  readonly databaseMaxBytes: number;
  /** The folder for sealed files; whatever else lies in it is left alone. */
  readonly blobsPath: string;
  readonly blobsMaxBytes: number;
  /** Empty: whoever is in the database, or whoever has the printed claim code. */
  readonly teams: ReadonlyMap<TeamId, TeamPin | TeamId>;
  readonly logLevel: LogLevel;
}

/** Reads the environment; what is missing has a default that is safe on one's own machine. */
export function readRelayConfig(env: Environment): Configured<RelayConfig> {
  const read = readEnvironment(env, schema);
  if (!read.ok) return read;
  const said = read.config;
  const config: RelayConfig = {
    host: said.RELAY_HOST,
    port: said.RELAY_PORT,
    origins: said.RELAY_ORIGINS,
    databasePath: said.RELAY_DB,
    databaseMaxBytes: said.RELAY_DB_MAX_MB * MIB,
    blobsPath: said.RELAY_BLOBS ?? `${said.RELAY_DB}-blobs`,
    blobsMaxBytes: said.RELAY_BLOBS_MAX_MB * MIB,
    teams: new Map(said.RELAY_TEAMS.flatMap((text) => servedTeam(text) ?? [])),
    logLevel: said.RELAY_LOG,
  };
  return isSafe(config) ? { ok: true, config } : { ok: false, faults: [EXPOSED] };
}

const MIB = 1024 * 1024;
/** A whole number of megabytes, at least so many. */
const megabytesOf = (name: string, least: number, fallback: string) => {
  const sentence = `${name} must be a whole number of megabytes from ${least} to 1000000.`;
  return v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,7}$/, sentence),
      v.transform(Number),
      v.minValue(least, sentence),
      v.maxValue(1_000_000, sentence),
    ),
    fallback,
  );
};
const ORIGINS =
  'RELAY_ORIGINS must list addresses such as wss://relay.example.org, without a path; ws:// only for this machine or an .onion address.';
const TEAMS = 'RELAY_TEAMS must list team ids (32 hex digits) or whole pins (team.root.next).';
const EXPOSED =
  'RELAY_HOST is reachable from other machines, so RELAY_ORIGINS must name the wss:// or .onion address of what stands in front of it.';

const schema = v.object({
  RELAY_HOST: hostOf('RELAY_HOST', '127.0.0.1'),
  RELAY_PORT: portOf('RELAY_PORT', '8080'),
  RELAY_ORIGINS: v.optional(list(isOrigin, ORIGINS), ''),
  RELAY_DB: v.optional(v.string(), 'beistand-relay.db'),
  RELAY_DB_MAX_MB: megabytesOf('RELAY_DB_MAX_MB', 8, '4096'),
  RELAY_BLOBS: v.optional(v.string()),
  RELAY_BLOBS_MAX_MB: megabytesOf('RELAY_BLOBS_MAX_MB', 1, '8192'),
  RELAY_TEAMS: v.optional(
    list((text) => servedTeam(text) !== null, TEAMS),
    '',
  ),
  RELAY_LOG: v.optional(
    v.picklist(logLevels, `RELAY_LOG must be one of ${logLevels.join(', ')}.`),
    'info',
  ),
});

/** A team by its id, or by its whole pin when it has changed its root before it moved here. */
function servedTeam(text: string): [[TeamId, TeamPin | TeamId]] | null {
  try {
    if (!text.includes('.')) return [[TeamId(text), TeamId(text)]];
    const pin = parsePin(text);
    return [[pin.team, pin]];
  } catch {
    return null;
  }
}

/** The relay speaks plain ws: to be reached from elsewhere it needs a TLS proxy or Tor in front of it. */
function isSafe(config: RelayConfig): boolean {
  if (isLoopback(config.host)) return true;
  const { origins } = config;
  return (
    origins.length > 0 &&
    origins.every((origin) => origin.startsWith('wss:') || /\.onion(:|$)/.test(origin))
  );
}
