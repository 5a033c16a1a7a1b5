// Room: ui/parts. A button that is only an icon; its name is always said and shown as a tooltip.
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import type { LucideIcon } from 'lucide-react';
import type { MouseEventHandler } from 'react';

/** One stroke for every icon of the app. */
export const STROKE = 1.75;

interface Props {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly onClick: MouseEventHandler<HTMLButtonElement>;
  readonly keys?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
}

export function IconAction({ icon: Icon, label, onClick, keys, pressed, disabled }: Props) {
  return (
    <Tooltip title={keys === undefined ? label : `${label} (${keys})`}>
      <span>
        <IconButton
          aria-label={label}
          {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
          disabled={disabled ?? false}
          onClick={onClick}
        >
          <Icon size={18} strokeWidth={STROKE} aria-hidden />
        </IconButton>
      </span>
    </Tooltip>
  );
}
