// Room: ui/features/unlock. The root code, shown once, in groups that can be copied by hand without losing the place.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/app-context.ts';
import type { Session } from '../../app/state/session.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { MONO } from '../../theme/theme.ts';
import { PrintSheet } from './PrintSheet.tsx';
import { Buttons, Form, Heading, Stage, Step } from './Stage.tsx';

const Box = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 12,
  padding: 16,
  border: `1px solid ${colour.noteLine}`,
  borderRadius: 10,
  backgroundColor: colour.note,
});

const Groups = styled('ol')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 6,
  margin: 0,
  padding: 0,
  listStyle: 'none',
  '& li': {
    padding: '3px 8px',
    border: `1px solid ${colour.noteLine}`,
    borderRadius: 6,
    backgroundColor: colour.raised,
    fontFamily: MONO,
    fontSize: 15,
    fontWeight: 600,
    letterSpacing: 1,
  },
});

const How = styled('div')({
  '& h2': { marginBottom: 4, fontSize: 14 },
  '& ul': { margin: 0, paddingInlineStart: 18, color: colour.inkSoft },
});

const Kept = styled('label')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  fontWeight: 500,
  cursor: 'pointer',
});

const Tick = styled('input')({ width: 18, height: 18, margin: 0, accentColor: colour.accent });

/** Groups as the vault gave them; a code without separators is cut in fours. */
const groupsOf = (code: string): readonly string[] =>
  /[\s-]/.test(code) ? code.split(/[\s-]+/) : (code.match(/.{1,4}/g) ?? []);

export function RootCode({
  session,
}: {
  readonly session: Extract<Session, { stage: 'root-code' }>;
}) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [kept, setKept] = useState(false);
  const groups = groupsOf(session.rootCode);
  return (
    <Stage>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (kept) void acts.session.codeKept();
        }}
      >
        <Heading>
          <Step>{t('unlock.step', { step: 3 })}</Step>
          <h1>{t('unlock.root.title')}</h1>
          <p>{t('unlock.root.body')}</p>
        </Heading>
        <Code code={session.rootCode} groups={groups} />
        <Advice />
        <Kept>
          <Tick type="checkbox" checked={kept} onChange={({ target }) => setKept(target.checked)} />
          {t('unlock.root.kept')}
        </Kept>
        <Buttons>
          <Button type="submit" variant="contained" disabled={!kept}>
            {t('unlock.root.open')}
          </Button>
        </Buttons>
      </Form>
      <PrintSheet teamName={session.teamName} groups={groups} />
    </Stage>
  );
}

interface CodeProps {
  readonly code: string;
  readonly groups: readonly string[];
}

function Code({ code, groups }: CodeProps) {
  const { t } = useTranslation();
  return (
    <Box>
      <Groups aria-label={t('unlock.root.code')} dir="ltr" data-testid="root-code">
        {groups.map((group, at) => (
          // Groups may repeat; their place is their identity.
          <li key={`${at}-${group}`}>{group}</li>
        ))}
      </Groups>
      <Buttons style={{ justifyContent: 'flex-start' }}>
        <Button
          startIcon={<Printer size={16} strokeWidth={STROKE} aria-hidden />}
          onClick={() => print()}
        >
          {t('common.print')}
        </Button>
        <CopyButton text={code} label={t('common.copy')} />
      </Buttons>
    </Box>
  );
}

function Advice() {
  const { t } = useTranslation();
  return (
    <How>
      <h2>{t('unlock.root.how')}</h2>
      <ul>
        <li>{t('unlock.root.how1')}</li>
        <li>{t('unlock.root.how2')}</li>
        <li>{t('unlock.root.how3')}</li>
      </ul>
    </How>
  );
}
