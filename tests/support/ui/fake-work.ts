import type {
  ConversationId,
  ConversationSummary,
  DeskFact,
  OpenMessage,
} from '../../../src/contract/desk.ts';
import type { Handlers } from '../../../src/contract/door.ts';
import { ok, refuse } from '../../../src/contract/outcome.ts';
import type { Look, WorkChange, WorkRequests } from '../../../src/contract/work.ts';
import type { FakeWishes } from './fake-desk.ts';
import { hex } from './fake-parts.ts';
import { idOf } from './fake-talk.ts';

/** Colleagues of the fake desk, by device. */
const MIKA = { device: 'b1b2'.repeat(8), alias: 'Mika', holds: 2 } as const;
const DAVID = { device: 'c1c2'.repeat(8), alias: 'David', holds: 0 } as const;
const OWN = { device: 'a1b2'.repeat(8), alias: 'Noa', offered: false, own: true } as const;

interface Parts {
  readonly wishes: FakeWishes;
  readonly lines: Map<ConversationId, ConversationSummary>;
  readonly talks: Map<ConversationId, OpenMessage[]>;
  readonly tell: (fact: DeskFact) => void;
}

/** Sharing conversations as the vault answers it, with one device. `refuse=held`: a colleague has every one. */
export function fakeWork({ wishes, lines, talks, tell }: Parts): Handlers<WorkRequests> {
  let written = 0;
  const drafts = new Map<ConversationId, string>();

  const change = (id: ConversationId, more: Partial<ConversationSummary>): void => {
    const line = lines.get(id);
    if (line === undefined) return;
    const summary = { ...line, ...more };
    lines.set(id, summary);
    tell({ type: 'conversation-changed', summary });
  };

  const add = (id: ConversationId, message: OpenMessage): OpenMessage => {
    talks.set(id, [...(talks.get(id) ?? []), message]);
    return message;
  };

  const ours = () => {
    written += 1;
    const place = { id: idOf<OpenMessage['id']>(8000 + written), gap: false, forked: false };
    return { ...place, at: Date.now(), author: 'operator', alias: 'Noa', state: 'sent' } as const;
  };

  const isHeld = (id: ConversationId): boolean =>
    wishes.refuse === 'held' || lines.get(id)?.holder?.own === false;

  return {
    note: async ({ conversation, text }) => {
      if (wishes.refuse === 'note') return refuse('disk-full');
      return ok(add(conversation, { ...ours(), kind: 'note', text }));
    },
    warnOf: async ({ conversation, mark }) => {
      if (wishes.refuse === 'warnOf') return refuse('disk-full');
      return ok(add(conversation, { ...ours(), kind: 'warned', about: mark }));
    },
    claim: async ({ conversation, anyway }) => {
      if (isHeld(conversation) && !anyway) return refuse('held');
      change(conversation, { holder: OWN });
      return ok(null);
    },
    release: async ({ conversation }) => {
      if (lines.get(conversation)?.holder?.own !== true) return refuse('not-holder');
      change(conversation, { holder: null });
      return ok(null);
    },
    passOn: async ({ conversation, device, alias, note }) => {
      if (isHeld(conversation)) return refuse('held');
      if (note !== '') add(conversation, { ...ours(), kind: 'note', text: note });
      const message = add(conversation, { ...ours(), kind: 'passed', to: alias });
      tell({ type: 'message-arrived', conversation, message });
      change(conversation, { holder: { device, alias, offered: true, own: false } });
      return ok(null);
    },
    giveAway: async ({ conversations, device, note }) => {
      if (wishes.refuse === 'giveAway') return ok({ given: conversations.slice(1), full: true });
      for (const id of conversations) {
        if (note !== '') add(id, { ...ours(), kind: 'note', text: note });
        const message = add(id, { ...ours(), kind: 'passed', to: device === null ? null : 'Mika' });
        tell({ type: 'message-arrived', conversation: id, message });
        const holder =
          device === null ? null : { device, alias: 'Mika', offered: true, own: false };
        change(id, { holder, soon: true });
      }
      return ok({ given: conversations, full: false });
    },
    setWork: async ({ conversation, change: wanted }) => {
      if (isHeld(conversation)) return refuse('held');
      const line = lines.get(conversation);
      if (line === undefined) return refuse('unknown-conversation');
      const look = changed(line, wanted);
      const message = add(conversation, {
        ...ours(),
        kind: 'work',
        look,
        base: line,
        stands: true,
      });
      tell({ type: 'message-arrived', conversation, message });
      const done = look.status === 'open' ? {} : { holder: null, waitingSince: null };
      change(conversation, { ...look, ...done, proposal: null });
      return ok(null);
    },
    restrict: async ({ conversation, devices }) => {
      if (wishes.refuse === 'restrict') return refuse('not-allowed');
      const restricted =
        devices === null ? null : { devices: [hex('3f9a'), ...devices], own: true, waits: true };
      change(conversation, { restricted });
      return ok(null);
    },
    draft: async ({ conversation }) => drafts.get(conversation) ?? '',
    keepDraft: async ({ conversation, text }) => {
      if (wishes.refuse === 'keepDraft') return refuse('disk-full');
      drafts.set(conversation, text);
      return ok(null);
    },
    colleagues: async () => {
      if (wishes.refuse === 'colleagues') throw new Error('the vault has ended');
      return [MIKA, DAVID];
    },
  };
}

function changed(line: Look, wanted: WorkChange): Look {
  const status = wanted.status ?? line.status;
  return {
    status,
    outcome: status === 'open' ? null : (wanted.outcome ?? line.outcome),
    cameBack: false,
    snoozedUntil: wanted.snoozedUntil === undefined ? line.snoozedUntil : wanted.snoozedUntil,
    followUpAt: wanted.followUpAt === undefined ? line.followUpAt : wanted.followUpAt,
    tags: wanted.tags ?? line.tags,
  };
}
