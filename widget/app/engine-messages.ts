import type { EngineSettings, Verbs } from './engine.ts';
import type { Marks } from './inbox.ts';
import type { Kept, Write } from './mirror.ts';
import type { State } from './state.ts';

/** What the page says to the engine. Everything can be cloned; nothing is lost before the engine listens. */
export type ToEngine =
  | { readonly type: 'start'; readonly settings: EngineSettings; readonly kept: Kept }
  /** The page's answer to a write: false when the browser refuses to keep it. */
  | { readonly type: 'wrote'; readonly write: Pick<Write, 'rev' | 'name'>; readonly kept: boolean }
  | {
      readonly type: 'do';
      readonly verb: keyof Verbs;
      readonly args: readonly unknown[];
      /** Under which number the answer is expected. */
      readonly ask: number;
    };

/** What the engine says to the page, each after the writes it rests on. */
export type FromEngine =
  /** Loaded, started, and from now on at work. */
  | { readonly type: 'here' }
  | { readonly type: 'write'; readonly write: Write }
  | { readonly type: 'news'; readonly state: Partial<State>; readonly about: About | null }
  | { readonly type: 'answer'; readonly ask: number; readonly answer: unknown }
  /** A verb ended in a bug of ours; the browser has its trace. */
  | { readonly type: 'failed'; readonly ask: number };

/**
 * What goes with a tab and is worked out from it: its marks name the very messages of the tab they are
 * sent with.
 */
export interface About {
  readonly marks: Marks;
  /** The return code as people write it, '' without a conversation. */
  readonly code: string;
  readonly numbers: Numbers;
}

/** Groups of digits that can be said aloud and open nothing (PROTOCOL §1, fingerprints). */
export interface Numbers {
  /** Of the team: what it prints, so that a reporter can compare. */
  readonly team: string;
  /** Of the conversation: by which the team finds it; '' without one. */
  readonly talk: string;
}

/** Nothing has been said. */
export const nothingYet: About = {
  marks: { gap: new Set(), forked: new Set() },
  code: '',
  numbers: { team: '', talk: '' },
};
