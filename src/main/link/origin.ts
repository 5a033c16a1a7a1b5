/** Which relay addresses may be dialled. */
import { MAX_ORIGIN_BYTES } from '../../../protocol/limits.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * `wss://host[:port]`, or plain `ws:` where nothing leaves this machine or Tor already seals it
 * (PROTOCOL §5). The spelling must be the canonical one: it is signed at login exactly as dialled.
 */
export function isDiallable(origin: string): boolean {
  if (origin.length > MAX_ORIGIN_BYTES || !URL.canParse(origin)) return false;
  const { protocol, host, hostname } = new URL(origin);
  if (`${protocol}//${host}` !== origin) return false;
  if (protocol === 'wss:') return true;
  return protocol === 'ws:' && (LOOPBACK.has(hostname) || hostname.endsWith('.onion'));
}
