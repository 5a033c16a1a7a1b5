// Room: ui/features/annotate. Tables of counts.
import { styled } from '@mui/material/styles';
import { colour } from '../../theme/colour.ts';

export const Table = styled('table')({
  width: '100%',
  borderCollapse: 'collapse',
  fontVariantNumeric: 'tabular-nums',
  '& caption': { padding: '0 0 8px', textAlign: 'start', fontSize: 12, color: colour.inkSoft },
  '& th, & td': {
    padding: '5px 10px',
    textAlign: 'start',
    verticalAlign: 'middle',
    borderBottom: `1px solid ${colour.line}`,
  },
  '& thead th': { fontSize: 12, fontWeight: 600, color: colour.inkSoft },
  '& tbody th': { fontWeight: 400 },
  '& [data-number=true]': { textAlign: 'end', whiteSpace: 'nowrap' },
});

export const Column = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 20,
  maxWidth: 860,
});

/** A wide table scrolls by itself. */
export const Wide = styled('div')({ overflowX: 'auto' });
