// Room: ui/features/conversation. One conversation: head, messages, reply box.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { colour } from '../../theme/colour.ts';
import { Composer } from './Composer.tsx';
import { Head } from './Head.tsx';
import { Log } from './Log.tsx';

const Pane = styled('section')({
  display: 'flex',
  flexDirection: 'column',
  minWidth: 0,
  minHeight: 0,
  height: '100%',
  backgroundColor: colour.raised,
});

export function Conversation({ id }: { readonly id: ConversationId }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const line = useStore(stores.inbox).lines.get(id);
  const opening = useStore(stores.session).stage === 'opening';
  const talk = useStore(stores.talks).get(id);
  if (line === undefined) return <Pane />;
  return (
    <Pane aria-label={t('conversation.region', { name: line.name })}>
      <Head line={line} />
      {talk === undefined || talk.status === 'loading' ? (
        <Loading role="status">{t(opening ? 'common.coming' : 'conversation.loading')}</Loading>
      ) : (
        <Log key={id} line={line} talk={talk} />
      )}
      {!opening && <Composer key={`reply-${id}`} line={line} />}
    </Pane>
  );
}

const Loading = styled('p')({
  flex: 1,
  display: 'grid',
  placeItems: 'center',
  color: colour.inkSoft,
});
