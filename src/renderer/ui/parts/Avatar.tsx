// Room: ui/parts. A letter on a colour: tells conversations apart without telling who writes.
import { styled } from '@mui/material/styles';
import { avatarColours } from '../theme/tokens.ts';

const Square = styled('span')({
  flex: 'none',
  display: 'grid',
  placeItems: 'center',
  width: 24,
  height: 24,
  borderRadius: 7,
  color: '#FFFFFF',
  forcedColorAdjust: 'none',
  fontSize: 13,
  fontWeight: 600,
  lineHeight: 1,
});

export function Avatar({ name, hue }: { readonly name: string; readonly hue: number }) {
  const fill = avatarColours[Math.abs(hue) % avatarColours.length];
  return (
    <Square aria-hidden style={{ backgroundColor: fill }}>
      {[...name][0]?.toLocaleUpperCase() ?? '?'}
    </Square>
  );
}
