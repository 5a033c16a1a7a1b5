// Room: ui/app/state. The public profile being edited: fields, undo, what the vault said of it, what the preview shows.
import type {
  ChatLanguage,
  ProfileCheck,
  ProfileClash,
  ProfileText,
  ProfileTexts,
  ProfileVersion,
  ProfileView,
} from '../../../../contract/profile.ts';
import { startingLauncher, type Launcher } from './launcher.ts';
import { changesOf, fieldOf, sameTexts, valueAt, withTexts } from './profile-texts.ts';
import { idle, type TaskOf } from './task.ts';

export const profileParts = [
  'texts',
  'hours',
  'people',
  'topics',
  'ways',
  'look',
  'rules',
  'website',
  'versions',
] as const;
export type ProfilePart = (typeof profileParts)[number];

/** How the preview looks at it. */
export interface Looking {
  readonly language: ChatLanguage;
  readonly dark: boolean;
  readonly narrow: boolean;
  readonly here: boolean;
  readonly said: boolean;
}

/** The loader that this app's own sources make; the preview says it. */
export interface Loader {
  readonly path: string;
  readonly integrity: string;
}

export interface ProfileDesk {
  readonly view: ProfileView | null;
  readonly versions: readonly ProfileVersion[] | null;
  readonly loader: Loader | null;
  /** What the editing began from. */
  readonly base: ProfileTexts;
  readonly texts: ProfileTexts;
  readonly past: readonly ProfileTexts[];
  readonly future: readonly ProfileTexts[];
  /** The field that was typed in last: what is typed on there is no step of its own. */
  readonly typing: string | null;
  /** Clashes decided for ours. */
  readonly over: readonly ProfileClash[];
  readonly check: ProfileCheck | null;
  readonly publishing: TaskOf<'publishProfile'>;
  /** Whether the vault has the draft as it stands here. */
  readonly kept: 'kept' | 'typing' | 'failed';
  readonly part: ProfilePart;
  readonly looking: Looking;
  /** The button on the website: not in the document, so nothing keeps it but the website itself. */
  readonly launcher: Launcher;
}

export type ProfileEvent =
  | { readonly type: 'seen'; readonly view: ProfileView }
  | { readonly type: 'versions'; readonly versions: readonly ProfileVersion[] }
  | { readonly type: 'loader'; readonly loader: Loader }
  /** Fields changed together; '' takes one out. */
  | { readonly type: 'set'; readonly texts: ProfileTexts }
  /** Everything at once: a version of before, or back to what is in force. */
  | { readonly type: 'replaced'; readonly texts: ProfileTexts }
  | { readonly type: 'undone' }
  | { readonly type: 'redone' }
  | {
      readonly type: 'decided';
      readonly clash: ProfileClash;
      readonly keep: 'mine' | 'theirs';
    }
  | { readonly type: 'checked'; readonly of: ProfileTexts; readonly check: ProfileCheck }
  | { readonly type: 'kept'; readonly of: ProfileTexts; readonly ok: boolean }
  | { readonly type: 'publishing'; readonly task: TaskOf<'publishProfile'> }
  | { readonly type: 'launcher'; readonly launcher: Partial<Launcher> }
  | { readonly type: 'part'; readonly part: ProfilePart }
  | { readonly type: 'look'; readonly looking: Partial<Looking> };

export const noProfile: ProfileDesk = {
  view: null,
  versions: null,
  loader: null,
  base: [],
  texts: [],
  past: [],
  future: [],
  typing: null,
  over: [],
  check: null,
  publishing: idle,
  kept: 'kept',
  part: 'texts',
  looking: { language: 'de', dark: false, narrow: false, here: true, said: false },
  launcher: startingLauncher,
};

/** Steps that can be taken back. */
const MOST_STEPS = 100;

export function profile(state: ProfileDesk, event: ProfileEvent): ProfileDesk {
  switch (event.type) {
    case 'seen':
      return seen(state, event.view);
    case 'versions':
      return { ...state, versions: event.versions };
    case 'loader':
      return { ...state, loader: event.loader };
    case 'set':
      return set(state, event.texts);
    case 'replaced':
      return stepped(state, event.texts, null);
    case 'undone':
      return undone(state);
    case 'redone':
      return redone(state);
    case 'decided':
      return decided(state, event.clash, event.keep);
    case 'checked':
      return event.of === state.texts ? { ...state, check: event.check } : state;
    case 'kept':
      if (event.of !== state.texts) return state;
      return { ...state, kept: event.ok ? 'kept' : 'failed' };
    case 'publishing':
      return { ...state, publishing: event.task };
    case 'launcher':
      return { ...state, launcher: { ...state.launcher, ...event.launcher } };
    case 'part':
      return { ...state, part: event.part };
    case 'look':
      return { ...state, looking: { ...state.looking, ...event.looking } };
  }
}

export const isChanged = ({ base, texts }: ProfileDesk): boolean => !sameTexts(base, texts);

/** Clashes nobody has decided yet. */
export const openClashes = ({ view, over, texts }: ProfileDesk): readonly ProfileClash[] =>
  (view?.clashes ?? []).filter(
    (clash) =>
      (valueAt(texts, clash.key, clash.lang) || null) !== clash.theirs &&
      !over.some((one) => fieldOf(one) === fieldOf(clash) && one.theirs === clash.theirs),
  );

/** What is being edited stays; whoever edits nothing sees what is in force. */
function seen(state: ProfileDesk, view: ProfileView): ProfileDesk {
  const { draft, current } = view;
  const waited = state.view?.draft?.waits === true ? state.view.draft : null;
  if (state.view === null && draft !== null)
    return { ...state, view, base: draft.base, texts: draft.texts };
  if (draft !== null || (isChanged(state) && waited === null)) return { ...state, view };
  const next = begun({ ...state, view }, current.texts);
  return waited === null ? next : typedSince(state, waited.texts, next);
}

/**
 * What waited has gone out; whatever was typed since goes on from there. A field that a colleague has changed
 * meanwhile goes on from what was here, so that it is a clash and nobody's words are lost.
 */
function typedSince(
  { texts, typing }: ProfileDesk,
  out: ProfileTexts,
  next: ProfileDesk,
): ProfileDesk {
  const typed = changesOf(out, texts);
  if (typed.length === 0) return next;
  const ground = typed
    .filter(({ key, lang, before }) => valueAt(next.base, key, lang) !== before)
    .map(({ key, lang, before }) => ({ key, lang, value: before }));
  const base = ground.length === 0 ? next.base : withTexts(next.base, ground);
  const mine = typed.map(({ key, lang, after }) => ({ key, lang, value: after }));
  return stepped({ ...next, base }, withTexts(next.texts, mine), typing);
}

/** Nothing is changed yet. */
const begun = (state: ProfileDesk, texts: ProfileTexts): ProfileDesk => ({
  ...state,
  base: texts,
  texts,
  past: [],
  future: [],
  typing: null,
  over: [],
  kept: 'kept',
});

function set(state: ProfileDesk, changes: readonly ProfileText[]): ProfileDesk {
  const texts = withTexts(state.texts, changes);
  if (sameTexts(texts, state.texts)) return state;
  const [only] = changes;
  const typing = only === undefined || changes.length > 1 ? null : fieldOf(only);
  if (typing === null || typing !== state.typing) return stepped(state, texts, typing);
  return { ...state, texts, future: [], kept: 'typing' };
}

const stepped = (state: ProfileDesk, texts: ProfileTexts, typing: string | null): ProfileDesk => ({
  ...state,
  texts,
  past: [...state.past, state.texts].slice(-MOST_STEPS),
  future: [],
  typing,
  kept: 'typing',
});

function undone(state: ProfileDesk): ProfileDesk {
  const texts = state.past.at(-1);
  if (texts === undefined) return state;
  const future = [state.texts, ...state.future];
  return { ...state, texts, past: state.past.slice(0, -1), future, typing: null, kept: 'typing' };
}

function redone(state: ProfileDesk): ProfileDesk {
  const [texts, ...future] = state.future;
  if (texts === undefined) return state;
  return { ...stepped(state, texts, null), future };
}

function decided(state: ProfileDesk, clash: ProfileClash, keep: 'mine' | 'theirs'): ProfileDesk {
  if (keep === 'mine') return { ...state, over: [...state.over, clash] };
  const { key, lang, theirs } = clash;
  return set(state, [{ key, lang, value: theirs ?? '' }]);
}
