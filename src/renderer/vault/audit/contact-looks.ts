/**
 * Vault, audit: contact details were looked at. Their card reads them whenever it is drawn; within a quarter of an hour
 * that is one look.
 */
import type { ConversationId } from '../../../../protocol/ids.ts';
import type { Env } from '../env.ts';
import { AUDIT_OPENED_EVERY_MS } from '../limits.ts';
import type { Note } from './audit.ts';

export function contactLooks({
  env,
  note,
}: {
  readonly env: Pick<Env, 'ticks'>;
  readonly note: Note;
}): (conversation: ConversationId) => void {
  const noted = new Map<ConversationId, number>();
  return (conversation) => {
    const now = env.ticks();
    if (now - (noted.get(conversation) ?? -Infinity) < AUDIT_OPENED_EVERY_MS) return;
    noted.set(conversation, now);
    note('contact-opened', { conversation });
  };
}
