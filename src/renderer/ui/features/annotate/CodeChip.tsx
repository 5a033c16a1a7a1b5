// Room: ui/features/annotate. One code: its colour, its name, and whether the words carry it.
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { edge } from '../../parts/Pill.tsx';
import { colour } from '../../theme/colour.ts';
import { hueColour } from './look.ts';

export const Swatch = styled('span')({
  display: 'inline-block',
  flex: 'none',
  width: 10,
  height: 10,
  borderRadius: 3,
  forcedColorAdjust: 'none',
});

const chip = {
  display: 'inline-flex',
  alignItems: 'center',
  gap: 6,
  minHeight: 28,
  maxWidth: '100%',
  padding: '2px 10px 2px 6px',
  borderRadius: 8,
  border: `1px solid ${colour.line}`,
  backgroundColor: colour.raised,
  fontSize: 13,
  lineHeight: '18px',
  textAlign: 'start',
  color: colour.ink,
  overflowWrap: 'anywhere',
} as const;

const Press = styled(ButtonBase)({
  ...chip,
  ...edge,
  '&:hover': { backgroundColor: colour.sunken },
  '&[aria-pressed=true]': { borderColor: colour.accent, backgroundColor: colour.accentSoft },
});

interface Props {
  readonly hue: number | null;
  readonly label: string;
  readonly pressed: boolean;
  readonly onPress: () => void;
  /** What stands before the colour, such as its key. */
  readonly before?: ReactNode;
}

export function CodeChip({ hue, label, pressed, onPress, before }: Props) {
  return (
    <Press aria-pressed={pressed} onClick={onPress}>
      {before}
      <Swatch style={{ backgroundColor: hueColour(hue) }} />
      <bdi>{label}</bdi>
      {pressed && <Check size={14} strokeWidth={2} aria-hidden />}
    </Press>
  );
}

const Still = styled('span')(chip);

/** A code to be read, not pressed. */
export function CodeName({ hue, label }: Pick<Props, 'hue' | 'label'>) {
  return (
    <Still>
      <Swatch style={{ backgroundColor: hueColour(hue) }} />
      <bdi>{label}</bdi>
    </Still>
  );
}
