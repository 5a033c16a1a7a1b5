// Room: ui/parts. A secret code on screen, once, in groups that can be copied by hand without losing the place.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { Printer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { colour } from '../theme/colour.ts';
import { MONO } from '../theme/theme.ts';
import { CopyButton } from './CopyButton.tsx';
import { groupsOf } from './code.ts';
import { STROKE } from './IconAction.tsx';

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

const Row = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 10 });

interface Props {
  readonly code: string;
  readonly label: string;
  readonly testId: string;
}

export function CodeBox({ code, label, testId }: Props) {
  const { t } = useTranslation();
  return (
    <Box>
      <Groups aria-label={label} dir="ltr" data-testid={testId}>
        {groupsOf(code).map((group, at) => (
          // Groups may repeat; their place is their identity.
          <li key={`${at}-${group}`}>{group}</li>
        ))}
      </Groups>
      <Row>
        <Button
          startIcon={<Printer size={16} strokeWidth={STROKE} aria-hidden />}
          onClick={() => print()}
        >
          {t('common.print')}
        </Button>
        <CopyButton text={code} label={t('common.copy')} />
      </Row>
    </Box>
  );
}
