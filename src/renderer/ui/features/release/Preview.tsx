// Room: ui/features/release. Exactly the rows that would leave, and nothing else.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { ShieldCheck, ShieldX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  K_FLOOR,
  type ReleasePlan,
  type ReleaseRefusal,
  type ReleaseRow,
} from '../../../../contract/release.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import type { Planning } from '../../app/state/release.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { releaseFields } from './Coarseness.tsx';
import { useCellWords } from './words.ts';

const Frame = styled('section')({
  display: 'flex',
  flexDirection: 'column',
  gap: 12,
  minHeight: 0,
  minWidth: 0,
  padding: '20px 28px',
});

const Head = styled('div')({
  display: 'flex',
  alignItems: 'baseline',
  gap: 12,
  '& h2': { flex: 1, fontSize: 14 },
});

const Scroller = styled('div')({
  minHeight: 0,
  overflow: 'auto',
  border: `1px solid ${colour.line}`,
  borderRadius: 14,
  backgroundColor: colour.raised,
  '&:focus-visible': { outline: `2px solid ${colour.accent}`, outlineOffset: 2 },
});

const Table = styled('table')({
  width: '100%',
  borderCollapse: 'separate',
  borderSpacing: 0,
  fontSize: 13,
  '& th, & td': {
    // All ten columns beside the cards in a window of 1280: nothing that leaves is out of sight.
    padding: '9px 6px',
    borderBottom: `1px solid ${colour.line}`,
    textAlign: 'start',
    verticalAlign: 'top',
    whiteSpace: 'nowrap',
  },
  '& th:first-of-type, & td:first-of-type': { paddingInlineStart: 12, minWidth: 86 },
  '& td[data-wraps=true]': { whiteSpace: 'normal', maxWidth: 170 },
  '& th': {
    whiteSpace: 'normal',
    position: 'sticky',
    top: 0,
    backgroundColor: colour.raised,
    fontSize: 12,
    fontWeight: 600,
    color: colour.inkSoft,
  },
  '& tbody tr:last-of-type td': { borderBottom: 0 },
});

const Nothing = styled('div')({
  flex: 1,
  display: 'grid',
  placeContent: 'center',
  justifyItems: 'center',
  gap: 12,
  padding: 32,
  textAlign: 'center',
  color: colour.inkSoft,
  '& p': { maxWidth: 380 },
  '& h2': { color: colour.ink },
});

const columns: readonly (keyof ReleaseRow)[] = [
  ...releaseFields,
  'form',
  'channel',
  'reporterRole',
];

/** Columns whose words may be long. */
const wrapping: ReadonlySet<keyof ReleaseRow> = new Set([
  'period',
  'placeType',
  'category',
  'bias',
  'form',
  'reporterRole',
]);

/** Rows drawn at once; the rest on request. */
const FIRST_ROWS = 100;

export function Preview({ planning }: { readonly planning: Planning }) {
  const { t } = useTranslation();
  return (
    <Frame aria-label={t('release.rows')}>
      <Content planning={planning} />
    </Frame>
  );
}

function Content({ planning }: { readonly planning: Planning }) {
  const { t } = useTranslation();
  switch (planning.status) {
    case 'ready':
      return <Rows plan={planning.plan} />;
    case 'refused':
      return <Refused why={planning.why} />;
    case 'none':
    case 'working':
      return (
        <Nothing>
          <ShieldCheck size={30} strokeWidth={STROKE} aria-hidden />
          <p role="status">
            {planning.status === 'working' ? t('release.planning') : t('release.before')}
          </p>
        </Nothing>
      );
  }
}

/** Why nothing leaves, where the rows would stand. */
function Refused({ why }: { readonly why: ReleaseRefusal | 'failed' }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const { k } = useStore(stores.release).selection;
  return (
    <Nothing role="alert">
      <ShieldX size={30} strokeWidth={STROKE} color={colour.danger} aria-hidden />
      <h2>{t('release.nothingLeaves')}</h2>
      <p>{t(`release.refusal.${why}`, { k, floor: K_FLOOR })}</p>
    </Nothing>
  );
}

function Rows({ plan }: { readonly plan: ReleasePlan }) {
  const { t } = useTranslation();
  const words = useCellWords();
  const [all, setAll] = useState(false);
  const shown = all ? plan.rows : plan.rows.slice(0, FIRST_ROWS);
  return (
    <>
      <Head>
        <h2>{t('release.rows')}</h2>
        <span>{t('release.rowCount', { count: plan.rows.length })}</span>
      </Head>
      <Scroller tabIndex={0} role="group" aria-label={t('release.rows')}>
        <Table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`columns.field.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, at) => (
              // Rows of a class are equal on purpose; only their place tells them apart.
              <tr key={at}>
                {columns.map((column) => (
                  <td key={column} data-wraps={wrapping.has(column)}>
                    {/* "14–17" would turn round in a line from right to left. */}
                    <bdi>{words(column, row[column])}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </Scroller>
      {shown.length < plan.rows.length && (
        <Button sx={{ alignSelf: 'center' }} onClick={() => setAll(true)}>
          {t('release.showAll', { count: plan.rows.length })}
        </Button>
      )}
    </>
  );
}
