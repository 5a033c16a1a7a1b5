// Room: ui/features/inbox. One conversation in the queue.
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import type { TFunction } from 'i18next';
import { Lock } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { focusOn, lineId, replyId } from '../../app/focus.ts';
import { useStore } from '../../app/store.ts';
import { isShared } from '../../app/stores.ts';
import { useLanguage } from '../../app/use-language.ts';
import { isAway, isDue } from '../../app/state/later.ts';
import { listTime, untilTime } from '../../i18n/format.ts';
import { Avatar } from '../../parts/Avatar.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Count, Dot, Pill, Tag } from '../../parts/Pill.tsx';
import { Stars } from '../../parts/Stars.tsx';
import { colour } from '../../theme/colour.ts';
import { WaitPill } from './WaitPill.tsx';

/** How high a line is, px. */
export const lineHeights = { comfortable: 88, compact: 72 } as const;
const Frame = styled(ButtonBase)({
  position: 'relative',
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'stretch',
  justifyContent: 'center',
  gap: 3,
  width: '100%',
  height: '100%',
  padding: '0 16px',
  borderBottom: `1px solid ${colour.line}`,
  textAlign: 'start',
  fontSize: 13,
  '&:hover': { backgroundColor: colour.raised },
  '&[aria-current=true]': { backgroundColor: colour.raised },
  '&[aria-current=true]::before': {
    content: '""',
    position: 'absolute',
    insetBlock: 8,
    insetInlineStart: 0,
    width: 3,
    borderRadius: 2,
    backgroundColor: colour.accent,
  },
  '&.Mui-focusVisible': { outlineOffset: -3 },
  '[data-density=compact] &': { gap: 0 },
});

const Row = styled('span')({ display: 'flex', alignItems: 'center', gap: 8, minWidth: 0 });
const Name = styled('span')({ fontSize: 14, fontWeight: 600, whiteSpace: 'nowrap' });
const Time = styled('span')({ marginInlineStart: 'auto', fontSize: 12, color: colour.inkSoft });
const Preview = styled('span')({
  display: 'block',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  color: colour.inkSoft,
  '&[data-unread=true]': { color: colour.ink },
});
const Foot = styled(Row)({ minHeight: 18, fontSize: 12, color: colour.inkSoft });
const Words = styled('span')({
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
});
/** The first one and how many more: what the line is about comes before them. */
const Tags = styled('span')({
  display: 'flex',
  flex: '0 1 auto',
  alignItems: 'center',
  gap: 4,
  minWidth: 44,
});
const Given = styled(Pill)({ minWidth: 0, maxWidth: 110, padding: '0 7px', lineHeight: '18px' });
const End = styled('span')({
  marginInlineStart: 'auto',
  display: 'flex',
  gap: 8,
  alignItems: 'center',
  flex: 'none',
});

interface Props {
  readonly line: ConversationSummary;
  readonly now: number;
  readonly open: boolean;
}

/** Drawn again only when it says something else: the list is told of every page that comes. */
export const Line = memo(function Line({ line, now, open }: Props) {
  const { acts } = useApp();
  const { language } = useLanguage();
  return (
    <Frame
      id={lineId(line.id)}
      aria-current={open}
      onClick={() => {
        // What is open already is answered: Enter opens, Enter again replies.
        if (open) focusOn(replyId(line.id));
        else void acts.talk.open(line.id);
      }}
    >
      <Row>
        <Avatar name={line.name} hue={line.hue} />
        <Name>{line.name}</Name>
        {line.language !== '' && !line.language.startsWith(language) && (
          <Tag>{line.language.slice(0, 2)}</Tag>
        )}
        <LineTime line={line} now={now} />
      </Row>
      <LinePreview line={line} />
      <LineFoot line={line} now={now} />
    </Frame>
  );
});

function LineTime({ line, now }: Pick<Props, 'line' | 'now'>) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (isAway(line, now) && line.snoozedUntil !== null) {
    return <Time>{t('later.until', { time: untilTime(line.snoozedUntil, now, language) })}</Time>;
  }
  return line.waitingSince === null ? (
    <Time>{listTime(line.lastAt, now, language)}</Time>
  ) : (
    <WaitPill short since={line.waitingSince} now={now} />
  );
}

/** It runs as what was said runs, so that its end is cut and not its beginning. */
function LinePreview({ line }: { readonly line: ConversationSummary }) {
  const { t } = useTranslation();
  const said = line.previewVeiled
    ? t('inbox.veiled')
    : line.previewKind === 'text'
      ? line.preview
      : t(`talk.preview.${line.previewKind}`, { text: line.preview });
  return (
    <Preview dir="auto" data-unread={line.unread > 0}>
      {line.stars !== null && (
        <>
          <Stars stars={line.stars} />{' '}
        </>
      )}
      {line.previewBy === 'operator' && (
        <>
          <bdi>{t('inbox.youSaid')}</bdi>{' '}
        </>
      )}
      {said}
    </Preview>
  );
}

const holderWords = ({ holder }: ConversationSummary, shared: boolean, t: TFunction): string => {
  if (!shared || holder === null) return '';
  return holder.own ? t('work.you') : holder.alias || t('work.somebody');
};

function LineFoot({ line, now }: Pick<Props, 'line' | 'now'>) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const shared = isShared(useStore(stores.facts));
  const [tag, ...moreTags] = line.tags;
  const facts = [
    line.topic,
    line.status === 'open' ? holderWords(line, shared, t) : t(`work.status.${line.status}`),
    line.case === null ? '' : t('inbox.hasCase', { reference: line.case.reference }),
  ].filter((fact) => fact !== '');
  return (
    <Foot>
      {line.live && <Dot tone="live" aria-hidden />}
      <Words>
        {line.typing
          ? t('inbox.typing')
          : [line.live ? t('inbox.live') : '', ...facts].filter(Boolean).join(' · ')}
      </Words>
      {tag !== undefined && (
        <Tags role="img" aria-label={t('inbox.tagged', { tags: line.tags.join(', ') })}>
          <Given tone="quiet">
            <Words dir="auto">{tag}</Words>
          </Given>
          {moreTags.length > 0 && <span dir="ltr">+{moreTags.length}</span>}
        </Tags>
      )}
      <End>
        {line.soon && <Pill tone="danger">{t('give.neededShort')}</Pill>}
        {line.restricted !== null && (
          <Lock size={13} strokeWidth={STROKE} role="img" aria-label={t('restrict.locked')} />
        )}
        {isDue(line, now) && <Pill tone="accent">{t('later.due')}</Pill>}
        {line.asks.erase !== null && <Pill tone="danger">{t('talk.wantsErased')}</Pill>}
        {line.asks.erase === null && line.erasedBy !== null && (
          <Pill tone="waiting">{t('talk.erasedElsewhere')}</Pill>
        )}
        {line.unread > 0 && (
          <Count role="img" aria-label={t('common.unread', { count: line.unread })}>
            {line.unread}
          </Count>
        )}
      </End>
    </Foot>
  );
}
