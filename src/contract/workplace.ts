/** Contract: how somebody has set up their own work on this device: replies kept ready, views of the queue, a limit. */
import type { Outcome } from './outcome.ts';
import type { PaperRefusal } from './papers.ts';

/** The views of the queue that everybody has. */
export const QUEUE_VIEWS = ['waiting', 'mine', 'free', 'unread', 'later', 'all', 'closed'] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

/** Replies kept ready, and languages of one. */
export const READY_LIMIT = 200;
export const READY_LANGUAGES_LIMIT = 20;
/** Code points in the name of a reply or a view. */
export const READY_NAME_LIMIT = 40;
/** Bytes of all replies together, as they are kept. */
export const READY_BYTES_LIMIT = 256 * 1024;
export const VIEWS_LIMIT = 12;
/** The highest limit somebody may set for the conversations they answer at once. */
export const AT_ONCE_LIMIT = 20;

export interface ReadyText {
  /** A language tag such as `de`; each once in a reply. */
  readonly language: string;
  /** At most TEXT_LIMIT code points; may name {alias}, {team}, {date} and {name}. */
  readonly text: string;
}

export interface ReadyReply {
  /** By which it is found; each once. */
  readonly name: string;
  readonly texts: readonly ReadyText[];
}

export interface SavedView {
  /** Each once. */
  readonly name: string;
  readonly view: QueueView;
  readonly topic: string | null;
  readonly language: string | null;
  readonly tag: string | null;
}

export interface Workplace {
  readonly replies: readonly ReadyReply[];
  readonly views: readonly SavedView[];
  /** Beyond so many conversations at once, taking one more asks first; null: never. */
  readonly atOnce: number | null;
}

/** The replies that all of a team have, beside everybody's own. */
export interface TeamReplies {
  readonly replies: readonly ReadyReply[];
  /** Whether this device coordinates: then it may change them for everybody. */
  readonly mayEdit: boolean;
}

export interface WorkplaceView extends Workplace {
  readonly team: TeamReplies;
}

export interface WorkplaceRequests {
  workplace: { input: null; output: WorkplaceView };
  /** The team's replies, in place of those before; every colleague's device gets them. */
  setTeamReplies: {
    input: { readonly replies: readonly ReadyReply[] };
    output: Outcome<null, PaperRefusal>;
  };
  /** What is named takes the place of what was. Sealed and durable when it answers; it goes to no colleague. */
  setWorkplace: {
    input: Partial<Workplace>;
    output: Outcome<null, 'disk-full' | 'too-large'>;
  };
  /** Writes the replies into a file that a colleague can read in. */
  exportReplies: {
    input: null;
    output: Outcome<{ readonly name: string }, 'nothing' | 'cancelled' | 'cannot-write'>;
  };
  /** All of a file or nothing; a reply of the same name takes the place of ours. */
  importReplies: {
    input: null;
    output: Outcome<
      { readonly replies: readonly ReadyReply[]; readonly read: number },
      'cancelled' | 'too-large' | 'cannot-read' | 'bad-file' | 'disk-full'
    >;
  };
}

/** Something else than the screen changed what somebody has set up: a restore. */
export interface WorkplaceFact {
  readonly type: 'workplace-changed';
}

/** Every one of them by name. One left out does not compile. */
export const workplaceRequests = {
  workplace: 0,
  setTeamReplies: 0,
  setWorkplace: 0,
  exportReplies: 0,
  importReplies: 0,
} satisfies Record<keyof WorkplaceRequests, 0>;
