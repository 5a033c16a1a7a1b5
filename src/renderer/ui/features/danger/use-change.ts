// Room: ui/features/danger. One change of the team's checklist, and what went wrong with it.
import { useState } from 'react';
import type { ChecklistEdit } from '../../../../contract/checklist.ts';
import { useApp } from '../../app/app-context.ts';
import type { Refusal } from '../../app/state/task.ts';
import { useBusy } from '../../app/use-busy.ts';

export interface Changing {
  readonly busy: boolean;
  readonly why: Refusal<'editChecklist'> | 'failed' | null;
  /** `done` is told when it is written. */
  readonly change: (edit: ChecklistEdit, done?: () => void) => void;
}

export function useChange(): Changing {
  const { acts } = useApp();
  const { busy, run } = useBusy();
  const [why, setWhy] = useState<Changing['why']>(null);
  return {
    busy,
    why,
    change: (edit, done) =>
      run(async () => {
        const refusal = await acts.danger.edit(edit);
        setWhy(refusal);
        if (refusal === null) done?.();
      }),
  };
}
