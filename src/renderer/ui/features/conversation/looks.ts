// Room: ui/features/conversation. What a change among colleagues changed: each against what its writer knew. Pure.
import type { OpenMessage } from '../../../../contract/desk.ts';
import { OUTCOMES, type Stood, type WorkChange } from '../../../../contract/work.ts';
import { mergedTags } from './tags.ts';

type WorkMessage = Extract<OpenMessage, { readonly kind: 'work' }>;

/** As long as nobody has said anything of it. */
const NOTHING_SAID: Stood = {
  status: 'open',
  outcome: null,
  snoozedUntil: null,
  followUpAt: null,
  tags: [],
};

const parts = ['status', 'snoozedUntil', 'followUpAt', 'tags'] as const;
export type ChangedPart = (typeof parts)[number];

/** The parts that are not as its writer knew them. Where that is not known, those that say anything. */
export const changedParts = (look: Stood, base: Stood | null): readonly ChangedPart[] =>
  parts.filter((part) => !same(look, base ?? NOTHING_SAID, part));

/** Who takes a conversation over says again what stands: nothing to show. */
export const saysNothing = (message: OpenMessage): boolean =>
  message.kind === 'work' &&
  message.stands &&
  message.base !== null &&
  changedParts(message.look, message.base).length === 0;

/** What somebody wanted to change, to be done to what stands now. Null: nobody can say what that was. */
export function wantedChange(
  { look, base }: Pick<WorkMessage, 'look' | 'base'>,
  now: Pick<Stood, 'tags'>,
): WorkChange | null {
  if (base === null) return null;
  const changed = new Set(changedParts(look, base));
  const outcome = OUTCOMES.find((one) => one === look.outcome);
  const ended = look.status !== 'open' && outcome !== undefined ? { outcome } : {};
  return {
    ...(changed.has('status') ? { status: look.status, ...ended } : {}),
    ...(changed.has('snoozedUntil') ? { snoozedUntil: look.snoozedUntil } : {}),
    ...(changed.has('followUpAt') ? { followUpAt: look.followUpAt } : {}),
    ...(changed.has('tags') ? { tags: mergedTags(base.tags, look.tags, now.tags) } : {}),
  };
}

const same = (a: Stood, b: Stood, part: ChangedPart): boolean => {
  if (part === 'status') return a.status === b.status && a.outcome === b.outcome;
  return part === 'tags' ? a.tags.join('\n') === b.tags.join('\n') : a[part] === b[part];
};
