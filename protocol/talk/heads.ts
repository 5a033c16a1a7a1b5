/** Signed heads of audit logs, passed among a team's devices (PROTOCOL §4, Heads of audit logs). */
import { ProtocolError } from '../errors.ts';
import { KEY_BYTES } from '../hash.ts';
import { DeviceId } from '../ids.ts';
import { MAX_DEVICES } from '../limits.ts';
import { SIGNATURE_BYTES } from '../team/signature.ts';
import {
  asFields,
  hex,
  id,
  integer,
  integerFrom,
  list,
  type FieldReader,
  type Fields,
} from './json.ts';

/** How many events a device's log had, the chain value of the last, when it was signed, and by device.sign. */
export interface LogHead {
  readonly device: DeviceId;
  readonly seq: number;
  readonly chain: Uint8Array;
  readonly at: number;
  readonly signature: Uint8Array;
}

export interface HeadsContent {
  readonly type: 'heads';
  /** The sender's own newest, and the last that reached it of others: of each device one. */
  readonly heads: readonly LogHead[];
}

const logHeads: FieldReader<readonly LogHead[]> = list(MAX_DEVICES, (fields, name) => {
  const item = asFields(fields[name], name);
  return {
    device: id(DeviceId)(item, 'device'),
    seq: integerFrom(1)(item, 'seq'),
    chain: hex(KEY_BYTES)(item, 'chain'),
    at: integer(item, 'at'),
    signature: hex(SIGNATURE_BYTES)(item, 'signature'),
  };
});

export function readHeads(f: Fields): HeadsContent {
  const heads = logHeads(f, 'heads');
  const devices = new Set(heads.map(({ device }) => device));
  if (heads.length === 0 || devices.size < heads.length) {
    throw new ProtocolError('bad-body', 'heads');
  }
  return { type: 'heads', heads };
}
