/**
 * Vault, retention: proof that a run happened, without a word about what it deleted (ADR 0016).
 *
 * Canonical bytes are one JSON text with fixed keys in fixed order, so that anybody can make them from
 * an exported proof: SHA-256 of them is the hash, and device.sign signs it under tag sc1/proof.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import type { DeviceId } from '../../../../protocol/ids.ts';
import { signatureInput, type Sign } from '../../../../protocol/team/signature.ts';
import {
  RETENTION_CLASSES,
  type RetentionClass,
  type ProvenRules,
  type RetentionProof,
} from '../../../contract/retention.ts';
import type { DevicePublic } from '../audit/export.ts';
import { provenRulesSchema } from './rules.ts';

/** What happened, before it is signed. */
export interface Run {
  readonly at: number;
  readonly deleted: Readonly<Partial<Record<RetentionClass, number>>>;
  readonly held: number;
  readonly rules: ProvenRules;
}

const FORMAT = 'beistand-retention-proof/1';

export function prove(
  run: Run,
  device: { readonly id: DeviceId; readonly sign: Sign },
): RetentionProof {
  const { at, held, rules } = run;
  const deleted = inOrder(run.deleted);
  const digest = sha256(utf8ToBytes(canonical({ at, deleted, held, rules }, device.id)));
  return {
    at,
    deleted,
    held,
    rules,
    hash: bytesToHex(digest),
    signature: bytesToHex(device.sign(signatureInput('sc1/proof', digest))),
    device: device.id,
  };
}

/**
 * A file for whoever supervises, checked by tools/verify-proofs.ts: of each proof one line, with its canonical text and
 * the keys the device's id follows from.
 */
export function proofFile(
  proofs: readonly RetentionProof[],
  keysOf: (device: string) => DevicePublic,
  now: number,
): { readonly name: string; readonly bytes: Uint8Array } {
  const lines = proofs.map((proof) => {
    const { login, sign, ik } = keysOf(proof.device);
    const keys = { login: bytesToHex(login), sign: bytesToHex(sign), ik: bytesToHex(ik) };
    return JSON.stringify({ ...proof, canonical: canonical(proof, proof.device), keys });
  });
  const day = new Date(now).toISOString().slice(0, 10);
  return { name: `retention-proofs-${day}.jsonl`, bytes: utf8ToBytes(`${lines.join('\n')}\n`) };
}

const canonical = ({ at, deleted, held, rules }: Run, device: string): string =>
  JSON.stringify({
    format: FORMAT,
    device,
    at,
    deleted: inOrder(deleted),
    held,
    rules: Object.fromEntries(RETENTION_CLASSES.map((name) => [name, rules[name]])),
  });

const inOrder = (deleted: Run['deleted']): Run['deleted'] =>
  Object.fromEntries(
    RETENTION_CLASSES.flatMap((name) =>
      deleted[name] === undefined ? [] : [[name, deleted[name]]],
    ),
  );

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const schema = v.object({
  at: count,
  deleted: v.record(v.picklist(RETENTION_CLASSES), count),
  held: count,
  rules: provenRulesSchema,
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  signature: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)),
  device: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
});

/** Whether a record that could be anything is a proof. */
export const isProof = (value: unknown): value is RetentionProof => v.is(schema, value);

/** Reads a proof from its record; null when there is none. Throws for what this version did not write. */
export const readProof = (value: unknown): RetentionProof | null =>
  value === null ? null : v.parse(schema, value);
