// Room: ui/features/profile. A list whose entries have numbers: topics, aliases, other ways, partners.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileText } from '../../../../contract/profile.ts';
import { useApp } from '../../app/app-context.ts';
import type { ProfileDesk } from '../../app/state/profile.ts';
import { freeNumber, numbersOf, without } from '../../app/state/profile-texts.ts';
import { Problem } from '../../parts/Field.tsx';
import { IconAction, STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { problemAt } from './problems.ts';

const Entry = styled('div')({
  display: 'flex',
  alignItems: 'flex-start',
  gap: 8,
  '& > div': { flex: 1, display: 'flex', flexDirection: 'column', gap: 10, minWidth: 0 },
  '& + &': { paddingTop: 12, borderTop: `1px solid ${colour.line}` },
  '& > span': { marginTop: 20 },
});

interface Props {
  readonly state: ProfileDesk;
  readonly prefix: 'topic' | 'alias' | 'channel' | 'partner';
  /** The field a new entry begins with. */
  readonly first: (n: number) => ProfileText;
  readonly add: string;
  readonly remove: (n: number) => string;
  readonly children: (n: number) => ReactNode;
}

export function Numbered({ state, prefix, first, add, remove, children }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { texts, view } = state;
  const mayEdit = view?.mayEdit === true;
  const problem = problemAt(state, prefix);
  return (
    <>
      {numbersOf(texts, prefix).map((n) => (
        <Entry key={n}>
          <div>{children(n)}</div>
          {mayEdit && (
            <IconAction
              icon={Trash2}
              label={remove(n)}
              onClick={() => acts.profile.set(...without(texts, `${prefix}.${n}`))}
            />
          )}
        </Entry>
      ))}
      {problem !== null && <Problem>{t(`profileProblem.${problem}`)}</Problem>}
      {mayEdit && (
        <div>
          <Button
            startIcon={<Plus size={16} strokeWidth={STROKE} aria-hidden />}
            onClick={() => acts.profile.set(first(freeNumber(texts, prefix)))}
          >
            {add}
          </Button>
        </div>
      )}
    </>
  );
}
