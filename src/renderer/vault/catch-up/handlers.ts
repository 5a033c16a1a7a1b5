/** Vault, catch-up: the part of the desk that is about what this device missed. */
import * as v from 'valibot';
import type { CatchUpRequests } from '../../../contract/catch-up.ts';
import type { Handlers } from '../../../contract/door.ts';
import type { Gate } from '../gate.ts';

export const catchUpHandlers = (gate: Gate): Handlers<CatchUpRequests> => ({
  pauseCatchUp: async ({ paused }) => await gate.opened().inbox.catchUp.pause(paused),
});

/** What may come from the screen about it, checked before any handler sees it. */
export const catchUpSchemas = {
  pauseCatchUp: v.strictObject({ paused: v.boolean() }),
} as const satisfies {
  [K in keyof CatchUpRequests]: v.GenericSchema<unknown, CatchUpRequests[K]['input']>;
};
