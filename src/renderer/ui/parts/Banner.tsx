// Room: ui/parts. One line above the screen that says something everybody must know.
import { styled } from '@mui/material/styles';
import { X, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { colour } from '../theme/colour.ts';
import { IconAction, STROKE } from './IconAction.tsx';

export type BannerTone = 'quiet' | 'waiting' | 'danger';

const tones = {
  quiet: { backgroundColor: colour.sunken, color: colour.ink },
  waiting: { backgroundColor: colour.waitingSoft, color: colour.waiting },
  danger: { backgroundColor: colour.dangerSoft, color: colour.danger },
} satisfies Record<BannerTone, object>;

const Line = styled('div', { shouldForwardProp: (prop) => prop !== 'tone' })<{
  readonly tone: BannerTone;
}>(({ tone }) => ({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '0 10px',
  minHeight: 40,
  padding: '4px 12px 4px 20px',
  borderBottom: `1px solid ${colour.line}`,
  fontSize: 13,
  ...tones[tone],
  '& p': { flex: '1 1 160px' },
  '& > svg': { flex: 'none' },
  '& .MuiButton-text': { color: 'inherit', fontSize: 13, fontWeight: 600, flex: 'none' },
}));

interface Props {
  readonly tone: BannerTone;
  readonly icon: LucideIcon;
  readonly children: ReactNode;
  /** A button that leads to where something can be done. */
  readonly action?: ReactNode;
  readonly onDismiss?: () => void;
}

export function Banner({ tone, icon: Icon, children, action, onDismiss }: Props) {
  const { t } = useTranslation();
  return (
    <Line tone={tone} role="status">
      <Icon size={16} strokeWidth={STROKE} aria-hidden />
      <p>{children}</p>
      {action}
      {onDismiss !== undefined && (
        <IconAction icon={X} label={t('common.dismiss')} onClick={onDismiss} />
      )}
    </Line>
  );
}
