// Room: ui/features/conversation. How far a reply has come, in a word and a sign; and once more, where it did not get through.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { Check, CheckCheck, CircleAlert, Clock3, Eye, type LucideIcon } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  ConversationId,
  MessageId,
  OpenMessage,
  SendState,
} from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import type { Refusal } from '../../app/state/task.ts';
import { useBusy } from '../../app/use-busy.ts';
import { Problem } from '../../parts/Field.tsx';
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

/** What did not get through, and may go out once more. */
type Failed = 'stuck' | 'expired' | 'unheard';
const hasFailed = (state: SendState): state is Failed => icons[state] === CircleAlert;

interface Props {
  readonly message: Extract<OpenMessage, { readonly author: 'operator' }>;
  readonly conversation: ConversationId;
  readonly time: string;
}

export function Delivery({ message, conversation, time }: Props) {
  const { t } = useTranslation();
  const { state, alias } = message;
  const Icon = icons[state];
  const failed = hasFailed(state);
  return (
    <>
      <Line bad={failed}>
        <Icon size={14} strokeWidth={STROKE} aria-hidden />
        {[t(`conversation.state.${state}`), time, alias].filter(Boolean).join(' · ')}
      </Line>
      {failed && <Again conversation={conversation} message={message.id} state={state} />}
    </>
  );
}

/** Once it is on its way again this is gone, and the keyboard is where the messages are. */
function Again({ conversation, message, state }: AgainProps) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const { busy, run } = useBusy();
  const [why, setWhy] = useState<Refusal<'sendAgain'> | 'failed' | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const again = async (): Promise<void> => {
    const log = button.current?.closest<HTMLElement>('[role=log]');
    const had = document.activeElement === button.current;
    const refused = await acts.talk.sendAgain(conversation, message);
    setWhy(refused);
    if (refused === null && had) log?.focus({ preventScroll: true });
  };
  return (
    <>
      <Help>{t(`conversation.failedHelp.${state}`)}</Help>
      <Button ref={button} size="small" aria-disabled={busy} onClick={() => run(again)}>
        {t(state === 'stuck' ? 'conversation.tryNow' : 'conversation.sendAgain')}
      </Button>
      {why !== null && (
        <div role="alert">
          <Problem>{t(`conversation.againRefusal.${why}`)}</Problem>
        </div>
      )}
    </>
  );
}

interface AgainProps {
  readonly conversation: ConversationId;
  readonly message: MessageId;
  readonly state: Failed;
}
