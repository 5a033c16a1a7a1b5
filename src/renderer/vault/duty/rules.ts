/** Vault, duty: how the person here wants to be called: one record in the own bucket, of this device alone. */
import * as v from 'valibot';
import type { BucketId } from '../../../../protocol/ids.ts';
import {
  ALARM_CHOICES,
  AWAY_CHOICES,
  PLAIN_RULES,
  type DutyRules,
} from '../../../contract/duty.ts';
import type { Buckets } from '../keys/buckets.ts';
import { rowIdOf } from '../store/sealed-row.ts';
import type { Change, VaultStore } from '../store/vault-store.ts';

export interface RuleParts {
  readonly store: Pick<VaultStore, 'has' | 'get'>;
  readonly buckets: Pick<Buckets, 'own'>;
  readonly nameKey: (bucket: BucketId) => Uint8Array;
}

export const rulesSchema = v.strictObject({
  awayMinutes: v.picklist([0, ...AWAY_CHOICES]),
  alarmMinutes: v.picklist([0, ...ALARM_CHOICES]),
  sound: v.boolean(),
  notices: v.boolean(),
  // Came later: whoever set the others had not been asked.
  help: v.optional(v.boolean(), true),
}) satisfies v.GenericSchema<unknown, DutyRules>;

/** As they were set here; what another version wrote counts as not set. */
export async function readRules(parts: RuleParts): Promise<DutyRules> {
  const id = rowOf(parts);
  const read = v.safeParse(
    rulesSchema,
    parts.store.has(id) ? await parts.store.get('setting', id) : null,
  );
  return read.success ? read.output : PLAIN_RULES;
}

export const rulesChange = (parts: RuleParts, value: DutyRules): Change => ({
  bucket: parts.buckets.own,
  table: 'setting',
  id: rowOf(parts),
  seq: 0,
  value,
});

const rowOf = ({ buckets, nameKey }: RuleParts) => rowIdOf(nameKey(buckets.own), 'setting', 'duty');
