/** Vault, inbox: who holds a conversation today: a claim of who is no longer an operator, or may not read on, counts for nothing. */
import { DeviceId } from '../../../../protocol/ids.ts';
import type { ConversationSummary } from '../../../contract/desk.ts';
import type { Holding } from '../../../contract/work.ts';
import type { InboxParts } from './parts.ts';

export type Operators = Pick<InboxParts, 'own' | 'operators' | 'saysOf'>;

export function holderOf(
  holding: Holding | null,
  { own, operators, saysOf }: Operators,
  allowed: readonly DeviceId[] | null,
): ConversationSummary['holder'] {
  if (holding === null) return null;
  const device = DeviceId(holding.device);
  if (!operators().has(device) || allowed?.includes(device) === false) return null;
  // A claim keeps the name it was written under; who holds it now may be called otherwise.
  const alias = saysOf?.(device) || holding.alias;
  return { ...holding, alias, own: device === own };
}
