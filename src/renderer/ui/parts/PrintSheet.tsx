// Room: ui/parts. What the printer gets instead of the screen: a code and how to keep it.
import GlobalStyles from '@mui/material/GlobalStyles';
import { styled } from '@mui/material/styles';
import { createPortal } from 'react-dom';
import { MONO } from '../theme/theme.ts';
import { groupsOf } from './code.ts';

const Paper = styled('div')({
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

/**
 * Whatever else hangs from the page: the app, dialogs, menus, a tip that happens to be open. Through the theme's styles,
 * because the page's CSP takes no style element without its nonce.
 */
const hideApp = (
  <GlobalStyles
    styles={{
      '@media print': {
        'body > :not([data-printed])': { display: 'none !important' },
        'html, body': { height: 'auto', overflow: 'visible' },
      },
    }}
  />
);

interface Props {
  readonly title: string;
  readonly lines: readonly string[];
  readonly code: string;
  readonly note: string;
}

export function PrintSheet({ title, lines, code, note }: Props) {
  return createPortal(
    <Paper aria-hidden data-printed>
      {hideApp}
      <h1>{title}</h1>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <ol dir="ltr">
        {groupsOf(code).map((group, at) => (
          <li key={`${at}-${group}`}>{group}</li>
        ))}
      </ol>
      <p>{note}</p>
    </Paper>,
    document.body,
  );
}
