// Room: ui/features/conversation. One conversation: head, messages, reply box.
import { styled } from '@mui/material/styles';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { usePart } from '../../app/store.ts';
import { colour } from '../../theme/colour.ts';
import { Composer } from './Composer.tsx';
import { Head } from './Head.tsx';
import { NotForYou } from './Lock.tsx';
import { Log } from './Log.tsx';
import { TakeOverSheet } from './TakeOverSheet.tsx';
import { EraseWish } from './Wish.tsx';
import { WorkBar } from './WorkBar.tsx';
import { WorkNews } from './WorkNews.tsx';

/** In a low window the newest messages keep some room, and the rest is scrolled to. */
const Pane = styled('section')({
  position: 'relative',
  overflowY: 'auto',
  display: 'flex',
  flexDirection: 'column',
  minWidth: 0,
  minHeight: 0,
  height: '100%',
  backgroundColor: colour.raised,
});

/** Drawn again for what happens in it, and not for what happens in all the others. */
export const Conversation = memo(function Conversation({ id }: { readonly id: ConversationId }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const line = usePart(stores.inbox, ({ lines }) => lines.get(id));
  const opening = usePart(stores.session, ({ stage }) => stage === 'opening');
  const talk = usePart(stores.talks, (talks) => talks.get(id));
  const asks = usePart(stores.view, ({ sheet }) => sheet === 'take-over');
  if (line === undefined) return <Pane />;
  return (
    <Pane aria-label={t('conversation.region', { name: line.name })}>
      <Head line={line} />
      {!opening && <WorkBar line={line} />}
      {!opening && <WorkNews key={`news-${id}`} line={line} />}
      {asks && (
        <TakeOverSheet
          line={line}
          onClose={() => stores.view.send({ type: 'sheet', sheet: null })}
        />
      )}
      {talk === undefined || talk.status === 'loading' ? (
        <Loading role="status">{t(opening ? 'common.coming' : 'conversation.loading')}</Loading>
      ) : (
        <Log key={id} line={line} talk={talk} />
      )}
      {!opening && line.erasedBy !== null && line.asks.erase === null && (
        <Said>
          <EraseWish line={line} by={line.erasedBy} />
        </Said>
      )}
      {!opening &&
        (line.restricted?.own === false ? (
          <NotForYou restricted={line.restricted} />
        ) : (
          <Composer key={`reply-${id}`} line={line} />
        ))}
    </Pane>
  );
});

const Said = styled('div')({
  width: '100%',
  maxWidth: 900,
  marginInline: 'auto',
  padding: '8px 20px 4px',
});

const Loading = styled('p')({
  flex: 1,
  display: 'grid',
  placeItems: 'center',
  color: colour.inkSoft,
});
