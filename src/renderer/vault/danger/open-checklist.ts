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
import { ok, refuse } from '../../../contract/outcome.ts';
import type { Env } from '../env.ts';
import type { Papers } from '../papers/open-papers.ts';
import { serial } from '../serial.ts';
import { edited } from './edited.ts';
import { checklistSchema } from './schemas.ts';

interface Parts {
  readonly env: Pick<Env, 'random'>;
  readonly papers: Pick<Papers, 'read' | 'write' | 'mayWrite' | 'stands'>;
}

type Answer<K extends keyof ChecklistRequests> = Promise<ChecklistRequests[K]['output']>;

export interface ChecklistRoom {
  readonly look: () => Answer<'checklist'>;
  readonly edit: (edit: ChecklistRequests['editChecklist']['input']) => Answer<'editChecklist'>;
}

const FRESH_BYTES = 8;

export function openChecklist({ env, papers }: Parts): ChecklistRoom {
  const oneByOne = serial();

  const viewOf = (list: Checklist, unread: boolean): ChecklistView => ({
    ...list,
    mayEdit: papers.mayWrite(),
    unread,
  });

  const look = async (): Promise<ChecklistView> => {
    const list = await papers.read('checklist', checklistSchema);
    return viewOf(list ?? builtInChecklist, list === null && papers.stands('checklist'));
  };

  return {
    look,
    edit: async (edit) =>
      await oneByOne(async (): Answer<'editChecklist'> => {
        // Whoever may not is told so, whatever they wanted to change.
        if (!papers.mayWrite()) return refuse('not-coordinator');
        const next = edited(await look(), edit, `own-${bytesToHex(env.random(FRESH_BYTES))}`);
        if (!next.ok) return next;
        const { steps, numbers, hidden } = next.value;
        const value = { steps, numbers, hidden };
        const written = await papers.write('checklist', { value });
        return written.ok ? ok(viewOf(value, false)) : written;
      }),
  };
}
