/**
 * Contract: the team's checklist for acute danger: its steps, and the numbers it has beside the national ones. A paper
 * (ADR 0037): everybody has it, coordinators change it, one change at a time.
 */
import type { Outcome } from './outcome.ts';
import type { PaperRefusal } from './papers.ts';

/** The steps every team begins with, in their order; the screen has words for them in each of its languages. */
export const BUILT_IN_STEPS = [
  'safe',
  'where',
  'who',
  'danger',
  'emergency',
  'contact',
  'stay',
  'team',
] as const;

/** Steps of one checklist, and code points of one step: with what was agreed they fit into one note. */
export const STEPS_LIMIT = 12;
export const STEP_LIMIT = 100;
/** Languages of one step. */
export const STEP_LANGUAGES_LIMIT = 20;
/** A team's own numbers. */
export const NUMBERS_LIMIT = 30;
/** Code points of what a number is called, of the number, and of when somebody answers it. */
export const NUMBER_NAME_LIMIT = 60;
export const NUMBER_LIMIT = 30;
export const REACHABLE_LIMIT = 80;
/** What can be dialled, as people write it. */
export const DIALLED = /^(?=.*\d)[\d+*#() /.-]+$/;

export interface StepText {
  /** A language tag such as `de`; each once in a step. */
  readonly language: string;
  readonly text: string;
}

export interface ChecklistStep {
  /** Its name where it is built in; it stays when words and places change. */
  readonly id: string;
  /** None: a built-in step in the screen's own words. */
  readonly texts: readonly StepText[];
}

export interface LocalNumber {
  /** ISO 3166: under which country it stands. */
  readonly country: string;
  readonly name: string;
  readonly number: string;
  /** When somebody answers there; '' where nothing is said. */
  readonly reachable: string;
}

export interface KeptNumber extends LocalNumber {
  readonly id: string;
}

/** A built-in number that this team does not want to see. */
export interface HiddenNumber {
  readonly country: string;
  readonly number: string;
}

export interface Checklist {
  /** In the order in which they are gone through; never none. */
  readonly steps: readonly ChecklistStep[];
  readonly numbers: readonly KeptNumber[];
  readonly hidden: readonly HiddenNumber[];
}

export interface ChecklistView extends Checklist {
  /** Whether this device coordinates: then it may change the list for everybody. */
  readonly mayEdit: boolean;
  /** The team has one that this version of the app cannot read: what stands here is the built-in one. */
  readonly unread: boolean;
}

/** What stands until a coordinator has changed something. */
export const builtInChecklist: Checklist = {
  steps: BUILT_IN_STEPS.map((id) => ({ id, texts: [] })),
  numbers: [],
  hidden: [],
};

export type ChecklistEdit =
  /** Other words for a step, or with null a new one at the end. No words: a built-in step in the screen's own again. */
  | { readonly type: 'step'; readonly id: string | null; readonly texts: readonly StepText[] }
  /** One place up or down. */
  | { readonly type: 'shift'; readonly id: string; readonly by: -1 | 1 }
  | { readonly type: 'drop'; readonly id: string }
  /** The built-in steps in place of all others; numbers stay as they are. */
  | { readonly type: 'restore' }
  /** Another number, or with null a new one at the end. */
  | { readonly type: 'number'; readonly id: string | null; readonly number: LocalNumber }
  | { readonly type: 'drop-number'; readonly id: string }
  | { readonly type: 'show'; readonly number: HiddenNumber; readonly shown: boolean };

/**
 * `full`: no more of them fit. `taken`: another step has these words in the same language, or the country this number.
 * `last`: a checklist has one step at least. `no-words`: only a built-in step has words of its own. `gone`: a colleague has taken away what was to be changed.
 */
export type EditRefusal = 'full' | 'taken' | 'last' | 'no-words' | 'gone';

export interface ChecklistRequests {
  checklist: { input: null; output: ChecklistView };
  /** Made to what stands at that moment, so that two who change different steps lose nothing on one device. */
  editChecklist: {
    input: ChecklistEdit;
    output: Outcome<ChecklistView, EditRefusal | PaperRefusal>;
  };
}

/** Every one of them by name. One left out does not compile. */
export const checklistRequests = {
  checklist: 0,
  editChecklist: 0,
} as const satisfies Record<keyof ChecklistRequests, 0>;
