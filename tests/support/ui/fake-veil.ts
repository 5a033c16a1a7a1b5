import type { ConversationId, ConversationSummary, DeskFact } from '../../../src/contract/desk.ts';
import type { Handlers } from '../../../src/contract/door.ts';
import { ok, refuse } from '../../../src/contract/outcome.ts';
import type { VeilRequests } from '../../../src/contract/veil.ts';
import type { FakeWishes } from './fake-desk.ts';

interface Parts {
  readonly wishes: FakeWishes;
  readonly lines: Map<ConversationId, ConversationSummary>;
  readonly tell: (fact: DeskFact) => void;
}

/** Putting words out of sight. Whatever is hidden is taken for what the preview shows. */
export const fakeVeil = ({ wishes, lines, tell }: Parts): Handlers<VeilRequests> => ({
  veil: async ({ conversation, message, hidden }) => {
    const line = lines.get(conversation);
    if (line === undefined) return refuse('unknown-conversation');
    if (wishes.refuse === 'veil') return refuse('full');
    const { all, except } = line.veil;
    const others = except.filter((one) => one !== message);
    const veil =
      message === null
        ? { all: hidden, except: [] }
        : { all, except: hidden === all ? others : [...others, message] };
    const summary = { ...line, veil, previewVeiled: hidden };
    lines.set(conversation, summary);
    tell({ type: 'conversation-changed', summary });
    return ok(null);
  },
});
