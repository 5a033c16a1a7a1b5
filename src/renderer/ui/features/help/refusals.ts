// Room: ui/features/help. Why a call, or an answer to one, did not go out. Pure.

const refusals = ['offline', 'nobody', 'too-often', 'over'] as const;
export type Why = (typeof refusals)[number] | 'failed';

/** What a person can do about it; the rest of the reasons come to the same. */
export const whyOf = (refusal: string): Why => refusals.find((one) => one === refusal) ?? 'failed';
