// Room: ui/app. Queue, conversation and case side by side, as many as fit.
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { CasePanel } from '../features/case/CasePanel.tsx';
import { Conversation } from '../features/conversation/Conversation.tsx';
import { EmptyInbox } from '../features/inbox/EmptyInbox.tsx';
import { CareCard } from '../features/figures/CareCard.tsx';
import { Inbox } from '../features/inbox/Inbox.tsx';
import { unseen } from '../parts/unseen.ts';
import { colour } from '../theme/colour.ts';
import type { ConversationId } from '../../../contract/desk.ts';
import { useApp } from './app-context.ts';
import { panesFor, type Pane } from './panes.ts';
import { usePart, useStore } from './store.ts';
import { useWidth } from './use-width.ts';

const Frame = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  height: '100%',
  minHeight: 0,
});

const Panes = styled('div')({
  display: 'grid',
  gridAutoFlow: 'column',
  gridAutoRows: 'minmax(0, 1fr)',
  flex: 1,
  minHeight: 0,
  '& > * + *': { borderInlineStart: `1px solid ${colour.line}` },
});

const Nobody = styled('section')({
  height: '100%',
  display: 'grid',
  placeContent: 'center',
  textAlign: 'center',
  gap: 6,
  padding: 24,
  backgroundColor: colour.raised,
  color: colour.inkSoft,
});

/** Read out where the queue, whose title it is, has no place. */
const Unseen = styled('h1')(unseen);

const widths: Readonly<Record<Pane, string>> = {
  queue: '316px',
  talk: 'minmax(0, 1fr)',
  case: '392px',
};

/** Where there is no queue, what an empty inbox has to say has all the room. */
const TALK_ALONE: readonly Pane[] = ['talk'];

export function InboxRoom() {
  const { t } = useTranslation();
  const { stores } = useApp();
  const width = useWidth();
  const view = useStore(stores.view);
  const open = view.conversation;
  const file = usePart(stores.inbox, ({ lines }) =>
    open === null ? null : (lines.get(open)?.case?.id ?? null),
  );
  const nobody = usePart(stores.inbox, ({ lines }) => lines.size === 0);
  const empty = nobody && width === 'narrow';
  const shown = empty ? TALK_ALONE : panesFor(width, view, file !== null);
  const queue = shown.includes('queue');
  return (
    <Frame>
      {!queue && <Unseen>{t('common.inbox')}</Unseen>}
      <CareCard />
      <Panes
        style={{
          gridTemplateColumns: shown
            .map((pane) => (shown.length === 1 ? '1fr' : widths[pane]))
            .join(' '),
        }}
      >
        {queue && <Inbox />}
        {shown.includes('talk') && <Talk conversation={view.conversation} />}
        {shown.includes('case') && file !== null && <CasePanel id={file} />}
      </Panes>
    </Frame>
  );
}

function Talk({ conversation }: { readonly conversation: ConversationId | null }) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const empty = usePart(stores.inbox, ({ lines, loaded }) => loaded && lines.size === 0);
  if (conversation !== null) return <Conversation key={conversation} id={conversation} />;
  if (empty) return <EmptyInbox />;
  return (
    <Nobody>
      <p>{t('inbox.choose')}</p>
      <p>{t('inbox.chooseKeys')}</p>
    </Nobody>
  );
}
