// Room: ui/features/annotate. Words out of a message, as words of somebody.
import { styled } from '@mui/material/styles';
import { colour } from '../../theme/colour.ts';

const Words = styled('blockquote')({
  margin: 0,
  padding: '2px 12px',
  maxHeight: 120,
  overflow: 'auto',
  borderInlineStart: `3px solid ${colour.lineStrong}`,
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
});

export function Quoted({ exact }: { readonly exact: string }) {
  return <Words dir="auto">{exact}</Words>;
}
