// Room: ui/parts. The shape of what comes: quiet boxes where it will stand, no words, nothing that turns.
import { styled } from '@mui/material/styles';
import { colour } from '../theme/colour.ts';

const Box = styled('div')({
  border: `1px solid ${colour.line}`,
  borderRadius: 14,
  backgroundColor: colour.raised,
  breakInside: 'avoid',
});

/** Empty cards, so high, that hold the places of those to come. Whoever waits for the room sees it is busy. */
export function CardShapes({ heights }: { readonly heights: readonly number[] }) {
  return (
    <div aria-busy style={{ display: 'contents' }}>
      {heights.map((height, at) => (
        // They carry nothing; their place is all they are.
        <Box key={at} style={{ height }} />
      ))}
    </div>
  );
}
