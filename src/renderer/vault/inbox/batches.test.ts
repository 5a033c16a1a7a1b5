import { expect, test } from 'vitest';
import { EnvelopeId } from '../../../../protocol/ids.ts';
import type { Envelope } from '../../../../protocol/wire/sealed.ts';
import { BATCH_CT_BYTES, BATCH_ENVELOPES } from '../limits.ts';
import { batches } from './batches.ts';

const envelope = (bytes: number): Envelope => ({
  id: EnvelopeId.random(),
  wake: false,
  header: new Uint8Array(88),
  wrap: new Uint8Array(120),
  ct: new Uint8Array(bytes),
});

test('batches keep their order, stay below the bounds, and none is empty', () => {
  const envelopes = [
    ...Array.from({ length: 32 }, () => envelope(65_552)),
    ...Array.from({ length: 250 }, () => envelope(1040)),
  ];
  const cut = [...batches(envelopes)];
  expect(cut.flat()).toEqual(envelopes);
  for (const batch of cut) {
    expect(batch.length).toBeGreaterThan(0);
    expect(batch.length).toBeLessThanOrEqual(BATCH_ENVELOPES);
    expect(batch.reduce((sum, { ct }) => sum + ct.length, 0)).toBeLessThanOrEqual(BATCH_CT_BYTES);
  }
  expect([...batches([])]).toEqual([]);
});
