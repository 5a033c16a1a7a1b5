/** Vault, store: which records changed since a place in the journal. */
import { ProtocolError } from '../../../../protocol/errors.ts';
import type { RowId } from '../../../../protocol/ids.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { Breathe } from '../turns.ts';
import type { Chain } from './entry.ts';
import type { Manifest } from './manifest.ts';
import { replay } from './replay.ts';
import type { Mark, RecordName } from './vault-store.ts';

/** Each once; null when the place is not one of this generation's, or the journal cannot be read there. */
export async function changedSince(
  mark: Mark,
  at: {
    readonly carrier: Pick<Carrier, 'replay'>;
    readonly now: Mark;
    readonly chain: Chain;
    readonly manifest: Manifest;
    readonly breathe: Breathe;
  },
): Promise<readonly RecordName[] | null> {
  const { now, manifest } = at;
  if (mark.generation !== now.generation || mark.head.count > now.head.count) return null;
  if (mark.head.count === now.head.count) return [];
  const changed = new Set<RowId>();
  try {
    for await (const { rows } of replay(at.carrier, mark.generation, at.chain, mark)) {
      for (const { id } of rows) changed.add(id);
      await at.breathe();
    }
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
  return [...changed].flatMap((id) => {
    const slot = manifest.slotOf(id);
    return slot < 0 ? [] : [manifest.name(slot)];
  });
}
