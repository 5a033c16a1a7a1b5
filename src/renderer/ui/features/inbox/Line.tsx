// Room: ui/features/inbox. One conversation in the queue.
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { useLanguage } from '../../app/use-language.ts';
import { listTime, waitingTime } from '../../i18n/format.ts';
import { Avatar } from '../../parts/Avatar.tsx';
import { Count, Dot, Pill, Tag, type PillTone } from '../../parts/Pill.tsx';
import { Stars } from '../../parts/Stars.tsx';
import { colour } from '../../theme/colour.ts';

export const LINE_HEIGHT = 88;
/** From here on somebody has waited too long, ms. */
const LONG_WAIT_MS = 10 * 60_000;

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
    <Frame aria-current={open} onClick={() => void acts.talk.open(line.id)}>
      <Row>
        <Avatar name={line.name} hue={line.hue} />
        <Name>{line.name}</Name>
        {line.language !== '' && !line.language.startsWith(language) && (
          <Tag>{line.language.slice(0, 2)}</Tag>
        )}
        <LineTime line={line} now={now} />
      </Row>
      <LinePreview line={line} />
      <LineFoot line={line} />
    </Frame>
  );
});

function LineTime({ line, now }: { readonly line: ConversationSummary; readonly now: number }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  if (line.waitingSince === null) return <Time>{listTime(line.lastAt, now, language)}</Time>;
  const tone: PillTone = now - line.waitingSince >= LONG_WAIT_MS ? 'danger' : 'waiting';
  const time = waitingTime(line.waitingSince, now, language);
  return (
    <Pill
      tone={tone}
      dir="auto"
      role="img"
      aria-label={t('inbox.waits', { time })}
      sx={{ ml: 'auto' }}
    >
      {time}
    </Pill>
  );
}

function LinePreview({ line }: { readonly line: ConversationSummary }) {
  const { t } = useTranslation();
  const text =
    line.previewBy === 'operator' ? t('inbox.youSaid', { text: line.preview }) : line.preview;
  return (
    <Preview dir="auto" data-unread={line.unread > 0}>
      {line.stars !== null && (
        <>
          <Stars stars={line.stars} />{' '}
        </>
      )}
      {text}
    </Preview>
  );
}

function LineFoot({ line }: { readonly line: ConversationSummary }) {
  const { t } = useTranslation();
  const facts = [
    line.topic,
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
      <End>
        {line.unread > 0 && (
          <Count role="img" aria-label={t('common.unread', { count: line.unread })}>
            {line.unread}
          </Count>
        )}
      </End>
    </Foot>
  );
}
