// Room: ui/features/annotate. One change of the codebook, and what went wrong with it.
import { useState } from 'react';
import type { CodeEdit, CodeEditRefusal } from '../../../../contract/annotation.ts';
import { useApp } from '../../app/app-context.ts';
import { useBusy } from '../../app/use-busy.ts';

export interface Editing {
  readonly busy: boolean;
  readonly why: CodeEditRefusal | 'failed' | null;
  /** `done` is told when it is written. */
  readonly edit: (change: CodeEdit, done?: () => void) => void;
}

export function useEdit(): Editing {
  const { acts } = useApp();
  const { busy, run } = useBusy();
  const [why, setWhy] = useState<Editing['why']>(null);
  return {
    busy,
    why,
    edit: (change, done) =>
      run(async () => {
        const refusal = await acts.marking.edit(change);
        setWhy(refusal);
        if (refusal === null) done?.();
      }),
  };
}
