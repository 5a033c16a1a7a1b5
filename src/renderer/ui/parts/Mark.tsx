// Room: ui/parts. The product's mark: a speech bubble that keeps what it holds.
import { styled } from '@mui/material/styles';
import { MessageCircleHeart } from 'lucide-react';
import { colour } from '../theme/colour.ts';

const Frame = styled('span')({ display: 'grid', placeItems: 'center', color: colour.accent });

export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <Frame aria-hidden>
      <MessageCircleHeart size={size} strokeWidth={1.75} />
    </Frame>
  );
}
