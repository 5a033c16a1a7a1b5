// Room: ui/parts. A question in front of everything else: title, words, two ways out.
import Dialog from '@mui/material/Dialog';
import { styled } from '@mui/material/styles';
import { useId, type ReactNode } from 'react';
import { colour } from '../theme/colour.ts';

const Body = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 16,
  padding: 16,
  '& p': { color: colour.inkSoft },
  '& ul': {
    display: 'flex',
    flexDirection: 'column',
    gap: 8,
    margin: 0,
    paddingInlineStart: 18,
    color: colour.inkSoft,
  },
});

/** The row of ways out; the safe one first. */
export const Ways = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: 8,
  justifyContent: 'flex-end',
  paddingTop: 4,
});

interface Props {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  /** Twice as wide, for what is looked through rather than answered. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function Sheet({ open, title, onClose, wide = false, children }: Props) {
  const id = useId();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      aria-labelledby={id}
      maxWidth={false}
      slotProps={{ paper: { sx: { width: `min(${wide ? 860 : 480}px, 92vw)`, m: 2 } } }}
    >
      <Body>
        <h2 id={id}>{title}</h2>
        {children}
      </Body>
    </Dialog>
  );
}
