/** Vault, figures: the part of the desk that is about how it goes. */
import * as v from 'valibot';
import type { Handlers } from '../../../contract/door.ts';
import { FIGURE_WEEKS, type FigureRequests } from '../../../contract/figures.ts';
import type { Gate } from '../gate.ts';
import { careSchema } from './care.ts';

export const figureHandlers = (gate: Gate): Handlers<FigureRequests> => ({
  figures: async (input) => await gate.opened().figures.figures(input),
  saveFigures: async (input) => await gate.opened().figures.save(input),
  strain: async () => await gate.opened().figures.strain(),
  setCare: async (input) => await gate.opened().figures.setCare(input),
});

const weeks = v.picklist(FIGURE_WEEKS);

/** What may come from the screen about it, checked before any handler sees it. */
export const figureSchemas = {
  figures: v.strictObject({ weeks, whose: v.picklist(['own', 'team']) }),
  saveFigures: v.strictObject({ weeks, language: v.picklist(['de', 'en', 'nl']) }),
  strain: v.null(),
  setCare: v.strictObject({ rules: careSchema }),
} as const satisfies {
  [K in keyof FigureRequests]: v.GenericSchema<unknown, FigureRequests[K]['input']>;
};
