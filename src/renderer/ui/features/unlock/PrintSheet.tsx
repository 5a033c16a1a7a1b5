// Room: ui/features/unlock. What the printer gets instead of the screen: the code and how to keep it.
import GlobalStyles from '@mui/material/GlobalStyles';
import { styled } from '@mui/material/styles';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { longDate } from '../../i18n/format.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { MONO } from '../../theme/theme.ts';

const Sheet = styled('div')({
  display: 'none',
  '@media print': {
    display: 'block',
    padding: '20mm',
    color: '#000',
    fontSize: '12pt',
    lineHeight: 1.6,
    '& h1': { fontSize: '18pt', marginBottom: '8mm' },
    '& ol': {
      display: 'flex',
      flexWrap: 'wrap',
      gap: '3mm',
      padding: 0,
      margin: '8mm 0',
      listStyle: 'none',
    },
    '& li': {
      border: '1px solid #000',
      borderRadius: 4,
      padding: '2mm 4mm',
      fontFamily: MONO,
      fontSize: '16pt',
    },
  },
});

/** Through the theme's styles, because the page's CSP takes no style element without its nonce. */
const hideApp = <GlobalStyles styles={{ '@media print': { '#app': { display: 'none' } } }} />;

export function PrintSheet({
  teamName,
  groups,
}: {
  readonly teamName: string;
  readonly groups: readonly string[];
}) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const now = useNow(60_000);
  return createPortal(
    <Sheet aria-hidden>
      {hideApp}
      <h1>{t('unlock.root.sheetTitle')}</h1>
      <p>{t('unlock.root.sheetTeam', { team: teamName })}</p>
      <p>{t('unlock.root.sheetDate', { date: longDate(now, language) })}</p>
      <ol dir="ltr">
        {groups.map((group, at) => (
          <li key={`${at}-${group}`}>{group}</li>
        ))}
      </ol>
      <p>{t('unlock.root.sheetNote')}</p>
    </Sheet>,
    document.body,
  );
}
