// Room: ui/features/people. Every document of the team this device has accepted: what it changed, under which key, and how it is tied to the one before.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { History as Clock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TeamProof, TeamStep } from '../../../../contract/people.ts';
import { useApp } from '../../app/app-context.ts';
import { useLanguage } from '../../app/use-language.ts';
import { dateTime } from '../../i18n/format.ts';
import { Help } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Pill } from '../../parts/Pill.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { colour } from '../../theme/colour.ts';
import { MONO } from '../../theme/theme.ts';
import { newsOf } from './names.ts';

const List = styled('ol')({
  display: 'flex',
  flexDirection: 'column',
  maxHeight: '56vh',
  overflow: 'auto',
  margin: 0,
  padding: 0,
  listStyle: 'none',
  '& > li': {
    display: 'flex',
    flexDirection: 'column',
    gap: 4,
    padding: '12px 0',
    borderTop: `1px solid ${colour.line}`,
  },
  '& > li:first-of-type': { borderTop: 0, paddingTop: 0 },
});

const Head = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 8,
  '& strong': { fontWeight: 600 },
});

const What = styled('ul')({
  display: 'flex',
  flexDirection: 'column',
  gap: 2,
  listStyle: 'none',
  fontSize: 13,
  color: colour.inkSoft,
  // The sheet indents lists of consequences; this is none.
  '&&': { gap: 2, paddingInlineStart: 0 },
});

const Key = styled('span')({ fontFamily: MONO, fontSize: 12, color: colour.inkSoft });

const tones = {
  first: 'quiet',
  follows: 'accent',
  gap: 'waiting',
  root: 'waiting',
  unkept: 'quiet',
} as const satisfies Record<TeamProof, string>;

export function History() {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [steps, setSteps] = useState<readonly TeamStep[] | null>(null);
  const close = (): void => setSteps(null);
  return (
    <>
      <Button
        variant="text"
        startIcon={<Clock size={16} strokeWidth={STROKE} aria-hidden />}
        onClick={() => void acts.people.history().then(setSteps)}
      >
        {t('teamHistory.open')}
      </Button>
      <Sheet wide open={steps !== null} title={t('teamHistory.title')} onClose={close}>
        <p>{t('teamHistory.body')}</p>
        <List aria-label={t('teamHistory.title')} tabIndex={0}>
          {steps?.map((step) => (
            <Step key={step.seq} step={step} />
          ))}
        </List>
        <Ways>
          <Button onClick={close}>{t('common.close')}</Button>
        </Ways>
      </Sheet>
    </>
  );
}

function Step({ step }: { readonly step: TeamStep }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { seq, at, proof, missed, key, news, changed } = step;
  const isSame = news.length + changed.length === 0;
  return (
    <li>
      <Head>
        <strong>{t('teamHistory.number', { seq })}</strong>
        <span>{dateTime(at, language)}</span>
        <Pill tone={tones[proof]}>{t(`teamHistory.proof.${proof}`, { count: missed })}</Pill>
      </Head>
      {(!isSame || proof !== 'root') && (
        <What>
          {news.map((one) => (
            <li key={`${one.kind} ${one.device}`}>{newsOf(t, one)}</li>
          ))}
          {changed.map((one) => (
            <li key={one}>{t(`teamHistory.changed.${one}`)}</li>
          ))}
          {isSame && <li>{t(proof === 'first' ? 'teamHistory.begins' : 'teamHistory.renewed')}</li>}
        </What>
      )}
      <Help>{t(`teamHistory.about.${proof}`)}</Help>
      {key !== '' && (
        <span>
          <Help>
            {t('teamHistory.key')} <Key dir="ltr">{key}</Key>
          </Help>
        </span>
      )}
    </li>
  );
}
