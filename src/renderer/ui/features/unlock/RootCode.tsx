// Room: ui/features/unlock. The root code, shown once, with advice on how to keep it.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import type { Session } from '../../app/state/session.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { longDate } from '../../i18n/format.ts';
import { CodeBox } from '../../parts/CodeBox.tsx';
import { Kept } from '../../parts/Kept.tsx';
import { PrintSheet } from '../../parts/PrintSheet.tsx';
import { colour } from '../../theme/colour.ts';
import { Buttons, Form, Heading, Stage, Step } from './Stage.tsx';

const How = styled('div')({
  '& h2': { marginBottom: 4, fontSize: 14 },
  '& ul': { margin: 0, paddingInlineStart: 18, color: colour.inkSoft },
});

export function RootCode({
  session,
}: {
  readonly session: Extract<Session, { stage: 'root-code' }>;
}) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { language } = useLanguage();
  const now = useNow(60_000);
  const [kept, setKept] = useState(false);
  return (
    <Stage>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (kept) void acts.session.codeKept();
        }}
      >
        <Heading>
          <Step>{t('firstRun.step', { step: 3 })}</Step>
          <h1>{t('firstRun.root.title')}</h1>
          <p>{t('firstRun.root.body')}</p>
        </Heading>
        <CodeBox code={session.rootCode} label={t('firstRun.root.code')} testId="root-code" />
        <Advice />
        <Kept kept={kept} onChange={setKept} />
        <Buttons>
          <Button type="submit" variant="contained" disabled={!kept}>
            {t('firstRun.root.open')}
          </Button>
        </Buttons>
      </Form>
      <PrintSheet
        title={t('firstRun.root.sheetTitle')}
        lines={[
          t('firstRun.root.sheetTeam', { team: session.teamName }),
          t('firstRun.root.sheetDate', { date: longDate(now, language) }),
        ]}
        code={session.rootCode}
        note={t('firstRun.root.sheetNote')}
      />
    </Stage>
  );
}

function Advice() {
  const { t } = useTranslation();
  return (
    <How>
      <h2>{t('firstRun.root.how')}</h2>
      <ul>
        <li>{t('firstRun.root.how1')}</li>
        <li>{t('firstRun.root.how2')}</li>
        <li>{t('firstRun.root.how3')}</li>
      </ul>
    </How>
  );
}
