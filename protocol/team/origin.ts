import { MAX_ORIGIN_BYTES } from '../limits.ts';

const MAX_PORT = 65_535;

const SECURE =
  /^wss:\/\/(?<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?<port>:[1-9][0-9]{0,4})?$/;
const PLAIN =
  /^ws:\/\/(?<host>localhost|127(?:\.[0-9]{1,3}){3}|\[::1\]|(?:[a-z0-9-]+\.)*[a-z2-7]{56}\.onion)(?<port>:[1-9][0-9]{0,4})?$/;

/**
 * Whether this names a relay: `wss://host[:port]` in lower case without path, exactly as dialled.
 * Plain `ws:` only for loopback and .onion, which brings its own encryption (PROTOCOL §5).
 */
export function isOrigin(text: string): boolean {
  if (text.length > MAX_ORIGIN_BYTES) return false;
  const { port } = (SECURE.exec(text) ?? PLAIN.exec(text))?.groups ?? { port: ':none' };
  return port === undefined || Number(port.slice(1)) <= MAX_PORT;
}
