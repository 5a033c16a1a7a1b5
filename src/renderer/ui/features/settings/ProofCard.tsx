// Room: ui/features/settings. The proof of the last deletion: numbers, checksum, signature; nothing about anybody.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { FileDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { RETENTION_CLASSES, type RetentionProof } from '../../../../contract/retention.ts';
import { useApp } from '../../app/app-context.ts';
import type { Tasks } from '../../app/state/keeping.ts';
import { useLanguage } from '../../app/use-language.ts';
import { dateTime } from '../../i18n/format.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { MONO } from '../../theme/theme.ts';
import { Card, Done, Refused, Row, Soft } from './card.tsx';

const Counts = styled('dl')({
  display: 'grid',
  gridTemplateColumns: 'auto 1fr',
  gap: '4px 16px',
  margin: 0,
  '& dt': { color: colour.inkSoft },
  '& dd': { margin: 0, fontWeight: 600 },
});

/** A checksum to be compared; selecting takes all of it. */
export const Sum = styled('code')({
  display: 'block',
  fontFamily: MONO,
  fontSize: 12,
  lineHeight: '18px',
  overflowWrap: 'anywhere',
  userSelect: 'all',
  color: colour.inkSoft,
});

interface Props {
  readonly proof: RetentionProof;
  readonly task: Tasks['exportProofs'];
}

export function ProofCard({ proof, task }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { language } = useLanguage();
  return (
    <Card title={t('retention.proof.title')}>
      <Soft>{t('retention.proof.body', { date: dateTime(proof.at, language) })}</Soft>
      <Counts>
        {RETENTION_CLASSES.filter((one) => (proof.deleted[one] ?? 0) > 0).map((one) => (
          <div key={one} style={{ display: 'contents' }}>
            <dt>{t(`retention.class.${one}`)}</dt>
            <dd>{proof.deleted[one]}</dd>
          </div>
        ))}
      </Counts>
      {proof.held > 0 && <Soft>{t('retention.proof.held', { count: proof.held })}</Soft>}
      <div>
        <Soft>{t('retention.proof.hash')}</Soft>
        <Sum dir="ltr">{proof.hash}</Sum>
      </div>
      <Row>
        <Button
          disabled={task.status === 'working'}
          startIcon={<FileDown size={16} strokeWidth={STROKE} aria-hidden />}
          onClick={() => void acts.keep.run('exportProofs', null)}
        >
          {t('retention.proof.export')}
        </Button>
        {task.status === 'done' && (
          <Done>{t('retention.proof.exported', { name: task.value.name })}</Done>
        )}
      </Row>
      <Refused task={task} />
    </Card>
  );
}
