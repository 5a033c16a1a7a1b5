// Room: ui/features/settings. What is due: looked at first, confirmed with its consequences, then deleted.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { ShieldBan } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  RetentionItem,
  RetentionPreview,
  RetentionView,
} from '../../../../contract/retention.ts';
import { useApp } from '../../app/app-context.ts';
import type { Tasks } from '../../app/state/keeping.ts';
import { useLanguage } from '../../app/use-language.ts';
import { longDate, shortDate } from '../../i18n/format.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { DangerText } from '../../parts/DangerButton.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { colour } from '../../theme/colour.ts';
import { Card, Refused, Row, Soft } from './card.tsx';

const List = styled('ul')({
  maxHeight: 320,
  overflow: 'auto',
  margin: 0,
  padding: 0,
  listStyle: 'none',
  border: `1px solid ${colour.line}`,
  borderRadius: 10,
  '& li': {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: '0 12px',
    padding: '8px 12px',
    borderBottom: `1px solid ${colour.line}`,
  },
  '& li:last-of-type': { borderBottom: 0 },
  '& li > span:first-of-type': { fontWeight: 500 },
});
const Small = styled('span')({ fontSize: 12, color: colour.inkSoft });
const HeldLine = styled('p')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  fontSize: 13,
  color: colour.waiting,
});

/** The log comes as one item that stands for many lines; its label is how many. */
const linesIn = (item: RetentionItem): number =>
  item.class === 'audit-log' ? Number(item.what) : 1;
const countOf = (items: readonly RetentionItem[]): number =>
  items.reduce((sum, item) => sum + linesIn(item), 0);

/** More lines than anybody reads are counted instead of drawn. */
const SHOWN = 200;

interface Props {
  readonly view: RetentionView;
  readonly tasks: Tasks;
}

export function RetentionRun({ view, tasks }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { language } = useLanguage();
  const { previewRetention: looked, runRetention: run } = tasks;
  const working = run.status === 'working';
  const preview = looked.status === 'done' && run.status !== 'done' ? looked.value : null;
  return (
    <Card
      title={t('retention.run.title')}
      sign={
        view.lastRun !== null && (
          <Soft>{t('retention.run.last', { date: longDate(view.lastRun, language) })}</Soft>
        )
      }
    >
      {preview !== null && !working && <Due preview={preview} />}
      {working ? (
        <Progress jobs={['erase']} words={t('retention.run.working')} />
      ) : (
        <Row>
          <Button
            disabled={looked.status === 'working'}
            onClick={() => {
              acts.keep.tidy('runRetention');
              void acts.keep.run('previewRetention', null);
            }}
          >
            {looked.status === 'working' ? t('retention.run.looking') : t('retention.run.look')}
          </Button>
          {preview !== null && preview.items.length > 0 && <Delete preview={preview} />}
        </Row>
      )}
      <Refused task={looked} />
      <Refused task={run} />
    </Card>
  );
}

function Due({ preview: { items, held, kept } }: { readonly preview: RetentionPreview }) {
  const { t } = useTranslation();
  return (
    <>
      <p role="status">
        {items.length === 0
          ? t('retention.run.nothing')
          : t('retention.run.count', { count: countOf(items) })}
      </p>
      {items.length > 0 && <Items items={items} />}
      {held.length > 0 && (
        <>
          <HeldLine>
            <ShieldBan size={16} strokeWidth={STROKE} aria-hidden />
            {t('retention.run.held', { count: countOf(held) })}
          </HeldLine>
          <Items items={held} />
        </>
      )}
      {kept.length > 0 && (
        <>
          <HeldLine>
            <ShieldBan size={16} strokeWidth={STROKE} aria-hidden />
            {t('retention.run.kept', { count: kept.length })}
          </HeldLine>
          <Items items={kept} />
        </>
      )}
    </>
  );
}

function Items({ items }: { readonly items: readonly RetentionItem[] }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const more = items.length - SHOWN;
  return (
    <List tabIndex={0}>
      {items.slice(0, SHOWN).map((item) => (
        <li key={`${item.class}-${item.id}`}>
          <span>
            <bdi>
              {item.class === 'audit-log'
                ? t('retention.run.logLines', { count: linesIn(item) })
                : item.what}
            </bdi>
          </span>
          <Pill tone="quiet">{t(`retention.class.${item.class}`)}</Pill>
          <Small>
            {t('retention.run.since', { date: shortDate(item.since, language) })} ·{' '}
            {t('retention.run.due', { date: shortDate(item.due, language) })}
          </Small>
        </li>
      ))}
      {more > 0 && <li>{t('retention.run.more', { count: more })}</li>}
    </List>
  );
}

function Delete({ preview }: { readonly preview: RetentionPreview }) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <DangerText onClick={() => setAsking(true)}>{t('retention.run.start')}</DangerText>
      <Confirm
        open={asking}
        title={t('retention.confirm.title', { count: countOf(preview.items) })}
        consequences={[
          t('retention.confirm.keys'),
          t('retention.confirm.image'),
          t('retention.confirm.others'),
        ]}
        go={t('retention.confirm.go')}
        onClose={() => setAsking(false)}
        onGo={() => {
          setAsking(false);
          void acts.keep.run('runRetention', { token: preview.token });
        }}
      />
    </>
  );
}
