// Room: ui/features/inbox. Naming what the queue shows now, to have it again by one press; and letting it go.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { Bookmark, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { READY_NAME_LIMIT, VIEWS_LIMIT, type SavedView } from '../../../../contract/workplace.ts';
import { useApp } from '../../app/app-context.ts';
import { isView } from '../../app/state/queue-filter.ts';
import { useStore } from '../../app/store.ts';
import { useBusy } from '../../app/use-busy.ts';
import { Problem } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { TextField } from '../../parts/TextField.tsx';

const Form = styled('form')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) auto',
  alignItems: 'end',
  gap: 8,
});

export function SaveView() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { views } = useStore(stores.workplace);
  const { filter } = useStore(stores.inbox);
  const { busy, run } = useBusy();
  const [name, setName] = useState('');
  const [failed, setFailed] = useState(false);
  const known = views.find((one) => isView(filter, one));

  const keep = async (next: readonly SavedView[]): Promise<void> => {
    const why = await acts.workplace.set({ views: next });
    setFailed(why !== null);
    if (why === null) setName('');
  };
  const problem = problemOf(views, name);

  if (known !== undefined) {
    return (
      <Button
        startIcon={<Trash2 size={16} strokeWidth={STROKE} aria-hidden />}
        aria-disabled={busy}
        onClick={() => run(async () => await keep(views.filter((one) => one !== known)))}
      >
        {t('workplace.views.drop', { name: known.name })}
      </Button>
    );
  }
  return (
    <>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (problem !== null || name.trim() === '') return;
          run(async () => await keep([...views, { name: name.trim(), ...filter }]));
        }}
      >
        <TextField
          label={t('workplace.views.nameField')}
          value={name}
          onChange={setName}
          problem={problem === null ? undefined : t(`workplace.views.problem.${problem}`)}
        />
        <Button
          type="submit"
          disabled={busy || problem !== null || name.trim() === ''}
          startIcon={<Bookmark size={16} strokeWidth={STROKE} aria-hidden />}
        >
          {t('workplace.views.save')}
        </Button>
      </Form>
      {failed && (
        <div role="alert">
          <Problem>{t('workplace.notKept.failed')}</Problem>
        </div>
      )}
    </>
  );
}

/** Why it cannot be saved under this name; null when it can, or nothing was typed yet. */
function problemOf(views: readonly SavedView[], typed: string): 'taken' | 'long' | 'many' | null {
  const name = typed.trim();
  if (name === '') return null;
  if (views.length >= VIEWS_LIMIT) return 'many';
  if ([...name].length > READY_NAME_LIMIT) return 'long';
  return views.some((one) => one.name === name) ? 'taken' : null;
}
