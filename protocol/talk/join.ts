import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { ProtocolError } from '../errors.ts';
import { KEY_BYTES } from '../hash.ts';
import { MAX_NEWCOMER_NAME } from '../limits.ts';
import { BODY_VERSION } from './body.ts';
import { hex, integer, parseObject, string, textUpTo } from './json.ts';

/**
 * What somebody who was invited asks for (PROTOCOL §2 Joining). It stands in no chain, and its author is
 * in no document yet. Its X25519 key is not in it: it is the one the envelope proves.
 */
export interface JoinBody {
  readonly login: Uint8Array;
  readonly sign: Uint8Array;
  /** What coordinators see; it never reaches the document. */
  readonly name: string;
  /** `joinMac` over the keys and the name, under the invite's secret. */
  readonly mac: Uint8Array;
}

const MAC_BYTES = 32;

/** The bytes to be sealed for the team's coordinators. Throws for what {@link readJoin} would refuse. */
export function writeJoin({ login, sign, name, mac }: JoinBody): Uint8Array {
  const keys = { login: bytesToHex(login), sign: bytesToHex(sign) };
  const body = { v: BODY_VERSION, type: 'join', ...keys, name, mac: bytesToHex(mac) };
  const bytes = utf8ToBytes(JSON.stringify(body));
  readJoin(bytes);
  return bytes;
}

/**
 * Null when these bytes are something else than a request to join. Throws {@link ProtocolError}
 * `bad-body`, `too-large` or `wrong-version`.
 */
export function readJoin(bytes: Uint8Array): JoinBody | null {
  const fields = parseObject(bytes);
  if (integer(fields, 'v') !== BODY_VERSION) throw new ProtocolError('wrong-version', 'body');
  if (string(fields, 'type') !== 'join') return null;
  return {
    login: hex(KEY_BYTES)(fields, 'login'),
    sign: hex(KEY_BYTES)(fields, 'sign'),
    name: textUpTo(MAX_NEWCOMER_NAME)(fields, 'name'),
    mac: hex(MAC_BYTES)(fields, 'mac'),
  };
}
