// Room: ui/features/figures. What the vault counts, asked for until it is there or somebody looks elsewhere.
import { useEffect, useState } from 'react';
import type { Figures, FigureWeeks, Whose } from '../../../../contract/figures.ts';
import type { CountedSoFar, Looking } from '../../app/acts/figure-acts.ts';
import { useApp } from '../../app/app-context.ts';

interface Come {
  readonly figures: Figures | null;
  readonly far: CountedSoFar | null;
}

/** Null until it is counted; then `far` says how far it is. */
export function useFigures(weeks: FigureWeeks, whose: Whose): Come {
  const { acts } = useApp();
  const [come, setCome] = useState<(Come & Looking) | null>(null);
  useEffect(() => {
    let over = false;
    const tell = (told: Partial<Come>): void => {
      if (!over) setCome({ figures: null, far: null, ...told, weeks, whose });
    };
    void acts.figures
      .look(
        { weeks, whose },
        () => !over,
        (far) => tell({ far }),
      )
      .then((figures) => tell({ figures }));
    return () => {
      over = true;
    };
  }, [acts, weeks, whose]);
  // What was asked for before belongs to another question.
  if (come === null || come.weeks !== weeks || come.whose !== whose)
    return { figures: null, far: null };
  return come;
}
