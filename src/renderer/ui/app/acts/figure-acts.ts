// Room: ui/app/acts. How it goes: asked for until it is counted, saved as a table, and how it is with oneself.
import type { Language } from '../../../../contract/case.ts';
import type { CareRules, Figures, FigureWeeks, Whose } from '../../../../contract/figures.ts';
import { ended, type TaskOf } from '../state/task.ts';
import { answered, type ActContext } from './context.ts';

export interface Looking {
  readonly weeks: FigureWeeks;
  readonly whose: Whose;
}

/** How far the vault is. */
export interface CountedSoFar {
  readonly done: number;
  readonly total: number;
}

export interface FigureActs {
  /** Asks until everything is counted or nobody wants to know any more. Null: it is not to be had. */
  readonly look: (
    looking: Looking,
    wanted: () => boolean,
    far: (counted: CountedSoFar) => void,
  ) => Promise<Figures | null>;
  readonly save: (weeks: FigureWeeks, language: Language) => Promise<TaskOf<'saveFigures'>>;
  /** Looks how it is with oneself. A vault that does not answer now is asked again later. */
  readonly strain: () => Promise<void>;
  readonly setCare: (rules: CareRules) => Promise<TaskOf<'setCare'>>;
}

export function figureActs(context: ActContext): FigureActs {
  const { desk, stores } = context;
  const strain = async (): Promise<void> => {
    const looked = await ended<'strain'>(desk.strain(null));
    if (looked.status === 'done') stores.care.send({ type: 'strain', strain: looked.value });
  };
  return {
    look: async (looking, wanted, far) => {
      while (wanted()) {
        const come = await answered(context, desk.figures(looking));
        if (come === null || !come.ok) return null;
        const { done, total, figures } = come.value;
        if (figures !== null) return figures;
        far({ done, total });
      }
      return null;
    },
    save: async (weeks, language) =>
      await ended<'saveFigures'>(desk.saveFigures({ weeks, language })),
    strain,
    setCare: async (rules) => {
      const done = await ended<'setCare'>(desk.setCare({ rules }));
      if (done.status === 'done') await strain();
      return done;
    },
  };
}
