// Room: ui/features/case. Every case on this device: a list to find one, and the form beside it.
import { styled } from '@mui/material/styles';
import { FolderClosed } from 'lucide-react';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { later } from '../../app/deferred.ts';
import { Later } from '../../app/Later.tsx';
import { useStore } from '../../app/store.ts';
import { useCodes } from '../../app/use-codes.ts';
import { useWidth } from '../../app/use-width.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { colour } from '../../theme/colour.ts';
import { CasePanel } from './CasePanel.tsx';

const Panes = styled('div')({
  display: 'grid',
  gridAutoFlow: 'column',
  gridAutoRows: 'minmax(0, 1fr)',
  height: '100%',
  minHeight: 0,
  '& > * + *': { borderInlineStart: `1px solid ${colour.line}` },
});

const List = styled('section')({
  display: 'flex',
  flexDirection: 'column',
  minHeight: 0,
  minWidth: 0,
  backgroundColor: colour.canvas,
});

const Head = styled('header')({
  display: 'flex',
  alignItems: 'center',
  gap: 16,
  padding: '16px 28px',
  '& p': { fontSize: 12, color: colour.inkSoft },
});

const Nothing = styled('div')({
  flex: 1,
  display: 'grid',
  placeContent: 'center',
  justifyItems: 'center',
  gap: 10,
  padding: 32,
  textAlign: 'center',
  color: colour.inkSoft,
  '& p': { maxWidth: 420 },
  '& h2': { color: colour.ink },
});

/** Stands where the table will: as wide, and as high as a few rows. */
const Place = styled('div')({
  flex: '0 1 420px',
  minHeight: 0,
  margin: '0 28px 28px',
  padding: 16,
  border: `1px solid ${colour.line}`,
  borderRadius: 14,
  backgroundColor: colour.raised,
});

const shape = (soon: ReactNode) => <Place aria-busy>{soon}</Place>;

export function CasesRoom() {
  const { stores } = useApp();
  const { caseId } = useStore(stores.view);
  const width = useWidth();
  const open = caseId !== null;
  const columns = open && width !== 'narrow' ? 'minmax(0, 1fr) 420px' : '1fr';
  return (
    <Panes style={{ gridTemplateColumns: columns }}>
      {(!open || width !== 'narrow') && <CaseList />}
      {open && (
        <CasePanel
          key={caseId}
          id={caseId}
          onClose={() => stores.view.send({ type: 'left-case' })}
        />
      )}
    </Panes>
  );
}

function CaseList() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const codes = useCodes();
  const { loaded, order: all, total } = useStore(stores.heads);
  const [query, setQuery] = useState('');
  const wanted = useDeferredValue(query.trim().toLocaleLowerCase());
  // Looked up once per language and list, not once per case and letter.
  const labels = new Map(
    codes
      .entries('category')
      .map(({ code }) => [code, codes.label('category', code).toLocaleLowerCase()]),
  );
  const found =
    wanted === ''
      ? all
      : all.filter(
          ({ reference, category }) =>
            reference.includes(wanted) || labels.get(category ?? '')?.includes(wanted) === true,
        );
  return (
    <List aria-label={t('case.list.title')}>
      <Head>
        <div style={{ flex: 1 }}>
          <h1>{t('case.list.title')}</h1>
          {/* The line is there before there is anything to count. */}
          <p>{loaded && total > 0 ? t('case.list.count', { count: total }) : '\u00A0'}</p>
        </div>
        {all.length > 0 && (
          <SearchField
            label={t('case.list.search')}
            placeholder={t('case.list.search')}
            value={query}
            onChange={setQuery}
          />
        )}
      </Head>
      {loaded && found.length === 0 ? (
        <NoCases any={all.length > 0} />
      ) : (
        <Later module={later.cases} ready={loaded} shape={shape}>
          {({ CaseTable }) => <CaseTable heads={found} />}
        </Later>
      )}
    </List>
  );
}

function NoCases({ any }: { readonly any: boolean }) {
  const { t } = useTranslation();
  return (
    <Nothing>
      <FolderClosed size={28} strokeWidth={STROKE} aria-hidden />
      {any ? (
        <p>{t('case.list.noneFound')}</p>
      ) : (
        <>
          <h2>{t('case.list.none')}</h2>
          <p>{t('case.list.noneBody')}</p>
        </>
      )}
    </Nothing>
  );
}
