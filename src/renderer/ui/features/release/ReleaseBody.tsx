// Room: ui/features/release. Below the title: the rows that would leave, what was chosen, and the way out.
import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useWidth } from '../../app/use-width.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { ExportButtons, ExportNews } from './ExportButtons.tsx';
import { Gate } from './Gate.tsx';
import { ImportCard } from './ImportCard.tsx';
import { Aside, Body, Foot } from './layout.ts';
import { Preview } from './Preview.tsx';
import { SelectionCard } from './SelectionCard.tsx';

export function ReleaseBody() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { planning } = useStore(stores.release);
  const narrow = useWidth() === 'narrow';
  return (
    <>
      <Body data-narrow={narrow}>
        <Preview planning={planning} />
        <Aside style={narrow ? { order: -1 } : {}}>
          <SelectionCard />
          <Gate planning={planning} />
          <ImportCard />
        </Aside>
      </Body>
      <Foot>
        <Lock size={14} strokeWidth={STROKE} aria-hidden />
        <p>{t('release.footer')}</p>
        <ExportNews planning={planning} />
        <ExportButtons planning={planning} />
      </Foot>
    </>
  );
}
