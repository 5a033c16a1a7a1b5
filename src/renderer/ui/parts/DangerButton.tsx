// Room: ui/parts. A button for what cannot be taken back: quiet in a list, filled where it decides.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { colour } from '../theme/colour.ts';

/** Says "careful" by its ink; opens a question, never acts at once. */
export const DangerText = styled(Button)({
  borderColor: colour.line,
  color: colour.danger,
  '&:hover': { borderColor: colour.danger, backgroundColor: colour.dangerSoft },
});

/** The last press. */
export const DangerFill = styled(Button)({
  borderColor: colour.dangerFill,
  backgroundColor: colour.dangerFill,
  color: colour.dangerInk,
  '&:hover': { borderColor: colour.dangerFill, backgroundColor: colour.dangerFill, opacity: 0.9 },
  '&.Mui-disabled': {
    borderColor: colour.dangerFill,
    backgroundColor: colour.dangerFill,
    color: colour.dangerInk,
  },
});
