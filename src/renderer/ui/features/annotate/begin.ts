// Room: ui/features/annotate. The key that begins marking: on what is selected, else sentence by sentence.
import type { AppValue } from '../../app/app-context.ts';
import { focusSoon } from '../../app/focus.ts';
import type { ConversationSummary, MessageId, OpenMessage } from '../../../../contract/desk.ts';
import { isOutOfSight, veilIn } from '../../app/state/veils.ts';
import type { Veil } from '../../../../contract/veil.ts';
import { firstStep, type MarkableText } from './stepping.ts';

export const MARK_BAR_ID = 'mark-bar';

/** Texts that are in sight. */
export const markable = (messages: readonly OpenMessage[], veil: Veil): readonly MarkableText[] =>
  messages.flatMap((message) =>
    message.kind === 'text' && !isOutOfSight(veil, message)
      ? [{ id: message.id, text: message.text }]
      : [],
  );

/** Words that are chosen already go on to all codes. */
export function beginMarking({ stores }: AppValue, { id, language }: ConversationSummary): void {
  const { chosen } = stores.marking.get();
  if (chosen !== null) {
    stores.marking.send({ type: 'sheet', sheet: { type: 'new', chosen } });
    return;
  }
  const messages = stores.talks.get().get(id)?.messages ?? [];
  const texts = markable(messages, veilIn(stores.inbox.get(), id));
  const focused = document.activeElement?.closest<HTMLElement>('[data-message]');
  const from = (focused?.dataset['message'] ?? null) as MessageId | null;
  const first = firstStep(texts, from, language);
  if (first === null) return;
  stores.marking.send({ type: 'chosen', chosen: { ...first, conversation: id, byKeys: true } });
  focusSoon(MARK_BAR_ID);
}
