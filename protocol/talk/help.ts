/** A colleague asks the others for help (PROTOCOL §4, Calling for help). */
import { ConversationId, HelpId } from '../ids.ts';
import { alias } from './alias.ts';
import { id, integer, oneOf, optional, type Fields } from './json.ts';

const stages = ['asks', 'comes', 'over'] as const;

/** `until`: ms since the epoch. `about`: for whoever holds that conversation too. */
export type HelpContent = {
  readonly type: 'help';
  readonly call: HelpId;
  readonly alias?: string;
} & (
  | { readonly stage: 'asks'; readonly until: number; readonly about?: ConversationId }
  | { readonly stage: 'comes' | 'over' }
);

export function readHelp(f: Fields): HelpContent {
  const stage = oneOf(stages)(f, 'stage');
  const said = { type: 'help', call: id(HelpId)(f, 'call'), ...alias(f) } as const;
  if (stage !== 'asks') return { ...said, stage };
  const about = optional(f, 'about', id(ConversationId));
  return { ...said, stage, until: integer(f, 'until'), ...about };
}
