// Room: ui/features/conversation. The messages, oldest first; only so many in the page, and where one reads nothing jumps.
import { styled } from '@mui/material/styles';
import { ShieldCheck } from 'lucide-react';
import { Fragment, startTransition, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary, OpenMessage } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { usePart } from '../../app/store.ts';
import type { Talk } from '../../app/state/talks.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useNow } from '../../app/use-now.ts';
import { clockTime, dayName, sameDay } from '../../i18n/format.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { useChosenWords } from '../annotate/use-chosen-words.ts';
import { Marker } from '../annotate/Marker.tsx';
import { saysNothing } from './looks.ts';
import { NewestLine, SoughtLine } from './LogFoot.tsx';
import { Message } from './Message.tsx';
import { TypingSign } from './TypingSign.tsx';
import { useKeptPlace } from './use-kept-place.ts';
import { useBroughtMessage } from './use-brought-message.ts';
import { useLogWindow } from './use-log-window.ts';

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
/** So near an edge of what is drawn there is more, px. */
const NEAR_EDGE = 400;

interface Props {
  readonly line: ConversationSummary;
  readonly talk: Talk;
}

export function Log({ line, talk }: Props) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow(60_000);

  const { messages, earlier } = talk;
  const shown = useMemo(() => messages.filter((message) => !saysNothing(message)), [messages]);
  const drawn = useLogWindow(shown, scroller);
  const newest = shown.at(-1);
  const alias = usePart(stores.facts, ({ team }) => team?.alias);
  const own = newest?.author === 'operator' && [alias, ''].includes(newest.alias);
  const { endSeen, toEnd } = useKeptPlace({ scroller, drawn, newest, own });
  const wanted = usePart(stores.view, (view) => view.sought);
  const sought = wanted?.message ?? null;
  const found = useBroughtMessage(
    scroller,
    { drawn, shown },
    { message: sought, by: wanted, block: 'center' },
  );
  const chosen = usePart(stores.marking, ({ chosen: words }) => words);
  const byKeys = chosen?.byKeys === true && chosen.conversation === line.id ? chosen : null;
  useBroughtMessage(
    scroller,
    { drawn, shown },
    { message: byKeys?.message ?? null, by: byKeys, block: 'nearest' },
  );
  useChosenWords(scroller, line.id);
  const stage = useStage();
  const begin =
    stage === 'newest' && sought === null ? Math.max(0, drawn.messages.length - FIRST_DRAWN) : 0;
  // Before it has settled it stands at its end for a moment, wherever it was opened.
  useSeen(line, stage === 'settled' && drawn.newest && endSeen);
  const live = useReadOut(stage === 'settled' && drawn.newest, drawn.messages);

  const { move, from } = drawn;
  const readOn = (): void => {
    const box = scroller.current;
    if (box === null || stage !== 'settled') return;
    if (box.scrollTop < NEAR_EDGE) {
      if (from > 0) move('older');
      else void acts.talk.readEarlier(line.id);
    } else if (box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_EDGE) move('newer');
  };
  // What was read back goes into the page if that is where somebody still looks.
  const readFurther = useRef(readOn);
  useEffect(() => {
    readFurther.current = readOn;
  });
  useEffect(() => {
    if (stage === 'settled' && messages.length > from) readFurther.current();
  }, [stage, messages, from]);

  return (
    <>
      <Scroller
        ref={scroller}
        tabIndex={0}
        role="log"
        aria-label={t('conversation.log')}
        aria-live={live ? 'polite' : 'off'}
        onScroll={readOn}
      >
        <Messages>
          {talk.status === 'loading-earlier' && <Between>{t('conversation.earlier')}</Between>}
          {drawn.messages.map((message, n) =>
            n < begin ? null : (
              <Fragment key={message.id}>
                <DayLine
                  at={message.at}
                  before={shown[from + n - 1]?.at}
                  begin={!earlier}
                  now={now}
                />
                <Message
                  message={message}
                  conversation={line.id}
                  name={line.name}
                  sought={message.id === sought}
                  last={endsRow(message, shown[from + n + 1])}
                />
              </Fragment>
            ),
          )}
          {line.typing && drawn.newest && <TypingSign name={line.name} />}
        </Messages>
      </Scroller>
      <SoughtLine sought={sought} found={found} talk={talk} />
      <NewestLine drawn={drawn} newest={newest} endSeen={endSeen} onEnd={toEnd} />
      <Marker line={line} talk={talk} />
    </>
  );
}

/** What is new is told to have been looked at while the end is in sight, now and whenever the window comes to the front. */
function useSeen({ id, status, lastAt, unread }: ConversationSummary, atEnd: boolean): void {
  const { acts } = useApp();
  const news = status === 'muted' ? lastAt : unread;
  useEffect(() => {
    if (!atEnd) return undefined;
    if (news > 0) acts.talk.seen(id);
    const focused = (): void => acts.talk.seen(id);
    addEventListener('focus', focused);
    return () => removeEventListener('focus', focused);
  }, [acts, id, news, atEnd]);
}

/** How far drawing has come since the conversation was opened. */
function useStage(): 'newest' | 'all' | 'settled' {
  const [stage, setStage] = useState<'newest' | 'all' | 'settled'>('newest');
  useEffect(() => {
    if (stage === 'newest') startTransition(() => setStage('all'));
    if (stage !== 'all') return undefined;
    const soon = requestAnimationFrame(() => setStage('settled'));
    return () => cancelAnimationFrame(soon);
  }, [stage]);
  return stage;
}

/**
 * Whether what joins the page is read out. What was said long ago is not, as if it came now: not before a frame has
 * passed without any of it.
 */
function useReadOut(holds: boolean, messages: readonly OpenMessage[]): boolean {
  const first = messages[0]?.id ?? '';
  /** The first message, where nothing joined before it; null: not yet. */
  const [steady, setSteady] = useState<string | null>(null);
  const joined = steady !== first && messages.some(({ id }) => id === steady);
  useEffect(() => {
    if (!holds) return undefined;
    const soon = requestAnimationFrame(() => setSteady(first));
    return () => cancelAnimationFrame(soon);
  }, [holds, first]);
  useEffect(() => (holds ? () => setSteady(null) : undefined), [holds]);
  return holds && steady !== null && !joined;
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
