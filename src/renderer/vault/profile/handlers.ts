/** Vault, profile: the part of the desk that is about the public profile. */
import * as v from 'valibot';
import type { Handlers } from '../../../contract/door.ts';
import type { ProfileRequests } from '../../../contract/profile.ts';
import type { Gate } from '../gate.ts';
import { clashesSchema, textsSchema } from './kept.ts';

export const profileHandlers = (gate: Gate): Handlers<ProfileRequests> => ({
  profile: async () => await gate.opened().profile.view(),
  checkProfile: async ({ texts }) => gate.opened().profile.check(texts),
  keepProfileDraft: async (input) => await gate.opened().profile.keepDraft(input),
  publishProfile: async (input) => await gate.opened().profile.publish(input),
  profileVersions: async () => await gate.opened().profile.versions(),
});

/** What may come from the screen about it, checked before any handler sees it. */
export const profileSchemas = {
  profile: v.null(),
  checkProfile: v.strictObject({ texts: textsSchema }),
  keepProfileDraft: v.strictObject({
    draft: v.nullable(v.strictObject({ base: textsSchema, texts: textsSchema })),
  }),
  publishProfile: v.strictObject({
    base: textsSchema,
    texts: textsSchema,
    confirmed: v.boolean(),
    over: clashesSchema,
  }),
  profileVersions: v.null(),
} as const satisfies {
  [K in keyof ProfileRequests]: v.GenericSchema<unknown, ProfileRequests[K]['input']>;
};
