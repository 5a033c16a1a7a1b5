// Room: ui/features/case. Boxes of the case panel.
import { styled } from '@mui/material/styles';
import { colour } from '../../theme/colour.ts';

export const Panel = styled('section')({
  containerType: 'inline-size',
  display: 'flex',
  flexDirection: 'column',
  minWidth: 0,
  minHeight: 0,
  height: '100%',
  backgroundColor: colour.surface,
});

export const Top = styled('header')({
  padding: '12px 20px 0',
  borderBottom: `1px solid ${colour.line}`,
});

export const Scroller = styled('div')({
  flex: 1,
  minHeight: 0,
  overflow: 'auto',
  scrollBehavior: 'auto',
});

export const Section = styled('section')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  padding: '16px 20px 20px',
  borderBottom: `1px solid ${colour.line}`,
  '&:last-of-type': { borderBottom: 0, minHeight: '60%' },
});

/** Two fields side by side where there is room, else one above the other. */
export const Pair = styled('div')({
  display: 'grid',
  gridTemplateColumns: '1fr 1fr',
  gap: '16px 12px',
  alignItems: 'start',
  '@container (max-width: 340px)': { gridTemplateColumns: '1fr' },
});
