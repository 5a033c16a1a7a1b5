// Room: ui/features/conversation. The messages, oldest first; older pages join at the top without a jump.
import { styled } from '@mui/material/styles';
import { ShieldCheck } from 'lucide-react';
import { Fragment, startTransition, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary, OpenMessage } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import type { Talk } from '../../app/state/talks.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { clockTime, dayName, sameDay } from '../../i18n/format.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { useChosenWords } from '../annotate/use-chosen-words.ts';
import { Marker } from '../annotate/Marker.tsx';
import { saysNothing } from './looks.ts';
import { Message } from './Message.tsx';
import { TypingSign } from './TypingSign.tsx';
import { useKeptPlace } from './use-kept-place.ts';
import { useSoughtMessage } from './use-sought-message.ts';

const Scroller = styled('div')({
  flex: 1,
  minHeight: 96,
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
  '[data-density=compact] &': { gap: 4 },
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

/** The newest messages, that fill a window, are drawn at once; those above them when the screen has nothing better to do. */
const FIRST_DRAWN = 16;
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

  const news = line.status === 'muted' ? line.lastAt : line.unread;
  useEffect(() => {
    if (news > 0) acts.talk.seen(line.id);
    const focused = (): void => acts.talk.seen(line.id);
    addEventListener('focus', focused);
    return () => removeEventListener('focus', focused);
  }, [acts, line.id, news]);

  const sought = useSoughtMessage(scroller, talk);
  useChosenWords(scroller, line.id);
  const { messages, earlier } = talk;
  const shown = useMemo(() => messages.filter((message) => !saysNothing(message)), [messages]);
  const drawn = useDrawn();
  const begin = drawn === 'newest' && sought === null ? Math.max(0, shown.length - FIRST_DRAWN) : 0;

  return (
    <>
      <Scroller
        ref={scroller}
        tabIndex={0}
        role="log"
        aria-label={t('conversation.log')}
        // What is drawn late was said long ago: it is not read out as if it came now.
        aria-live={drawn === 'settled' ? 'polite' : 'off'}
        onScroll={({ currentTarget }) => {
          if (begin === 0 && currentTarget.scrollTop < NEAR_START)
            void acts.talk.readEarlier(line.id);
        }}
      >
        <Messages>
          {talk.status === 'loading-earlier' && <Between>{t('conversation.earlier')}</Between>}
          {shown.map((message, at) =>
            at < begin ? null : (
              <Fragment key={message.id}>
                <DayLine at={message.at} before={shown[at - 1]?.at} begin={!earlier} now={now} />
                <Message
                  message={message}
                  conversation={line.id}
                  name={line.name}
                  sought={message.id === sought}
                  last={endsRow(message, shown[at + 1])}
                />
              </Fragment>
            ),
          )}
          {line.typing && <TypingSign name={line.name} />}
        </Messages>
      </Scroller>
      <Marker line={line} talk={talk} />
    </>
  );
}

/** How far drawing has come since the conversation was opened. */
function useDrawn(): 'newest' | 'all' | 'settled' {
  const [drawn, setDrawn] = useState<'newest' | 'all' | 'settled'>('newest');
  useEffect(() => {
    if (drawn === 'newest') startTransition(() => setDrawn('all'));
    if (drawn !== 'all') return undefined;
    const soon = requestAnimationFrame(() => setDrawn('settled'));
    return () => cancelAnimationFrame(soon);
  }, [drawn]);
  return drawn;
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
