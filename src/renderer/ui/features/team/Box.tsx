// Room: ui/features/team. One card of the team screen.
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { colour } from '../../theme/colour.ts';

const Card = styled('section')({
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'flex-start',
  gap: 10,
  marginBottom: 16,
  padding: 20,
  breakInside: 'avoid',
  border: `1px solid ${colour.line}`,
  borderRadius: 14,
  backgroundColor: colour.raised,
  '& h2': { fontSize: 14 },
  '& p': { color: colour.inkSoft, fontSize: 13 },
});

/** Things side by side that may break into lines. */
export const Line = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 10,
  flexWrap: 'wrap',
});

export function Box({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card aria-label={title}>
      <h2>{title}</h2>
      {children}
    </Card>
  );
}
