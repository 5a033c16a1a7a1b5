/** Vault: what main may tell, checked again: main parses the network, and this room holds the keys. */
import * as v from 'valibot';
import { EnvelopeId } from '../../../protocol/ids.ts';
import type { CarrierFact } from '../../contract/carrier.ts';

const bytes = v.instance(Uint8Array);
const number = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const envelopeId = v.pipe(
  v.string(),
  v.transform((raw) => EnvelopeId(raw)),
);
const sealed = { header: bytes, wrap: bytes, ct: bytes };

const schema = v.variant('type', [
  v.object({
    type: v.literal('envelopes-arrived'),
    envelopes: v.array(
      v.object({ id: envelopeId, wake: v.union([v.boolean(), v.literal('help')]), ...sealed }),
    ),
  }),
  v.object({ type: v.literal('ephemeral-arrived'), ...sealed }),
  v.object({ type: v.literal('envelope-expired'), id: envelopeId, day: number }),
  v.object({
    type: v.literal('link-changed'),
    link: v.picklist(['offline', 'connecting', 'online']),
  }),
  v.object({ type: v.literal('signed-in'), kid: bytes, documentSeq: number, time: number }),
  v.object({ type: v.literal('not-let-in') }),
  v.object({ type: v.literal('taken-over') }),
  v.object({ type: v.literal('team-newer'), documentSeq: number }),
  v.object({ type: v.literal('beacon-changed'), beacon: bytes }),
  v.object({ type: v.literal('os-locked') }),
  v.object({ type: v.literal('idle') }),
  v.object({ type: v.literal('left') }),
  v.object({ type: v.literal('returned') }),
  v.object({ type: v.literal('low-space'), free: number }),
  v.object({ type: v.literal('notice-pressed') }),
]) satisfies v.GenericSchema<unknown, CarrierFact>;

/** The fact, or null for anything that is not one. */
export function readFact(raw: unknown): CarrierFact | null {
  try {
    return v.parse(schema, raw);
  } catch {
    return null;
  }
}
