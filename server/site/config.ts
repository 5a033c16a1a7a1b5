import * as v from 'valibot';
import { isOrigin } from '../../protocol/team/origin.ts';
import { parsePin } from '../../protocol/team/pin.ts';
import {
  hostOf,
  isLoopback,
  neededList,
  portOf,
  readEnvironment,
  type Configured,
  type Environment,
} from '../env.ts';

/** Everything the site server can be told, checked. */
export interface SiteConfig {
  readonly host: string;
  readonly port: number;
  /** The address visitors' browsers use, or null for this server's own. */
  readonly origin: string | null;
  /** What `npm run build:site` wrote. */
  readonly folder: string;
  readonly team: string;
  readonly relays: readonly string[];
  /** Websites that may show the chat. */
  readonly embedders: readonly string[];
}

/** Reads the environment; team, relay and embedders have no default that could be right. */
export function readSiteConfig(env: Environment): Configured<SiteConfig> {
  const read = readEnvironment(env, schema);
  if (!read.ok) return read;
  const said = read.config;
  const config: SiteConfig = {
    host: said.SITE_HOST,
    port: said.SITE_PORT,
    origin: said.SITE_ORIGIN ?? null,
    folder: said.SITE_DIR,
    team: said.SITE_TEAM,
    relays: said.SITE_RELAY,
    embedders: said.SITE_EMBEDDERS,
  };
  const faults = [
    ...(isLoopback(config.host) || config.origin?.startsWith('https:') ? [] : [EXPOSED]),
    ...(config.embedders.includes(config.origin ?? '') ? [SAME_ORIGIN] : []),
  ];
  return faults.length === 0 ? { ok: true, config } : { ok: false, faults };
}

/** `https://host[:port]` exactly as a browser writes it; http only for this machine or an .onion address. */
export function isWebOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.origin !== text) return false;
  const isPlainSafe = isLoopback(url.hostname) || url.hostname.endsWith('.onion');
  return url.protocol === 'https:' || (url.protocol === 'http:' && isPlainSafe);
}

const TEAM = 'SITE_TEAM must be the pin from the app: team.root.next in hex, 162 characters.';
const RELAY =
  'SITE_RELAY must list the relay addresses of the team document, such as wss://relay.example.org.';
const EMBEDDERS =
  'SITE_EMBEDDERS must list the websites that may show the chat, such as https://www.example.org, without a path.';
const ORIGIN = 'SITE_ORIGIN must be one address such as https://chat.example.org, without a path.';
const EXPOSED =
  'SITE_HOST is reachable from other machines, so SITE_ORIGIN must name the https:// address of the proxy in front of it.';
const SAME_ORIGIN =
  'SITE_ORIGIN must not be among SITE_EMBEDDERS: on the same address the website could read the chat.';

const schema = v.object({
  SITE_HOST: hostOf('SITE_HOST', '127.0.0.1'),
  SITE_PORT: portOf('SITE_PORT', '8081'),
  SITE_ORIGIN: v.optional(v.pipe(v.string(), v.check(isWebOrigin, ORIGIN))),
  SITE_DIR: v.optional(v.string(), 'dist/site'),
  SITE_TEAM: v.pipe(v.string(), v.check(isPin, TEAM)),
  SITE_RELAY: neededList(isOrigin, RELAY),
  SITE_EMBEDDERS: neededList(isWebOrigin, EMBEDDERS),
});

function isPin(text: string): boolean {
  try {
    parsePin(text);
    return true;
  } catch {
    return false;
  }
}
