// Room: ui/features/release. A box at the side.
import { styled } from '@mui/material/styles';
import { colour } from '../../theme/colour.ts';

export const Card = styled('section')({
  display: 'flex',
  flexDirection: 'column',
  gap: 12,
  padding: 16,
  border: `1px solid ${colour.line}`,
  borderRadius: 14,
  backgroundColor: colour.raised,
  '& h2': { fontSize: 14 },
});

export const Soft = styled('p')({ fontSize: 12, lineHeight: '17px', color: colour.inkSoft });
