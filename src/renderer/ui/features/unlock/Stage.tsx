// Room: ui/features/unlock. The calm page around first run and unlocking.
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { languageNames, languages } from '../../i18n/language.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Mark } from '../../parts/Mark.tsx';
import { colour } from '../../theme/colour.ts';

const Page = styled('main')({
  height: '100%',
  overflow: 'auto',
  display: 'grid',
  gridTemplateRows: '1fr auto',
  justifyItems: 'center',
  padding: '32px 24px 20px',
  backgroundColor: colour.canvas,
});

const Sheet = styled('div')({
  alignSelf: 'center',
  width: '100%',
  maxWidth: 460,
  display: 'flex',
  flexDirection: 'column',
  gap: 20,
});

const Brand = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 10,
  fontSize: 18,
  fontWeight: 600,
});

const Card = styled('div')({
  padding: '28px 28px 20px',
  border: `1px solid ${colour.line}`,
  borderRadius: 14,
  backgroundColor: colour.raised,
});

const Foot = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 4,
  paddingTop: 24,
});

const LanguageButton = styled('button')({
  border: 0,
  borderRadius: 6,
  padding: '4px 10px',
  background: 'none',
  font: 'inherit',
  fontSize: 13,
  color: colour.inkSoft,
  cursor: 'pointer',
  '&:hover': { color: colour.ink },
  '&[aria-pressed=true]': { color: colour.ink, fontWeight: 600, backgroundColor: colour.sunken },
  '&:focus-visible': { outline: `2px solid ${colour.accent}`, outlineOffset: 1 },
});

interface Props {
  readonly children: ReactNode;
  /** Above the card: a promise on the first page, nothing later. */
  readonly lead?: ReactNode;
}

export function Stage({ children, lead }: Props) {
  const { t } = useTranslation();
  const { language, choose } = useLanguage();
  return (
    <Page>
      <Sheet>
        <Brand>
          <Mark size={30} />
          {t('common.app')}
        </Brand>
        {lead}
        <Card>{children}</Card>
      </Sheet>
      <Foot role="group" aria-label={t('common.language')}>
        {languages.map((one) => (
          <LanguageButton
            key={one}
            lang={one}
            aria-pressed={one === language}
            onClick={() => choose(one)}
          >
            {languageNames[one]}
          </LanguageButton>
        ))}
      </Foot>
    </Page>
  );
}

/** Fields and buttons of one step, evenly spaced. */
export const Form = styled('form')({ display: 'flex', flexDirection: 'column', gap: 20 });

export const Heading = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 4,
  '& p': { color: colour.inkSoft },
});

export const Step = styled('span')({ fontSize: 12, fontWeight: 600, color: colour.accent });

export const Buttons = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 8,
  justifyContent: 'flex-end',
});

/** Why something was refused, in a box that a screen reader says at once. */
export const Refusal = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  padding: '12px 16px',
  borderRadius: 10,
  backgroundColor: colour.dangerSoft,
  color: colour.danger,
  fontSize: 13,
});

/** What goes on behind a shut door. */
export const Behind = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'flex-start',
  gap: 8,
  padding: '12px 16px',
  borderRadius: 10,
  backgroundColor: colour.sunken,
  fontSize: 13,
});

/** Below the card's form: another way in, quietly. */
export const Instead = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 4,
  marginTop: 20,
  paddingTop: 12,
  borderTop: `1px solid ${colour.line}`,
  // The sign stands under the edge of what is above it, not its invisible box.
  '& .MuiIconButton-root': { marginInlineEnd: -8 },
  '& .MuiButton-root': {
    marginInlineStart: -8,
    minHeight: 34,
    fontSize: 13,
    whiteSpace: 'normal',
    textAlign: 'start',
  },
});
