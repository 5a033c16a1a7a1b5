/** Vault, inbox: a delivery in parts that are written and settled together. */
import type { Envelope } from '../../../../protocol/wire/sealed.ts';
import { BATCH_CT_BYTES, BATCH_ENVELOPES } from '../limits.ts';

/** Consecutive envelopes whose ciphertext fits one journal entry; never an empty batch. */
export function* batches(envelopes: readonly Envelope[]): Generator<readonly Envelope[]> {
  let batch: Envelope[] = [];
  let bytes = 0;
  for (const envelope of envelopes) {
    const full = batch.length === BATCH_ENVELOPES || bytes + envelope.ct.length > BATCH_CT_BYTES;
    if (batch.length > 0 && full) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(envelope);
    bytes += envelope.ct.length;
  }
  if (batch.length > 0) yield batch;
}
