// Room: ui/features/conversation. One message. Its text is only ever text: no markup, no link that can be clicked.
import { styled } from '@mui/material/styles';
import { GitFork, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenMessage } from '../../../../contract/desk.ts';
import { useLanguage } from '../../app/use-language.ts';
import { clockTime } from '../../i18n/format.ts';
import { STROKE } from '../../parts/IconAction.tsx';
import { Stars } from '../../parts/Stars.tsx';
import { colour } from '../../theme/colour.ts';
import { Delivery } from './Delivery.tsx';

const Side = styled('article', { shouldForwardProp: (prop) => prop !== 'own' })<{
  readonly own: boolean;
}>(({ own }) => ({
  alignSelf: own ? 'flex-end' : 'flex-start',
  display: 'flex',
  flexDirection: 'column',
  alignItems: own ? 'flex-end' : 'flex-start',
  gap: 3,
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

interface Props {
  readonly message: OpenMessage;
  readonly name: string;
  /** Last of several in a row: only it carries the time. */
  readonly last: boolean;
  /** A hit of the search: marked so that the eye finds it. */
  readonly sought: boolean;
}

export function Message({ message, name, last, sought }: Props) {
  const { t } = useTranslation();
  const { language } = useLanguage();
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
        <Body message={message} last={last} />
      </Side>
    </>
  );
}

function Body({
  message,
  last,
}: {
  readonly message: OpenMessage;
  readonly last: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (message.kind === 'rating') {
    return (
      <Card>
        <h3>
          {t('conversation.rating.title')} · {clockTime(message.at, language)}
        </h3>
        <Stars stars={message.stars} />
        <p dir="auto">{message.comment === '' ? t('conversation.rating.none') : message.comment}</p>
      </Card>
    );
  }
  if (message.author === 'reporter') {
    return (
      <>
        <Theirs dir="auto">{message.text}</Theirs>
        {last && <Small>{clockTime(message.at, language)}</Small>}
      </>
    );
  }
  return (
    <>
      <Ours dir="auto">{message.text}</Ours>
      <Delivery
        state={message.state}
        alias={message.alias}
        time={clockTime(message.at, language)}
      />
    </>
  );
}
