/**
 * Vault, profile: the team's public profile read, drafted and published.
 *
 * Publishing is one change of the document (team/documents.ts), judged anew above each document that came
 * first. What is to be published is durable before it goes out, and waits for the next connection where
 * there is none; until then it is not in force.
 */
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import {
  PROFILE_PROBLEMS,
  type ProfileCheck,
  type ProfileFact,
  type ProfileRequests,
  type ProfileTexts,
  type ProfileVersion,
  type ProfileView,
} from '../../../contract/profile.ts';
import type { Note } from '../audit/audit.ts';
import { serial } from '../serial.ts';
import type { Documents } from '../team/documents.ts';
import { checkTexts } from './check.ts';
import { KeptProfiles, type KeptDraft, type KeptParts } from './kept.ts';
import { clashesOf, isDecided, merged, sameTexts, sorted } from './merge.ts';

interface Parts extends KeptParts {
  readonly documents: Pick<Documents, 'current' | 'change' | 'maySign'>;
  readonly isCoordinator: () => boolean;
  readonly audit: { readonly note: Note };
  readonly tell: (fact: ProfileFact) => void;
}

type In<K extends keyof ProfileRequests> = ProfileRequests[K]['input'];
type Out<K extends keyof ProfileRequests> = ProfileRequests[K]['output'];
type Refusal = Extract<Out<'publishProfile'>, { readonly ok: false }>['refusal'];

export type ProfileRoom = ReturnType<typeof openProfile>;

export function openProfile(parts: Parts) {
  const { documents } = parts;
  const kept = new KeptProfiles(parts);
  const oneByOne = serial();
  let stopped = false;

  const inForce = (): ProfileVersion => {
    const { seq, issued, profile } = documents.current();
    return { seq, issued, texts: profile };
  };
  const mayEdit = (): boolean => parts.isCoordinator() && documents.maySign();

  const view = async (): Promise<ProfileView> => {
    const [current, draft] = [inForce(), await kept.draft()];
    const shown = draft && { base: draft.base, texts: draft.texts, waits: draft.waits };
    return { current, mayEdit: mayEdit(), draft: shown, clashes: open(draft, current.texts) };
  };

  /** A version that says the same as the last one, signed anew or by a change of devices, is none. */
  const noteVersion = async (): Promise<void> => {
    const current = inForce();
    const [newest] = await kept.versions();
    if (newest === undefined || !sameTexts(newest.texts, current.texts))
      await kept.keepVersion(current);
  };

  /** Puts the draft above the newest document, and again above each that came first. */
  const put = async (draft: KeptDraft): Promise<Outcome<null, Refusal>> => {
    const went = await parts.documents.change((document) => {
      const theirs = document.profile;
      if (open(draft, theirs).length > 0) return 'clash';
      const texts = merged({ base: draft.base, mine: draft.texts, theirs });
      if (sameTexts(texts, theirs)) return document;
      return stops(checkTexts(texts, theirs)) ? 'problems' : { ...document, profile: texts };
    });
    if (stopped || (!went.ok && went.refusal === 'offline')) return refuse('offline');
    return went.ok ? await done() : await give(draft, refusals[went.refusal]);
  };

  const done = async (): Promise<Outcome<null, Refusal>> => {
    parts.audit.note('profile-published');
    await noteVersion();
    return await kept.keepDraft(null);
  };

  /** It stays a draft, and does not go out by itself any more. */
  const give = async (draft: KeptDraft, why: Refusal): Promise<Outcome<null, Refusal>> => {
    await kept.keepDraft({ ...draft, waits: false });
    return refuse(why);
  };

  const publish = async (input: In<'publishProfile'>): Promise<Out<'publishProfile'>> => {
    if (!mayEdit()) return refuse('not-allowed');
    const mine = sorted(input.texts);
    const check = checkTexts(
      merged({ base: input.base, mine, theirs: inForce().texts }),
      inForce().texts,
    );
    if (stops(check)) return refuse('problems');
    if (check.problems.length > 0 && !input.confirmed) return refuse('unconfirmed');
    const draft = { base: input.base, texts: mine, waits: true, over: input.over };
    const durable = await kept.keepDraft(draft);
    if (!durable.ok) return durable;
    const went = await put(draft);
    parts.tell({ type: 'profile-changed' });
    return went.ok ? ok(await view()) : went;
  };

  return {
    view,
    versions: kept.versions.bind(kept),
    check: (texts: ProfileTexts): ProfileCheck => checkTexts(sorted(texts), inForce().texts),
    keepDraft: async ({ draft }: In<'keepProfileDraft'>): Promise<Out<'keepProfileDraft'>> =>
      await oneByOne(async () => {
        if (!mayEdit()) return refuse('not-allowed');
        return await kept.keepDraft(draft && { ...draft, waits: false, over: [] });
      }),
    publish: async (input: In<'publishProfile'>): Promise<Out<'publishProfile'>> =>
      await oneByOne(async () => await publish(input)),
    /** The line stands, or the document is a newer one: what waits goes out, and the screen looks again. */
    look: async (): Promise<void> =>
      await oneByOne(async () => {
        if (stopped) return;
        try {
          await noteVersion();
          const draft = await kept.draft();
          if (draft?.waits === true && mayEdit()) await put(draft);
          parts.tell({ type: 'profile-changed' });
        } catch (error) {
          // The lock was quicker: what waits, waits for the next unlock.
          if (!stopped) throw error;
        }
      }),
    /** The keys are about to go: what waits, waits for the next unlock. */
    stop: (): void => {
      stopped = true;
    },
  };
}

/** Clashes nobody has decided. */
const open = (draft: KeptDraft | null, theirs: ProfileTexts) =>
  draft === null
    ? []
    : clashesOf({ base: draft.base, mine: draft.texts, theirs }).filter(
        (clash) => !isDecided(clash, draft.over),
      );

const stops = ({ problems }: ProfileCheck): boolean =>
  problems.some(({ problem }) => PROFILE_PROBLEMS[problem] === 'stops');

const refusals = {
  clash: 'clash',
  problems: 'problems',
  'not-coordinator': 'not-allowed',
  'not-in-force': 'refused',
  refused: 'refused',
  offline: 'offline',
} as const;
