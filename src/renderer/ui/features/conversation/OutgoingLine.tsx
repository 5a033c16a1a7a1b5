// Room: ui/features/conversation. A file on its way to the relay: how far it is, and what can be done about it.
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import { FileUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../../contract/desk.ts';
import type { OutgoingFile } from '../../../../contract/talk.ts';
import { useApp } from '../../app/app-context.ts';
import { useLanguage } from '../../app/use-language.ts';
import { fileSize } from '../../i18n/format.ts';
import { Problem } from '../../parts/Field.tsx';
import { colour } from '../../theme/colour.ts';
import { Actions, TalkCard } from './TalkCard.tsx';

const Name = styled('bdi')({ overflowWrap: 'anywhere', fontWeight: 600 });
const Size = styled('bdi')({ color: colour.inkSoft, whiteSpace: 'nowrap' });

interface Props {
  readonly conversation: ConversationId;
  readonly file: OutgoingFile;
}

export function OutgoingLine({ conversation, file }: Props) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { acts } = useApp();
  const { name, bytes, state, done, total } = file;
  const stands = state === 'no-room' || state === 'failed';
  const said = t(`sendFile.state.${state}`);
  return (
    <TalkCard
      icon={FileUp}
      title={
        <>
          <Name dir="auto">{name}</Name> <Size>{fileSize(bytes, language)}</Size>
        </>
      }
    >
      <div role="status">{stands ? <Problem>{said}</Problem> : <p>{said}</p>}</div>
      {!stands && (
        <LinearProgress
          aria-label={said}
          variant={state === 'going' && total === 0 ? 'indeterminate' : 'determinate'}
          value={total === 0 ? 0 : (done / total) * 100}
        />
      )}
      <Actions>
        {stands && (
          <Button variant="contained" onClick={() => acts.outgoing.resume(conversation)}>
            {t('sendFile.again')}
          </Button>
        )}
        <Button onClick={() => acts.outgoing.stop(conversation)}>{t('sendFile.takeBack')}</Button>
      </Actions>
    </TalkCard>
  );
}
