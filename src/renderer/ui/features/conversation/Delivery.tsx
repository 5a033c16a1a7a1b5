// Room: ui/features/conversation. How far a reply has come, in a word and a sign.
import { styled } from '@mui/material/styles';
import { Check, CheckCheck, CircleAlert, Clock3, Eye, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SendState } from '../../../../contract/desk.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';

const Line = styled('p', { shouldForwardProp: (prop) => prop !== 'bad' })<{
  readonly bad: boolean;
}>(({ bad }) => ({
  display: 'flex',
  alignItems: 'center',
  gap: 6,
  fontSize: 12,
  lineHeight: '17px',
  color: bad ? colour.danger : colour.inkSoft,
}));
const Help = styled('p')({ fontSize: 12, color: colour.inkSoft, textAlign: 'end' });

const icons = {
  sending: Clock3,
  sent: Check,
  delivered: CheckCheck,
  read: Eye,
  expired: CircleAlert,
  stuck: CircleAlert,
  unheard: CircleAlert,
} satisfies Record<SendState, LucideIcon>;

interface Props {
  readonly state: SendState;
  readonly alias: string;
  readonly time: string;
}

export function Delivery({ state, alias, time }: Props) {
  const { t } = useTranslation();
  const Icon = icons[state];
  return (
    <>
      <Line bad={icons[state] === CircleAlert}>
        <Icon size={14} strokeWidth={STROKE} aria-hidden />
        {[t(`conversation.state.${state}`), time, alias].filter(Boolean).join(' · ')}
      </Line>
      {state === 'stuck' && <Help>{t('conversation.stuckHelp')}</Help>}
    </>
  );
}
