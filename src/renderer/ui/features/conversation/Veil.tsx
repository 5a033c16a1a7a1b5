// Room: ui/features/conversation. Hateful words out of sight, behind a tap: by one operator, for one message.
import { styled } from '@mui/material/styles';
import { Eye, EyeOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationId, MessageId } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';

const Tap = styled('button')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 8,
  minHeight: 34,
  padding: '4px 12px',
  border: `1px dashed ${colour.lineStrong}`,
  borderRadius: 10,
  background: 'none',
  font: 'inherit',
  fontSize: 13,
  color: colour.inkSoft,
  cursor: 'pointer',
  '&:hover': { color: colour.ink },
  '&:focus-visible': { outline: `2px solid ${colour.accent}`, outlineOffset: 2 },
});

/** Seen when the message is pointed at or the keyboard is on it. */
const Hide = styled(Tap)({
  minHeight: 24,
  padding: '0 6px',
  borderColor: 'transparent',
  fontSize: 12,
  opacity: 0,
  'article:hover &, &:focus-visible': { opacity: 1 },
});

interface Props {
  readonly message: MessageId;
}

export function Veiled({ message }: Props) {
  const { t } = useTranslation();
  const { stores } = useApp();
  return (
    <Tap type="button" onClick={() => stores.veils.send({ type: 'shown', message })}>
      <Eye size={16} strokeWidth={STROKE} aria-hidden />
      {t('conversation.veiled')}
    </Tap>
  );
}

interface HideProps extends Props {
  readonly conversation: ConversationId;
  readonly text: string;
}

export function HideText({ message, conversation, text }: HideProps) {
  const { t } = useTranslation();
  const { stores } = useApp();
  return (
    <Hide
      type="button"
      title={t('conversation.veilHelp')}
      onClick={() => stores.veils.send({ type: 'veiled', message, conversation, text })}
    >
      <EyeOff size={14} strokeWidth={STROKE} aria-hidden />
      {t('conversation.veil')}
    </Hide>
  );
}
