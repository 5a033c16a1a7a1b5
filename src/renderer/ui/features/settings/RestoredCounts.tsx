// Room: ui/features/settings. What came out of a backup, in sentences.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { Restored } from '../../../../contract/backup.ts';
import { colour } from '../../theme/colour.ts';

const List = styled('ul')({ margin: 0, paddingInlineStart: 18, color: colour.inkSoft });

export function RestoredCounts({ restored }: { readonly restored: Restored }) {
  const { t } = useTranslation();
  const { added, same, newer, evidence, marksLeft } = restored;
  return (
    <List>
      <li>{t('backup.read.added', { count: added })}</li>
      {same > 0 && <li>{t('backup.read.same', { count: same })}</li>}
      {newer > 0 && <li>{t('backup.read.newer', { count: newer })}</li>}
      {evidence > 0 && <li>{t('backup.read.evidence', { count: evidence })}</li>}
      {marksLeft > 0 && <li>{t('backup.read.marksLeft', { count: marksLeft })}</li>}
    </List>
  );
}
