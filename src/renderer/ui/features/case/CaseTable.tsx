// Room: ui/features/case. The cases as a table; only the rows in view are in the page.
import { styled } from '@mui/material/styles';
import { useVirtualizer } from '@tanstack/react-virtual';
import { FolderCheck, ShieldBan } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseHead } from '../../../../contract/case.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useCodes } from '../../app/use-codes.ts';
import { useLanguage } from '../../app/use-language.ts';
import { shortDate } from '../../i18n/format.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { edge, Pill } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';

const ROW_HEIGHT = 48;

const Scroller = styled('div')({
  containerType: 'inline-size',
  // As high as its rows: one case in a sheet of emptiness looks like something is missing.
  flex: '0 1 auto',
  minHeight: 0,
  overflow: 'auto',
  margin: '0 28px 28px',
  border: `1px solid ${colour.line}`,
  borderRadius: 14,
  backgroundColor: colour.raised,
});

const columns = {
  display: 'grid',
  gridTemplateColumns: '112px 96px minmax(0, 1.4fr) minmax(0, 1fr) 118px 104px',
  alignItems: 'center',
  gap: 12,
  padding: '0 16px',
  '@container (max-width: 760px)': {
    gridTemplateColumns: '112px 96px minmax(0, 1fr) 118px',
    '& > .wide': { display: 'none' },
  },
  '@container (max-width: 460px)': {
    gridTemplateColumns: '112px 96px minmax(0, 1fr)',
    '& > .middle': { display: 'none' },
  },
} as const;

const HeadRow = styled('div')({
  ...columns,
  position: 'sticky',
  top: 0,
  zIndex: 1,
  height: 38,
  borderBottom: `1px solid ${colour.line}`,
  borderRadius: '14px 14px 0 0',
  backgroundColor: colour.raised,
  fontSize: 12,
  fontWeight: 600,
  color: colour.inkSoft,
});

const Row = styled('div')({
  ...columns,
  position: 'absolute',
  insetInline: 0,
  top: 0,
  height: ROW_HEIGHT,
  borderBottom: `1px solid ${colour.line}`,
  '&[data-last=true]': { borderBottom: 0 },
  '&:hover': { backgroundColor: colour.surface },
  '&[data-open=true]': { backgroundColor: colour.accentSoft },
  // On the tint of the open row a tinted pill would be a word without a shape.
  '&[data-open=true] > .verdict > *': { backgroundColor: colour.raised },
  '& > span': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

const Open = styled('button')({
  border: 0,
  padding: 0,
  background: 'none',
  font: 'inherit',
  fontWeight: 600,
  color: colour.ink,
  textAlign: 'start',
  cursor: 'pointer',
  // The whole row opens the case, while the button keeps its short name.
  '&::after': { content: '""', position: 'absolute', inset: 0 },
  '&:focus-visible': { outline: 'none' },
  '&:focus-visible::after': {
    outline: `2px solid ${colour.accent}`,
    outlineOffset: -3,
    borderRadius: 6,
  },
});

const Sign = styled('span')({
  marginInlineStart: 5,
  lineHeight: 0,
  verticalAlign: 'middle',
  color: colour.inkSoft,
});

const Meter = styled('span')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  fontSize: 12,
  color: colour.inkSoft,
});
const Track = styled('span')({
  flex: 1,
  ...edge,
  height: 6,
  borderRadius: 3,
  backgroundColor: colour.sunken,
});
const Filled = styled('span')({
  display: 'block',
  forcedColorAdjust: 'none',
  height: '100%',
  borderRadius: 3,
  backgroundColor: colour.accent,
});

export function CaseTable({ heads: cases }: { readonly heads: readonly CaseHead[] }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { caseId } = useStore(stores.view);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: cases.length,
    estimateSize: () => ROW_HEIGHT,
    getScrollElement: () => scroller.current,
    overscan: 8,
  });
  const heads = ['reference', 'date', 'category', 'place', 'verification', 'completeness'] as const;
  const narrowHides: Readonly<Partial<Record<(typeof heads)[number], string>>> = {
    category: 'middle',
    place: 'wide',
    completeness: 'wide',
  };
  return (
    <Scroller ref={scroller}>
      <div role="table" aria-label={t('case.list.title')} aria-rowcount={cases.length + 1}>
        <div role="rowgroup">
          <HeadRow role="row" aria-rowindex={1}>
            {heads.map((head) => (
              <span key={head} role="columnheader" className={narrowHides[head] ?? ''}>
                {t(`case.list.${head}`)}
              </span>
            ))}
          </HeadRow>
        </div>
        <div role="rowgroup" style={{ position: 'relative', height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const head = cases[item.index];
            return head === undefined ? null : (
              <Row
                key={head.id}
                role="row"
                aria-rowindex={item.index + 2}
                data-open={head.id === caseId}
                data-last={item.index === cases.length - 1}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <Cells
                  head={head}
                  open={head.id === caseId}
                  onOpen={() => stores.view.send({ type: 'case-opened', id: head.id })}
                />
              </Row>
            );
          })}
        </div>
      </div>
    </Scroller>
  );
}

interface CellsProps {
  readonly head: CaseHead;
  readonly open: boolean;
  readonly onOpen: () => void;
}

function Cells({ head, open, onOpen }: CellsProps) {
  const codes = useCodes();
  const { language } = useLanguage();
  const part = Math.round(head.completeness * 100);
  const { verification, placeType, category, date } = head;
  const kind = category === null ? '–' : codes.label('category', category);
  const place = placeType === null ? '–' : codes.label('placeType', placeType);
  return (
    <>
      <span role="cell" style={{ overflow: 'visible' }}>
        <Open aria-current={open} onClick={onOpen}>
          {head.reference}
        </Open>
        <Signs head={head} />
      </span>
      <span role="cell">{date === null ? '–' : shortDate(Date.parse(date), language)}</span>
      <span role="cell" className="middle" title={kind}>
        {kind}
      </span>
      <span role="cell" className="wide" title={place}>
        {place}
      </span>
      <span role="cell" className="verdict">
        {verification === null ? (
          '–'
        ) : (
          <Pill tone={verification === 'verified' ? 'accent' : 'quiet'}>
            {codes.label('verification', verification)}
          </Pill>
        )}
      </span>
      <Meter role="cell" className="wide">
        <Track aria-hidden>
          <Filled style={{ width: `${part}%` }} />
        </Track>
        {part}%
      </Meter>
    </>
  );
}

/** What stands beside a reference: held against deletion, closed. */
function Signs({ head }: { readonly head: CaseHead }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const closed =
    head.closedAt === null ? '' : t('fate.closed', { date: shortDate(head.closedAt, language) });
  return (
    <>
      {head.held && (
        <Sign role="img" aria-label={t('fate.held')} title={t('fate.held')}>
          <ShieldBan size={13} strokeWidth={STROKE} aria-hidden />
        </Sign>
      )}
      {closed !== '' && (
        <Sign role="img" aria-label={closed} title={closed}>
          <FolderCheck size={13} strokeWidth={STROKE} aria-hidden />
        </Sign>
      )}
    </>
  );
}
