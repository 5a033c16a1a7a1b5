// Room: ui/features/people. How a thing that was asked ended: on its way to be in force, or why it is not.
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import type { PeopleRefusal } from '../../app/state/people.ts';
import { useStore } from '../../app/store.ts';
import { Problem } from '../../parts/Field.tsx';

/** Whether something is being asked right now, anywhere in the room. */
export function useBusy(): boolean {
  const { stores } = useApp();
  return useStore(stores.people).task?.why === null;
}

/** Stands beside the control it was asked from. `quiet`: nothing of the document changes. */
export function Answer({ at, quiet = false }: { readonly at: string; readonly quiet?: boolean }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { task } = useStore(stores.people);
  if (task?.at !== at) return null;
  if (task.why === null) return quiet ? null : <p role="status">{t('people.working')}</p>;
  return (
    <div role="alert">
      <Problem>{t(wordsOf(task.why))}</Problem>
    </div>
  );
}

type Fresh = Extract<
  PeopleRefusal,
  'weak-passphrase' | 'bad-relay' | 'relay-unreachable' | 'unfinished-team'
>;

/** What only a first run can be refused for has its words there. */
const fresh = {
  'weak-passphrase': true,
  'bad-relay': true,
  'relay-unreachable': true,
  'unfinished-team': true,
} satisfies Record<Fresh, true>;

const isFresh = (why: PeopleRefusal): why is Fresh => Object.hasOwn(fresh, why);

const wordsOf = (why: PeopleRefusal) =>
  isFresh(why) ? (`firstRun.refusal.${why}` as const) : (`peopleRefusal.${why}` as const);
