// Room: ui/parts. A button that acts only when it is held: by pointer, or by Enter or the space bar.
import { styled } from '@mui/material/styles';
import { useEffect, useRef, useState } from 'react';
import { colour } from '../theme/colour.ts';
import { DangerFill } from './DangerButton.tsx';

/** How long it must be held, ms. */
const HOLD_MS = 3000;

const Bar = styled('span')({
  position: 'absolute',
  insetBlock: 0,
  insetInlineStart: 0,
  width: '0%',
  borderRadius: 8,
  backgroundColor: colour.ink,
  opacity: 0.28,
  '&[data-held=true]': { width: '100%', transition: `width ${HOLD_MS}ms linear` },
});

/** Both sentences share one place: a button that shrank under the pointer would let go by itself. */
const Words = styled('span')({
  position: 'relative',
  display: 'grid',
  justifyItems: 'center',
  '& > *': { gridArea: '1 / 1' },
  '& > [data-shown=false]': { visibility: 'hidden' },
});

interface Props {
  readonly label: string;
  readonly holding: string;
  readonly onHeld: () => void;
  readonly disabled?: boolean;
}

export function HoldButton({ label, holding, onHeld, disabled = false }: Props) {
  const [held, setHeld] = useState(false);
  const act = useRef(onHeld);
  useEffect(() => {
    act.current = onHeld;
  }, [onHeld]);
  useEffect(() => {
    if (!held) return undefined;
    const timer = setTimeout(() => {
      setHeld(false);
      act.current();
    }, HOLD_MS);
    return () => clearTimeout(timer);
  }, [held]);
  const letGo = (): void => setHeld(false);
  const isPress = (key: string): boolean => key === 'Enter' || key === ' ';
  return (
    <DangerFill
      disabled={disabled}
      sx={{ position: 'relative', overflow: 'hidden', touchAction: 'none' }}
      onPointerDown={() => setHeld(true)}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onBlur={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!isPress(event.key)) return;
        event.preventDefault();
        setHeld(true);
      }}
      onKeyUp={(event) => {
        if (isPress(event.key)) letGo();
      }}
    >
      <Bar aria-hidden data-held={held} />
      <Words aria-live="polite">
        <span data-shown={!held}>{label}</span>
        <span data-shown={held}>{holding}</span>
      </Words>
    </DangerFill>
  );
}
