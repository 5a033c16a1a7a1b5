// Room: ui/features/danger. Why a change of the checklist was not made.
import { useTranslation } from 'react-i18next';
import { Problem } from '../../parts/Field.tsx';
import type { Changing } from './use-change.ts';

export function Refusal({ why }: Pick<Changing, 'why'>) {
  const { t } = useTranslation();
  if (why === null) return null;
  return (
    <div role="alert">
      <Problem>{t(`checklist.refusal.${why}`)}</Problem>
    </div>
  );
}
