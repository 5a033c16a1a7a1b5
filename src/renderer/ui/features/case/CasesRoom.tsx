// Room: ui/features/case. Every case on this device: a list to find one, and the form beside it.
import { styled } from '@mui/material/styles';
import { FolderClosed } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { useCodes } from '../../app/use-codes.ts';
import { useWidth } from '../../app/use-width.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { SearchField } from '../../parts/SearchField.tsx';
import { colour } from '../../theme/colour.ts';
import { CasePanel } from './CasePanel.tsx';
import { CaseTable } from './CaseTable.tsx';

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
});

export function CasesRoom() {
  const { stores } = useApp();
  const { caseId } = useStore(stores.view);
  const width = useWidth();
  const open = caseId !== null && stores.cases.get().has(caseId);
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
  const all = [...useStore(stores.cases).values()];
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLocaleLowerCase();
  const found = all.filter(({ file, incident }) =>
    [file.reference, codes.label('category', incident.category ?? ''), incident.municipality]
      .join(' ')
      .toLocaleLowerCase()
      .includes(wanted),
  );
  return (
    <List aria-label={t('case.list.title')}>
      <Head>
        <div style={{ flex: 1 }}>
          <h1>{t('case.list.title')}</h1>
          <p>{t('case.list.count', { count: all.length })}</p>
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
      {found.length > 0 ? <CaseTable entries={found} /> : <NoCases any={all.length > 0} />}
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
