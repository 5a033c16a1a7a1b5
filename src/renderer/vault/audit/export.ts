/**
 * Vault, audit: the log as a file that anybody can check with tools/verify-audit.ts.
 *
 * JSON lines in one fixed form: who wrote it and where it begins, one event a line with its chain
 * value, and at last the head, signed (ADR 0016).
 */
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { DeviceId } from '../../../../protocol/ids.ts';
import type { ChainedEvent } from './event.ts';
import type { SignedHead } from './signed-head.ts';

/** A device's public keys; its id follows from them (PROTOCOL §1). */
export interface DevicePublic {
  readonly login: Uint8Array;
  readonly sign: Uint8Array;
  readonly ik: Uint8Array;
}

interface About {
  readonly device: { readonly id: DeviceId; readonly keys: DevicePublic };
  readonly cut: SignedHead | null;
  readonly signed: SignedHead;
}

/** A neutral name with the day, e.g. audit-2026-11-22.jsonl. */
export const exportName = (now: number): string =>
  `audit-${new Date(now).toISOString().slice(0, 10)}.jsonl`;

export async function logLines(
  events: AsyncIterable<ChainedEvent>,
  { device, cut, signed }: About,
): Promise<Uint8Array> {
  const { login, sign, ik } = device.keys;
  const lines: string[] = [
    JSON.stringify({
      format: 'beistand-audit',
      version: 1,
      device: device.id,
      keys: { login: bytesToHex(login), sign: bytesToHex(sign), ik: bytesToHex(ik) },
      cut: cut === null ? null : signedLine(cut),
    }),
  ];
  for await (const { seq, at, act, by, about, count, chain } of events) {
    lines.push(JSON.stringify({ seq, at, act, by, about, count, chain }));
  }
  lines.push(JSON.stringify(signedLine(signed)));
  return utf8ToBytes(`${lines.join('\n')}\n`);
}

const signedLine = ({ seq, head, at, signature }: SignedHead): SignedHead => ({
  seq,
  head,
  at,
  signature,
});
