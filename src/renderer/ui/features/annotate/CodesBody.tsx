// Room: ui/features/annotate. Below the title of the codes: who codes, and one of three parts.
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coding } from '../../../../contract/annotation.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { colour } from '../../theme/colour.ts';
import { AgreementPart } from './AgreementPart.tsx';
import { CodebookPart } from './CodebookPart.tsx';
import { CoderField } from './CoderField.tsx';
import { TogetherPart } from './TogetherPart.tsx';

const Head = styled('header')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'flex-start',
  gap: '8px 24px',
  maxWidth: 1120,
  '& > p': { flex: '1 1 320px', fontSize: 12, color: colour.inkSoft },
});
const Tabs = styled('nav')({ display: 'flex', flexWrap: 'wrap', gap: 4, margin: '16px 0' });
const Tab = styled(ButtonBase)({
  minHeight: 34,
  padding: '4px 12px',
  borderRadius: 8,
  fontWeight: 500,
  color: colour.inkSoft,
  '&:hover': { color: colour.ink, backgroundColor: colour.sunken },
  '&[aria-current=page]': { color: colour.accent, backgroundColor: colour.accentSoft },
});

const parts = {
  codebook: ({ codebook, mayEdit }) => <CodebookPart codebook={codebook} mayEdit={mayEdit} />,
  together: (coding) => <TogetherPart codebook={coding.codebook} />,
  agreement: (coding) => <AgreementPart codebook={coding.codebook} />,
} satisfies Record<string, (coding: Coding) => ReactNode>;
type Part = keyof typeof parts;

/** Whose the codebook is, and whether one may change it here. */
const whose = ({ shared, mayEdit }: Coding): 'own' | 'keep' | 'read' =>
  shared ? (mayEdit ? 'keep' : 'read') : 'own';

export function CodesBody() {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { coding } = useStore(stores.marking);
  const [part, setPart] = useState<Part>('codebook');
  const missing = coding === null;
  useEffect(() => {
    if (missing) void acts.marking.lookAtCodes();
  }, [acts, missing]);
  return (
    <>
      <Head>
        <p>
          {coding !== null && t(`codes.whose.${whose(coding)}`)} {t('codes.here')}
        </p>
        {coding !== null && <CoderField key={coding.coder} coder={coding.coder} />}
      </Head>
      <Tabs aria-label={t('codes.parts')}>
        {(Object.keys(parts) as Part[]).map((one) => (
          <Tab
            key={one}
            aria-current={one === part ? 'page' : undefined}
            onClick={() => setPart(one)}
          >
            {t(`codes.part.${one}`)}
          </Tab>
        ))}
      </Tabs>
      {coding !== null && parts[part](coding)}
    </>
  );
}
