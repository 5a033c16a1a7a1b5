// Room: ui/app/acts. Editing and publishing the public profile.
import type { ProfileClash, ProfileText, ProfileTexts } from '../../../../contract/profile.ts';
import { isChanged } from '../state/profile.ts';
import { ended } from '../state/task.ts';
import { answered, type ActContext } from './context.ts';

/** After the last key: the problems, then the draft in the vault. */
const CHECK_AFTER_MS = 150;
const KEEP_AFTER_MS = 600;

export interface ProfileActs {
  /** Reads it; a draft that is being edited here stays. */
  readonly load: () => Promise<void>;
  /** Changes fields together; an empty value takes one out. */
  readonly set: (...texts: readonly ProfileText[]) => void;
  /** Takes a whole other profile as the draft: a version of before. */
  readonly replace: (texts: ProfileTexts) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Back to what is in force; the draft is forgotten. */
  readonly discard: () => Promise<void>;
  readonly decide: (clash: ProfileClash, keep: 'mine' | 'theirs') => void;
  /** Whether nothing is left to say about it: it is in force, or a clash has to be decided first. Why not stands in the store. */
  readonly publish: (confirmed: boolean) => Promise<boolean>;
  readonly readVersions: () => Promise<void>;
  /** Stores what was typed last, now. */
  readonly flush: () => Promise<void>;
}

export function profileActs(context: ActContext): ProfileActs {
  const { desk, stores } = context;
  const { profile } = stores;
  let checking: ReturnType<typeof setTimeout> | undefined;
  let keeping: ReturnType<typeof setTimeout> | undefined;

  const check = async (): Promise<void> => {
    const { texts } = profile.get();
    const said = await answered(context, desk.checkProfile({ texts }));
    if (said !== null) profile.send({ type: 'checked', of: texts, check: said });
  };

  const flush = async (): Promise<void> => {
    clearTimeout(keeping);
    const { base, texts, kept, view } = profile.get();
    if (kept === 'kept' || view?.mayEdit !== true) return;
    const draft = isChanged(profile.get()) ? { base, texts } : null;
    const stored = await ended<'keepProfileDraft'>(desk.keepProfileDraft({ draft }));
    profile.send({ type: 'kept', of: texts, ok: stored.status === 'done' });
  };

  const changed = (): void => {
    clearTimeout(checking);
    clearTimeout(keeping);
    checking = setTimeout(() => void check(), CHECK_AFTER_MS);
    keeping = setTimeout(() => void flush(), KEEP_AFTER_MS);
  };

  const load = async (): Promise<void> => {
    const view = await answered(context, desk.profile(null));
    if (view === null) return;
    profile.send({ type: 'seen', view });
    await check();
  };

  const readVersions = async (): Promise<void> => {
    const versions = await answered(context, desk.profileVersions(null));
    if (versions !== null) profile.send({ type: 'versions', versions });
  };

  const edit = (event: Parameters<typeof profile.send>[0]): void => {
    profile.send(event);
    changed();
  };

  return {
    load,
    set: (...texts) => edit({ type: 'set', texts }),
    replace: (texts) => edit({ type: 'replaced', texts }),
    undo: () => edit({ type: 'undone' }),
    redo: () => edit({ type: 'redone' }),
    decide: (clash, keep) => edit({ type: 'decided', clash, keep }),
    discard: async () => {
      const { view } = profile.get();
      if (view === null) return;
      clearTimeout(keeping);
      const gone = await answered(context, desk.keepProfileDraft({ draft: null }));
      if (gone?.ok !== true) return;
      profile.send({ type: 'replaced', texts: profile.get().base });
      await load();
    },
    publish: async (confirmed) => {
      await flush();
      const { base, texts, over } = profile.get();
      profile.send({ type: 'publishing', task: { status: 'working' } });
      const task = await ended<'publishProfile'>(
        desk.publishProfile({ base, texts, confirmed, over }),
      );
      if (task.status === 'done') {
        profile.send({ type: 'replaced', texts: profile.get().base });
        profile.send({ type: 'seen', view: task.value });
      }
      profile.send({ type: 'publishing', task });
      await load();
      await readVersions();
      return task.status === 'done' || task.why === 'clash';
    },
    readVersions,
    flush,
  };
}
