// Room: ui/app. What the commands need to know of the moment: where the person is and what is there.
import type { ConversationSummary } from '../../../../contract/desk.ts';
import type { Duty } from '../../../../contract/duty.ts';
import { isShared, type Stores } from '../stores.ts';
import { visibleLines } from '../state/inbox.ts';
import type { QueueView } from '../../../../contract/workplace.ts';
import { calls } from '../state/queue-filter.ts';
import { heldHere, isFull } from '../state/own-work.ts';
import type { AppRoom } from '../state/view.ts';

export interface Situation {
  /** The vault is open; before that there is nothing to command. */
  readonly open: boolean;
  readonly room: AppRoom;
  /** The open conversation, when it is on screen. */
  readonly talk: ConversationSummary | null;
  readonly casePanel: boolean;
  /** A case is open in the room of cases. */
  readonly caseOpen: boolean;
  /** Lines in the queue as it is filtered. */
  readonly lines: readonly ConversationSummary[];
  readonly view: QueueView;
  /** There are colleagues with whom conversations are shared. */
  readonly shared: boolean;
  /** Who waits longest of those whom no colleague answers. */
  readonly waiting: ConversationSummary | null;
  /** Whoever sits here holds something that could be handed over. */
  readonly holds: boolean;
  /** Whoever sits here answers as many as they want to at once. */
  readonly full: boolean;
  readonly singleKeys: boolean;
  /** What the person here has said of themselves. */
  readonly duty: Duty;
}

export function situationOf(stores: Stores): Situation {
  const { room, conversation, casePanel, caseId } = stores.view.get();
  const inbox = stores.inbox.get();
  const talk = conversation === null ? null : (inbox.lines.get(conversation) ?? null);
  const now = Date.now();
  return {
    open: stores.session.get().stage === 'open',
    room,
    talk: room === 'inbox' ? talk : null,
    casePanel,
    caseOpen: room === 'cases' && caseId !== null,
    lines: visibleLines(inbox, conversation, now),
    view: inbox.filter.view,
    shared: isShared(stores.facts.get()),
    waiting: inbox.order.find((line) => calls(line, now)) ?? null,
    holds: heldHere(inbox.order).length > 0,
    duty: stores.duty.get().chosen,
    full: isFull(inbox.order, stores.workplace.get().atOnce, now),
    singleKeys: stores.comfort.get().singleKeys,
  };
}
