// Room: ui/app/acts. Sharing conversations with colleagues: who answers, notes, closing, tags.
import type { ConversationId } from '../../../../contract/desk.ts';
import type { Colleague, WorkChange, WorkRequests } from '../../../../contract/work.ts';
import { ended, type Refusal, type TaskOf } from '../state/task.ts';
import { answered, type ActContext } from './context.ts';

/** Null when it is done, else why not. */
type Done<K extends 'claim' | 'release' | 'note' | 'warnOf' | 'setWork' | 'passOn' | 'restrict'> =
  Promise<Refusal<K> | 'failed' | null>;

export interface WorkActs {
  /** Takes the conversation, also from a colleague when `anyway`. */
  readonly claim: (conversation: ConversationId, anyway: boolean) => Done<'claim'>;
  readonly release: (conversation: ConversationId) => Done<'release'>;
  /** For colleagues only. */
  readonly note: (conversation: ConversationId, text: string) => Done<'note'>;
  /** Tells colleagues that a file shows violence. */
  readonly warnOf: (conversation: ConversationId, mark: string) => Done<'warnOf'>;
  readonly passOn: (to: WorkRequests['passOn']['input']) => Done<'passOn'>;
  /** Everything that is chosen, for whoever cannot go on. Returns how it ended. */
  readonly giveAway: (what: WorkRequests['giveAway']['input']) => Promise<TaskOf<'giveAway'>>;
  /** From now on only these devices and this one read on; null: everybody again. */
  readonly restrict: (to: WorkRequests['restrict']['input']) => Done<'restrict'>;
  /** Other operators' devices; null when the vault did not answer. */
  readonly colleagues: () => Promise<readonly Colleague[] | null>;
  readonly change: (conversation: ConversationId, change: WorkChange) => Done<'setWork'>;
  /** Nothing more is asked for until it is taken back. */
  readonly pauseCatchUp: (paused: boolean) => void;
}

export function workActs(context: ActContext): WorkActs {
  const { desk, stores } = context;
  return {
    pauseCatchUp: (paused) => void answered(context, desk.pauseCatchUp({ paused })),
    claim: async (conversation, anyway) => {
      const done = await ended<'claim'>(desk.claim({ conversation, anyway }));
      return done.status === 'refused' ? done.why : null;
    },
    release: async (conversation) => {
      const done = await ended<'release'>(desk.release({ conversation }));
      return done.status === 'refused' ? done.why : null;
    },
    note: async (conversation, text) => {
      const done = await ended<'note'>(desk.note({ conversation, text: text.trim() }));
      if (done.status === 'refused') return done.why;
      stores.talks.send({ type: 'arrived', conversation, message: done.value });
      return null;
    },
    warnOf: async (conversation, mark) => {
      const done = await ended<'warnOf'>(desk.warnOf({ conversation, mark }));
      if (done.status === 'refused') return done.why;
      stores.talks.send({ type: 'arrived', conversation, message: done.value });
      return null;
    },
    passOn: async (to) => {
      const done = await ended<'passOn'>(desk.passOn(to));
      return done.status === 'refused' ? done.why : null;
    },
    giveAway: async (what) => await ended<'giveAway'>(desk.giveAway(what)),
    restrict: async (to) => {
      const done = await ended<'restrict'>(desk.restrict(to));
      return done.status === 'refused' ? done.why : null;
    },
    colleagues: async () => await answered(context, desk.colleagues(null)),
    change: async (conversation, change) => {
      const done = await ended<'setWork'>(desk.setWork({ conversation, change }));
      return done.status === 'refused' ? done.why : null;
    },
  };
}
