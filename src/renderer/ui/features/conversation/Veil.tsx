// Room: ui/features/conversation. Hateful words out of sight, behind a tap, on this device and until somebody lifts it.
import { styled } from '@mui/material/styles';
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId, ConversationSummary, MessageId } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { useBusy } from '../../app/use-busy.ts';
import { Problem } from '../../parts/Field.tsx';
import { IconAction, STROKE } from '../../parts/IconAction.tsx';
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
  readonly conversation: ConversationId;
  readonly message: MessageId;
}

export function Veiled({ conversation, message }: Props) {
  const { t } = useTranslation();
  const { press, problem } = useVeil(conversation, message, false);
  return (
    <>
      <Tap type="button" onClick={press}>
        <Eye size={16} strokeWidth={STROKE} aria-hidden />
        {t('conversation.veiled')}
      </Tap>
      {problem}
    </>
  );
}

export function HideMessage({ conversation, message }: Props) {
  const { t } = useTranslation();
  const { press, problem } = useVeil(conversation, message, true);
  return (
    <>
      <Hide type="button" title={t('conversation.veilHelp')} onClick={press}>
        <EyeOff size={14} strokeWidth={STROKE} aria-hidden />
        {t('conversation.veil')}
      </Hide>
      {problem}
    </>
  );
}

/** Everything this person writes, at once. */
export function HideAll({ line: { id, veil } }: { readonly line: ConversationSummary }) {
  const { t } = useTranslation();
  const { press, problem } = useVeil(id, null, !veil.all);
  return (
    <>
      <IconAction
        icon={veil.all ? Eye : EyeOff}
        label={t(veil.all ? 'conversation.unveilAll' : 'conversation.veilAll')}
        onClick={press}
      />
      {problem}
    </>
  );
}

/** One press, and what is said where it could not be kept. */
function useVeil(conversation: ConversationId, message: MessageId | null, hidden: boolean) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { run } = useBusy();
  const [why, setWhy] = useState<'full' | 'failed' | null>(null);
  const set = async (): Promise<void> => {
    const refused = await acts.veil.set(conversation, message, hidden);
    setWhy(refused === null || refused === 'full' ? refused : 'failed');
  };
  const problem = why !== null && (
    <div role="alert">
      <Problem>{t(`conversation.veilRefusal.${why}`)}</Problem>
    </div>
  );
  return { press: () => run(set), problem };
}
