// Room: ui/parts. A field in front of everything, what it finds below, and how it is used at the foot.
import Dialog from '@mui/material/Dialog';
import { styled } from '@mui/material/styles';
import type { KeyboardEvent, ReactNode } from 'react';
import { colour } from '../theme/colour.ts';

const Top = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  padding: '4px 4px 8px',
  '& > .MuiOutlinedInput-root': { flex: 1, height: 42 },
});

const Foot = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  justifyContent: 'space-between',
  gap: '0 16px',
  padding: '8px 12px 4px',
  borderTop: `1px solid ${colour.line}`,
  fontSize: 12,
  color: colour.inkSoft,
});

interface Props {
  readonly title: string;
  /** At most as wide, px. */
  readonly width: number;
  readonly onClose: () => void;
  /** The field, and what stands beside it. */
  readonly field: ReactNode;
  /** Keys pressed in the field. */
  readonly onKeys: (event: KeyboardEvent) => void;
  readonly help: string;
  /** How much was found, said out loud. */
  readonly found: string;
  readonly children: ReactNode;
}

export function FindSheet(props: Props) {
  const { title, width, onClose, field, onKeys, help, found, children } = props;
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth={false}
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start' } }}
      slotProps={{
        paper: {
          'aria-label': title,
          sx: {
            width: `min(${width}px, 94vw)`,
            maxHeight: '78vh',
            m: 0,
            mt: '9vh',
            display: 'flex',
            flexDirection: 'column',
          },
        },
      }}
    >
      <Top onKeyDown={onKeys}>{field}</Top>
      {children}
      <Foot>
        <p>{help}</p>
        <p role="status">{found}</p>
      </Foot>
    </Dialog>
  );
}
