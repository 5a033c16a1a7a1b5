import {
  builtInChecklist,
  type ChecklistRequests,
  type ChecklistView,
} from '../../../src/contract/checklist.ts';
import {
  isDangerRecord,
  type DangerRequests,
  type DangerState,
} from '../../../src/contract/danger.ts';
import type { ConversationId, DeskFact, OpenMessage } from '../../../src/contract/desk.ts';
import type { Handlers } from '../../../src/contract/door.ts';
import { ok, refuse } from '../../../src/contract/outcome.ts';
import { edited } from '../../../src/renderer/vault/danger/edited.ts';
import type { FakeWishes } from './fake-desk.ts';

interface Parts {
  readonly wishes: FakeWishes;
  readonly talks: Map<ConversationId, OpenMessage[]>;
  readonly tell: (fact: DeskFact) => void;
}

/** What an invented team has made of the built-in list: one step of its own, one only in German, a number, one hidden. */
const ofTeam: ChecklistView = {
  ...builtInChecklist,
  steps: [
    ...builtInChecklist.steps,
    {
      id: 'own-1',
      texts: [{ language: 'de', text: 'Bereitschaft der Leitung angerufen' }],
    },
    {
      id: 'own-2',
      texts: [
        { language: 'de', text: 'Gefragt: Darf die Schule davon wissen?' },
        { language: 'en', text: 'Asked: may the school know of it?' },
        { language: 'he', text: 'נשאל: האם בית הספר רשאי לדעת?' },
      ],
    },
  ],
  numbers: [
    {
      id: 'own-3',
      country: 'DE',
      name: 'Krisendienst Musterstadt',
      number: '0385 000 111',
      reachable: 'täglich 9 bis 22 Uhr',
    },
  ],
  hidden: [{ country: 'DE', number: '116 111' }],
  mayEdit: true,
  unread: false,
};

/**
 * Acute danger as the vault answers it. `refuse=team-list`: with a list a team has changed; `list-moves`: a colleague
 * makes it the built-in one again once it was read; `unread`: one of a newer app.
 */
export function fakeDanger({
  wishes,
  talks,
  tell,
}: Parts): Handlers<DangerRequests & ChecklistRequests> {
  const { refuse: wish } = wishes;
  const dangers = new Map<ConversationId, DangerState>();
  let fresh = 0;
  const built = { ...builtInChecklist, mayEdit: wish !== 'operator', unread: wish === 'unread' };
  let list: ChecklistView = wish === 'team-list' || wish === 'list-moves' ? ofTeam : built;
  return {
    danger: async ({ conversation }) => dangers.get(conversation) ?? null,
    keepDanger: async ({ conversation, state }) => {
      if (wish === 'keepDanger') return refuse('disk-full');
      if (state === null) dangers.delete(conversation);
      else dangers.set(conversation, state);
      return ok(null);
    },
    dangerRecords: async ({ conversation }) =>
      (talks.get(conversation) ?? []).flatMap((message) =>
        message.kind === 'note' && isDangerRecord(message.text)
          ? [{ id: message.id, at: message.at, text: message.text }]
          : [],
      ),
    checklist: async () => {
      const now = list;
      if (wish === 'list-moves') list = built;
      return now;
    },
    editChecklist: async (edit) => {
      if (wish === 'editChecklist') return refuse('newer-version');
      fresh += 1;
      const next = edited(list, edit, `fresh-${fresh}`);
      if (!next.ok) return next;
      list = { ...next.value, mayEdit: true, unread: false };
      tell({ type: 'paper-changed', name: 'checklist' });
      return ok(list);
    },
  };
}
