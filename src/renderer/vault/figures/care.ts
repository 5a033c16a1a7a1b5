/** Vault, figures: after what somebody wants to be reminded of themselves: one record in the own bucket, of this device alone. */
import * as v from 'valibot';
import {
  HARD_CHOICES,
  LONG_CHOICES,
  PLAIN_CARE,
  type CareRules,
} from '../../../contract/figures.ts';
import type { BucketId } from '../../../../protocol/ids.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';

export interface CareParts {
  readonly store: Pick<VaultStore, 'has' | 'get'>;
  readonly own: BucketId;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

export const careSchema = v.strictObject({
  longHours: v.picklist([0, ...LONG_CHOICES]),
  hardTalks: v.picklist([0, ...HARD_CHOICES]),
}) satisfies v.GenericSchema<unknown, CareRules>;

/** As they were set here; what another version wrote counts as not set. */
export async function readCare(parts: CareParts): Promise<CareRules> {
  const id = rowOf(parts);
  const read = v.safeParse(
    careSchema,
    parts.store.has(id) ? await parts.store.get('setting', id) : null,
  );
  return read.success ? read.output : PLAIN_CARE;
}

export const careChange = (parts: CareParts, value: CareRules): Change => ({
  bucket: parts.own,
  table: 'setting',
  id: rowOf(parts),
  seq: 0,
  value,
});

const rowOf = ({ own, nameKey }: CareParts) => rowIdOf(nameKey(own), 'setting', 'care');
