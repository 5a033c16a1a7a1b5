// Room: ui/features/case. What the conversation has for a part of the form and is not in it yet.
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import { colour } from '../../theme/colour.ts';

export const Offer = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 6,
  padding: '10px 12px',
  borderRadius: 10,
  border: `1px dashed ${colour.lineStrong}`,
  '& h4': { margin: 0, fontSize: 12, lineHeight: '17px', fontWeight: 600, color: colour.inkSoft },
  '& ul': {
    display: 'flex',
    flexDirection: 'column',
    gap: 8,
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
});

/** One press fills it in. */
export const Fill = styled(ButtonBase)({
  justifyContent: 'flex-start',
  gap: 6,
  minHeight: 28,
  padding: '2px 10px 2px 8px',
  borderRadius: 8,
  border: `1px solid ${colour.line}`,
  backgroundColor: colour.raised,
  fontSize: 13,
  lineHeight: '18px',
  textAlign: 'start',
  '& svg': { flex: 'none', color: colour.accent },
  '&:hover': { backgroundColor: colour.accentSoft },
});
