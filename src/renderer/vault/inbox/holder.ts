/** Vault, inbox: who holds a conversation today: a claim of who is no longer an operator, or may not read on, counts for nothing. */
import { DeviceId } from '../../../../protocol/ids.ts';
import type { ConversationSummary } from '../../../contract/desk.ts';
import type { Holding } from '../../../contract/work.ts';
import type { InboxParts } from './parts.ts';

export type Operators = Pick<InboxParts, 'own' | 'operators'>;

export function holderOf(
  holding: Holding | null,
  { own, operators }: Operators,
  allowed: readonly DeviceId[] | null,
): ConversationSummary['holder'] {
  if (holding === null) return null;
  const device = DeviceId(holding.device);
  if (!operators().has(device) || allowed?.includes(device) === false) return null;
  return { ...holding, own: holding.device === own };
}
