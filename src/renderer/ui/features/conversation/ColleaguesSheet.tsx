// Room: ui/features/conversation. A sheet about colleagues: it waits until they are known, and says so when there are none.
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Colleague } from '../../../../contract/work.ts';
import { Problem } from '../../parts/Field.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { useColleagues } from './use-colleagues.ts';

interface Props {
  readonly words: { readonly title: string; readonly nobody: string; readonly failed: string };
  /** Whom of them it is about. */
  readonly among?: (colleague: Colleague) => boolean;
  readonly onClose: () => void;
  readonly children: (colleagues: readonly Colleague[]) => ReactNode;
}

export function ColleaguesSheet({ words, among = () => true, onClose, children }: Props) {
  const { t } = useTranslation();
  const known = useColleagues();
  const colleagues = known === null || known === 'coming' ? known : known.filter(among);
  return (
    <Sheet open title={words.title} onClose={onClose}>
      {colleagues !== 'coming' && colleagues !== null && colleagues.length > 0 ? (
        children(colleagues)
      ) : (
        <>
          {colleagues === 'coming' && <p role="status">{t('common.coming')}</p>}
          {colleagues === null && (
            <div role="alert">
              <Problem>{words.failed}</Problem>
            </div>
          )}
          {colleagues?.length === 0 && <p>{words.nobody}</p>}
          <Ways>
            <Button onClick={onClose}>{t('common.close')}</Button>
          </Ways>
        </>
      )}
    </Sheet>
  );
}
