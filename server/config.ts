import * as v from 'valibot';
import type { TeamId } from '../protocol/ids.ts';
import { TeamId as parseTeamId } from '../protocol/ids.ts';
import { isOrigin } from '../protocol/team/origin.ts';
import { parsePin, type TeamPin } from '../protocol/team/pin.ts';
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
  /** Empty: whoever is in the database, or whoever has the printed claim code. */
  readonly teams: ReadonlyMap<TeamId, TeamPin | TeamId>;
  readonly logLevel: LogLevel;
}

export type Configured<T> =
  | { readonly ok: true; readonly config: T }
  /** One plain sentence per fault, all of them. */
  | { readonly ok: false; readonly faults: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment; what is missing has a default that is safe on one's own machine. */
export function readRelayConfig(env: Environment): Configured<RelayConfig> {
  const parsed = v.safeParse(schema, pickSet(env, Object.keys(schema.entries)));
  if (!parsed.success) return { ok: false, faults: parsed.issues.map(({ message }) => message) };
  const said = parsed.output;
  const config: RelayConfig = {
    host: said.RELAY_HOST,
    port: said.RELAY_PORT,
    origins: said.RELAY_ORIGINS,
    databasePath: said.RELAY_DB,
    databaseMaxBytes: said.RELAY_DB_MAX_MB * MIB,
    teams: said.RELAY_TEAMS,
    logLevel: said.RELAY_LOG,
  };
  const faults = exposure(config);
  return faults.length === 0 ? { ok: true, config } : { ok: false, faults };
}

/** Whether only this machine can dial the address. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** Set and not empty: an empty line in an env file means "the default". */
export const pickSet = (env: Environment, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name]?.trim();
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );

/** A TCP port by this name; 0 takes any free one. */
export const portNamed = (name: string, fallback: string) =>
  v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,5}$/, `${name} must be a port number from 0 to 65535.`),
      v.transform(Number),
      v.maxValue(65_535, `${name} must be a port number from 0 to 65535.`),
    ),
    fallback,
  );

/** Text between commas, trimmed, none empty. */
export const listed = (text: string): readonly string[] =>
  text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));

const MIB = 1024 * 1024;
const MAX_DATABASE_MB = 1_000_000;

const MEGABYTES = 'RELAY_DB_MAX_MB must be a whole number of megabytes from 8 to 1000000.';

const schema = v.object({
  RELAY_HOST: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[a-zA-Z0-9.:-]+$/, 'RELAY_HOST must be an address or a host name.'),
    ),
    '127.0.0.1',
  ),
  RELAY_PORT: portNamed('RELAY_PORT', '8080'),
  RELAY_ORIGINS: v.optional(
    v.pipe(
      v.string(),
      v.transform(listed),
      v.everyItem(
        isOrigin,
        'RELAY_ORIGINS must list addresses such as wss://relay.example.org, without a path; ws:// only for this machine or an .onion address.',
      ),
    ),
    '',
  ),
  RELAY_DB: v.optional(v.string(), 'beistand-relay.db'),
  RELAY_DB_MAX_MB: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,7}$/, MEGABYTES),
      v.transform(Number),
      v.minValue(8, MEGABYTES),
      v.maxValue(MAX_DATABASE_MB, MEGABYTES),
    ),
    '4096',
  ),
  RELAY_TEAMS: v.optional(
    v.pipe(
      v.string(),
      v.transform(listed),
      v.check(
        (teams) => teams.every((team) => teamOf(team) !== null),
        'RELAY_TEAMS must list team ids (32 hex digits) or whole pins (team.root.next).',
      ),
      v.transform((teams) => new Map(teams.flatMap((team) => teamOf(team) ?? []))),
    ),
    '',
  ),
  RELAY_LOG: v.optional(
    v.picklist(logLevels, `RELAY_LOG must be one of ${logLevels.join(', ')}.`),
    'info',
  ),
});

function teamOf(text: string): readonly [readonly [TeamId, TeamPin | TeamId]] | null {
  try {
    if (!text.includes('.')) return [[parseTeamId(text), parseTeamId(text)]];
    const pin = parsePin(text);
    return [[pin.team, pin]];
  } catch {
    return null;
  }
}

/** The relay speaks plain ws: reachable from elsewhere it needs a TLS proxy or Tor before it, and says so. */
function exposure({ host, origins }: RelayConfig): readonly string[] {
  if (isLoopback(host)) return [];
  const safe = origins.filter((origin) => origin.startsWith('wss:') || origin.includes('.onion'));
  return safe.length > 0 && safe.length === origins.length
    ? []
    : [
        'RELAY_HOST is reachable from other machines, so RELAY_ORIGINS must name the wss:// address of the TLS proxy in front of it.',
      ];
}
