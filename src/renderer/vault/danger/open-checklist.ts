/**
 * Vault, danger: the team's checklist, a paper that coordinators write (ADR 0037). It knows which steps are built in
 * and not their words: a screen has those in its own language.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  builtInChecklist,
  type Checklist,
  type ChecklistRequests,
  type ChecklistView,
} from '../../../contract/checklist.ts';
import { ok } from '../../../contract/outcome.ts';
import type { Env } from '../env.ts';
import type { Papers } from '../papers/open-papers.ts';
import { edited } from './edited.ts';
import { checklistSchema } from './schemas.ts';

interface Parts {
  readonly env: Pick<Env, 'random'>;
  readonly papers: Pick<Papers, 'read' | 'edit' | 'mayWrite' | 'stands'>;
}

type Answer<K extends keyof ChecklistRequests> = Promise<ChecklistRequests[K]['output']>;

export interface ChecklistRoom {
  readonly look: () => Answer<'checklist'>;
  readonly edit: (edit: ChecklistRequests['editChecklist']['input']) => Answer<'editChecklist'>;
}

const FRESH_BYTES = 8;

export function openChecklist({ env, papers }: Parts): ChecklistRoom {
  const viewOf = (list: Checklist, unread: boolean): ChecklistView => ({
    ...list,
    mayEdit: papers.mayWrite(),
    unread,
  });

  return {
    look: async () => {
      const list = await papers.read('checklist', checklistSchema);
      return viewOf(list ?? builtInChecklist, list === null && papers.stands('checklist'));
    },

    edit: async (edit) => {
      const fresh = `own-${bytesToHex(env.random(FRESH_BYTES))}`;
      const written = await papers.edit('checklist', checklistSchema, async (stands) => {
        const list = stands ?? builtInChecklist;
        const next = edited(list, edit, fresh);
        if (!next.ok) return next;
        const unread = stands === null && papers.stands('checklist');
        return ok({ value: next.value, same: !unread && isSame(list, next.value) });
      });
      return written.ok ? ok(viewOf(written.value, false)) : written;
    },
  };
}

/** Both as `edited` and the schema make them, with everything in the same order. */
const isSame = (a: Checklist, b: Checklist): boolean => JSON.stringify(a) === JSON.stringify(b);
