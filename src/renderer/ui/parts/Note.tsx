// Room: ui/parts. Something a person must know before going on: an icon, then sentences, in the colour of caution.
import { styled } from '@mui/material/styles';
import { colour } from '../theme/colour.ts';

export const Note = styled('div')({
  display: 'flex',
  gap: 12,
  padding: '12px 16px',
  borderRadius: 10,
  fontSize: 13,
  backgroundColor: colour.waitingSoft,
  color: colour.waiting,
  overflowWrap: 'anywhere',
  '& > svg': { flex: 'none', marginTop: 2 },
  '& > div': { display: 'flex', flexDirection: 'column', gap: 4, minWidth: 0 },
});
