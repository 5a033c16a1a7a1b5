// Room: ui/features/conversation. The messages, oldest first; older pages join at the top without a jump.
import { styled } from '@mui/material/styles';
import { ShieldCheck } from 'lucide-react';
import { Fragment, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary, OpenMessage } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import type { Talk } from '../../app/state/talks.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { clockTime, dayName, sameDay } from '../../i18n/format.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { Message } from './Message.tsx';
import { TypingSign } from './TypingSign.tsx';
import { useKeptPlace } from './use-kept-place.ts';
import { useSoughtMessage } from './use-sought-message.ts';

const Scroller = styled('div')({
  flex: 1,
  minHeight: 0,
  overflow: 'auto',
  scrollbarGutter: 'stable both-edges',
  display: 'flex',
  flexDirection: 'column',
  padding: '20px 18px 12px',
  '&:focus-visible': { outline: `2px solid ${colour.accent}`, outlineOffset: -3 },
});

const Messages = styled('div')({
  marginTop: 'auto',
  display: 'flex',
  flexDirection: 'column',
  gap: 10,
  width: '100%',
  maxWidth: 860,
  marginInline: 'auto',
});

const Between = styled('p')({
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'center',
  gap: 8,
  margin: '10px 0 4px',
  fontSize: 12,
  color: colour.inkSoft,
});

/** So near the start the page before is asked for, px. */
const NEAR_START = 200;

interface Props {
  readonly line: ConversationSummary;
  readonly talk: Talk;
}

export function Log({ line, talk }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const scroller = useKeptPlace(talk);
  const now = useNow(60_000);

  useEffect(() => {
    if (line.unread > 0) acts.talk.seen(line.id);
    const focused = (): void => acts.talk.seen(line.id);
    addEventListener('focus', focused);
    return () => removeEventListener('focus', focused);
  }, [acts, line.id, line.unread]);

  const sought = useSoughtMessage(scroller, talk);

  return (
    <Scroller
      ref={scroller}
      tabIndex={0}
      role="log"
      aria-label={t('conversation.log')}
      onScroll={({ currentTarget }) => {
        if (currentTarget.scrollTop < NEAR_START) void acts.talk.readEarlier(line.id);
      }}
    >
      <Messages>
        {talk.status === 'loading-earlier' && <Between>{t('conversation.earlier')}</Between>}
        {talk.messages.map((message, at) => (
          <Fragment key={message.id}>
            <DayLine
              at={message.at}
              before={talk.messages[at - 1]?.at}
              begin={!talk.earlier}
              now={now}
            />
            <Message
              message={message}
              name={line.name}
              sought={message.id === sought}
              last={endsRow(message, talk.messages[at + 1])}
            />
          </Fragment>
        ))}
        {line.typing && <TypingSign name={line.name} />}
      </Messages>
    </Scroller>
  );
}

/** Messages this close together by one person read as one, ms. */
const ROW_MS = 3 * 60_000;

const endsRow = (message: OpenMessage, next: OpenMessage | undefined): boolean =>
  next === undefined || next.author !== message.author || next.at - message.at > ROW_MS;

interface DayProps {
  readonly at: number;
  readonly before: number | undefined;
  /** No older page exists: the first line says when it all began. */
  readonly begin: boolean;
  readonly now: number;
}

function DayLine({ at, before, begin, now }: DayProps) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (before !== undefined && sameDay(before, at)) return null;
  const day = dayName(at, now, language);
  if (before !== undefined || !begin) return <Between>{day}</Between>;
  return (
    <Between>
      <ShieldCheck size={16} strokeWidth={STROKE} aria-hidden />
      {t('conversation.begin', { when: `${day}, ${clockTime(at, language)}` })}
    </Between>
  );
}
