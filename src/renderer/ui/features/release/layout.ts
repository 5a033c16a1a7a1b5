// Room: ui/features/release. Rows beside a column of cards, and the foot; one below the other in a narrow window.
import { styled } from '@mui/material/styles';
import { colour } from '../../theme/colour.ts';

export const Body = styled('div')({
  display: 'grid',
  minHeight: 0,
  // One scroll for all of it: a card that scrolled by itself would be cut off without a sign.
  '&[data-narrow=true]': {
    overflow: 'auto',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gridAutoRows: 'max-content',
  },
  '&[data-narrow=false]': { gridTemplateColumns: 'minmax(0, 1fr) 348px' },
});

export const Aside = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  minHeight: 0,
  overflow: 'auto',
  padding: 20,
  backgroundColor: colour.canvas,
  borderInlineStart: `1px solid ${colour.line}`,
});

export const Foot = styled('footer')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 10,
  padding: '12px 28px',
  borderTop: `1px solid ${colour.line}`,
  backgroundColor: colour.surface,
  fontSize: 12,
  color: colour.inkSoft,
  '& > p': { flex: 1, minWidth: 200 },
});
