// Room: ui/parts. How much of a case is documented, as a ring with its number.
import { styled } from '@mui/material/styles';
import { Check } from 'lucide-react';
import { colour } from '../theme/colour.ts';

const SIZE = 38;
const RADIUS = 15.5;
const ROUND = 2 * Math.PI * RADIUS;

const Frame = styled('span')({
  position: 'relative',
  flex: 'none',
  display: 'grid',
  placeItems: 'center',
  width: SIZE,
  height: SIZE,
  fontSize: 11,
  fontWeight: 600,
  '& > svg': { position: 'absolute', inset: 0, transform: 'rotate(-90deg)' },
});

export function Ring({ part, label }: { readonly part: number; readonly label: string }) {
  return (
    <Frame role="img" aria-label={label}>
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden fill="none" strokeWidth={4}>
        <circle cx={SIZE / 2} cy={SIZE / 2} r={RADIUS} stroke={colour.sunken} />
        <circle
          cx={SIZE / 2}
          cy={SIZE / 2}
          r={RADIUS}
          stroke={colour.accent}
          strokeLinecap="butt"
          strokeDasharray={`${part * ROUND} ${ROUND}`}
        />
      </svg>
      <span aria-hidden style={{ display: 'grid' }}>
        {/* Three digits would touch the ring. */}
        {part === 1 ? <Check size={18} strokeWidth={2} /> : `${Math.round(part * 100)}%`}
      </span>
    </Frame>
  );
}
