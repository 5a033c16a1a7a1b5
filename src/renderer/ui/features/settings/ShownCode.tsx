// Room: ui/features/settings. A recovery code, once: to print, then gone.
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { longDate } from '../../i18n/format.ts';
import { CodeBox } from '../../parts/CodeBox.tsx';
import { Kept } from '../../parts/Kept.tsx';
import { PrintSheet } from '../../parts/PrintSheet.tsx';
import { Row, Soft } from './card.tsx';

interface Props {
  readonly code: string;
  readonly title: string;
  /** What it opens. */
  readonly opens: string;
  /** How to keep it, where that is not as for the vault's own code. */
  readonly note?: string;
  readonly onKept: () => void;
}

export function ShownCode({ code, title, opens, note, onKept }: Props) {
  const { t } = useTranslation();
  const advice = note ?? t('keep.code.sheetNote');
  const { language } = useLanguage();
  const now = useNow(60_000);
  const [kept, setKept] = useState(false);
  return (
    <div role="group" aria-label={t('keep.code.label')} style={{ display: 'contents' }}>
      <Soft>
        {t('keep.code.once')} {advice}
      </Soft>
      <CodeBox code={code} label={t('keep.code.label')} testId="recovery-code" />
      <Kept kept={kept} onChange={setKept} />
      <Row>
        <Button variant="contained" disabled={!kept} onClick={onKept}>
          {t('keep.code.done')}
        </Button>
      </Row>
      <PrintSheet
        title={title}
        lines={[opens, t('keep.code.sheetDate', { date: longDate(now, language) })]}
        code={code}
        note={advice}
      />
    </div>
  );
}
