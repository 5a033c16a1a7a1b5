// Room: ui/features/conversation. One message. Its text is only ever text: no markup, and a link only asks.
import { styled } from '@mui/material/styles';
import {
  ArrowRightLeft,
  GitFork,
  History,
  TriangleAlert,
  Unplug,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId, OpenMessage } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { usePart } from '../../app/store.ts';
import { canBeVeiled, isOutOfSight, veilIn } from '../../app/state/veils.ts';
import { useLanguage } from '../../app/use-language.ts';
import { clockTime } from '../../i18n/format.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { Stars } from '../../parts/Stars.tsx';
import { colour } from '../../theme/colour.ts';
import { MarkedText } from '../annotate/MarkedText.tsx';
import { Marks } from '../annotate/Marks.tsx';
import { Attachment } from './Attachment.tsx';
import { ContactCard } from './ContactCard.tsx';
import { Delivery } from './Delivery.tsx';
import { lookWords } from './look-words.ts';
import { ToldBy } from './ToldBy.tsx';
import { HideMessage, Veiled } from './Veil.tsx';
import { EraseWish, Resume } from './Wish.tsx';

const Side = styled('article', { shouldForwardProp: (prop) => prop !== 'own' })<{
  readonly own: boolean;
}>(({ own }) => ({
  alignSelf: own ? 'flex-end' : 'flex-start',
  display: 'flex',
  flexDirection: 'column',
  alignItems: own ? 'flex-end' : 'flex-start',
  gap: 3,
  position: 'relative',
  maxWidth: 'min(82%, 620px)',
  minWidth: 0,
  '&[data-sought=true] > div': { outline: `2px solid ${colour.accent}`, outlineOffset: 3 },
}));

const bubble = {
  padding: '8px 14px',
  fontSize: 14.5,
  lineHeight: 1.5,
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
  userSelect: 'text',
  '[data-density=compact] &': { padding: '4px 12px', fontSize: 14, lineHeight: 1.4 },
} as const;

const Theirs = styled('div')({
  ...bubble,
  backgroundColor: colour.bubble,
  borderRadius: 14,
  borderStartStartRadius: 3,
});
const Ours = styled('div')({
  ...bubble,
  backgroundColor: colour.accentSoft,
  borderRadius: 14,
  borderStartEndRadius: 3,
});

const Card = styled('div')({
  padding: '10px 14px',
  border: `1px solid ${colour.noteLine}`,
  borderRadius: 10,
  backgroundColor: colour.note,
  '& h3': { fontSize: 12, color: colour.inkSoft },
  '& p': { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

const Small = styled('p')({ fontSize: 12, lineHeight: '17px', color: colour.inkSoft });

const Notice = styled('p')({
  alignSelf: 'center',
  display: 'flex',
  gap: 8,
  padding: '6px 12px',
  border: `1px dashed ${colour.lineStrong}`,
  borderRadius: 8,
  fontSize: 12,
  color: colour.inkSoft,
  '& svg': { flex: 'none', marginTop: 1 },
});

type WantedMessage = Extract<OpenMessage, { kind: 'contact' | 'resume' | 'erase' }>;
type SharedMessage = Extract<OpenMessage, { kind: 'passed' | 'work' }>;

interface Props {
  readonly message: OpenMessage;
  readonly conversation: ConversationId;
  /** The reporter's name here. */
  readonly name: string;
  /** Last of several in a row: only it carries the time. */
  readonly last: boolean;
  /** A hit of the search: marked so that the eye finds it. */
  readonly sought: boolean;
}

interface BodyProps extends Pick<Props, 'message' | 'conversation'> {
  /** Put out of sight by whoever sits here. */
  readonly veiled: boolean;
}

/** Drawn again only when it says something else: a line moves with every message, and a conversation has hundreds. */
export const Message = memo(function Message(props: Props) {
  const { message, conversation, name, last, sought } = props;
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { stores } = useApp();
  const veiled = usePart(stores.inbox, (inbox) =>
    isOutOfSight(veilIn(inbox, conversation), message),
  );
  const own = message.author === 'operator';
  const who = own
    ? t('conversation.operator', { alias: message.alias })
    : t('conversation.reporter', { name });
  return (
    <>
      {message.gap && (
        <Notice role="note">
          <Unplug size={14} strokeWidth={STROKE} aria-hidden />
          {t('conversation.gap')}
        </Notice>
      )}
      {message.forked && (
        <Notice role="note">
          <GitFork size={14} strokeWidth={STROKE} aria-hidden />
          {t('conversation.forked')}
        </Notice>
      )}
      <Side
        own={own}
        data-message={message.id}
        data-sought={sought}
        aria-label={`${who}, ${clockTime(message.at, language)}`}
      >
        <Body message={message} conversation={conversation} veiled={veiled} />
        <Below message={message} conversation={conversation} last={last} veiled={veiled} />
        {message.told !== undefined && <ToldBy device={message.told} />}
        {message.kind === 'text' && !veiled && (
          <Marks conversation={conversation} message={message.id} />
        )}
      </Side>
    </>
  );
});

function Body({ message, conversation, veiled }: BodyProps): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (veiled) return <Veiled message={message.id} conversation={conversation} />;
  switch (message.kind) {
    case 'text': {
      const Bubble = message.author === 'reporter' ? Theirs : Ours;
      return (
        <Bubble dir="auto">
          <MarkedText conversation={conversation} message={message.id} text={message.text} />
        </Bubble>
      );
    }
    case 'rating':
      return (
        <Card>
          <h3>
            {t('conversation.rating.title')} · {clockTime(message.at, language)}
          </h3>
          <Stars stars={message.stars} />
          <p dir="auto">
            {message.comment === '' ? t('conversation.rating.none') : message.comment}
          </p>
        </Card>
      );
    case 'attachment':
      return (
        <Attachment
          about={{ conversation, message: message.id }}
          file={message.file}
          mark={message.mark}
        />
      );
    case 'contact':
    case 'resume':
    case 'erase':
      return <Wanted message={message} conversation={conversation} />;
    case 'handover': {
      const { alias, to } = message;
      const words =
        to === '' ? t('talk.handover.open', { alias }) : t('talk.handover.line', { alias, to });
      return <Told icon={ArrowRightLeft} words={words} />;
    }
    case 'history':
      return <Told icon={History} words={t('talk.historySent', { count: message.count })} />;
    case 'note':
      return (
        <Card>
          <h3>{t('work.note')}</h3>
          <p dir="auto">{message.text}</p>
        </Card>
      );
    case 'warned':
      return <Told icon={TriangleAlert} words={t('talk.file.warned')} />;
    case 'passed':
    case 'work':
      return <Shared message={message} />;
  }
}

/** What a reporter gave or asked for: how that stands now the line says. */
function Wanted({
  message,
  conversation,
}: Pick<Props, 'conversation'> & { readonly message: WantedMessage }) {
  const { stores } = useApp();
  const line = usePart(stores.inbox, ({ lines }) => lines.get(conversation));
  if (line === undefined) return null;
  switch (message.kind) {
    case 'contact':
      return <ContactCard line={line} message={message.id} empty={message.empty} />;
    case 'resume':
      return <Resume line={line} message={message.id} />;
    case 'erase':
      return <EraseWish line={line} />;
  }
}

/** What was arranged among colleagues. */
function Shared({ message }: { readonly message: SharedMessage }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (message.kind === 'passed') {
    const { to } = message;
    const words =
      to === null ? t('work.given') : t('work.passed', { to: to === '' ? t('work.somebody') : to });
    return <Told icon={ArrowRightLeft} words={words} />;
  }
  const { look, base, at: now } = message;
  const words = lookWords(t, { look, base, now, language });
  return <Told icon={Users} words={message.stands ? words : `${words}. ${t('work.proposal')}`} />;
}

function Told({ icon: Icon, words }: { readonly icon: LucideIcon; readonly words: string }) {
  return (
    <Notice>
      <Icon size={14} strokeWidth={STROKE} aria-hidden />
      {words}
    </Notice>
  );
}

/** What no reporter ever gets. */
const teamKinds: ReadonlySet<OpenMessage['kind']> = new Set(['note', 'warned', 'passed', 'work']);

/** How far our own have come to the reporter; of the others the time, once for several in a row. A rating says it itself. */
function Below({ message, conversation, last, veiled }: BodyProps & Pick<Props, 'last'>) {
  const { language } = useLanguage();
  const time = clockTime(message.at, language);
  const shared = teamKinds.has(message.kind);
  // For colleagues a word comes only when it never reached one of them.
  if (shared && message.author === 'operator' && message.state !== 'unheard') {
    return <Small>{message.alias === '' ? time : `${time} · ${message.alias}`}</Small>;
  }
  if (message.author === 'operator') {
    return <Delivery message={message} conversation={conversation} time={time} />;
  }
  const timed = last && message.kind !== 'rating';
  const hideable = canBeVeiled(message) && !veiled;
  if (!timed && !hideable) return null;
  return (
    <Foot data-timed={timed}>
      {timed && <Small>{time}</Small>}
      {hideable && <HideMessage message={message.id} conversation={conversation} />}
    </Foot>
  );
}

/** Where no time stands, hiding floats beside the message and takes no room. */
const Foot = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  minHeight: 17,
  '& > button': { marginBlock: -4 },
  '&[data-timed=false]': { minHeight: 0, height: 0, alignSelf: 'flex-end', marginTop: -3 },
  '&[data-timed=false] > button': {
    position: 'absolute',
    insetInlineStart: '100%',
    bottom: 6,
    marginInlineStart: 4,
    whiteSpace: 'nowrap',
  },
});
