// Room: ui/features/conversation. A colleague answers here: asked once before a second answer goes out beside theirs.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { focusOn, replyId } from '../../app/focus.ts';
import { colour } from '../../theme/colour.ts';

const Box = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  padding: '10px 14px',
  border: `1px solid ${colour.noteLine}`,
  borderRadius: 12,
  backgroundColor: colour.note,
  fontSize: 13,
});
const Ways = styled('div')({ display: 'flex', flexWrap: 'wrap', gap: 8 });

interface Props {
  readonly line: ConversationSummary;
  /** What was not sent yet. */
  readonly draft: string;
}

export function HeldAsk({ line: { id, holder }, draft }: Props) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  // They let go of it meanwhile: nothing is left to ask, and what was written still stands in the box.
  if (holder === null || holder.own) return null;
  const name = holder.alias === '' ? t('work.somebody') : holder.alias;
  const leave = (): void => {
    stores.composers.send({ type: 'typed', conversation: id, draft });
    focusOn(replyId(id));
  };
  const send = (held: 'take' | 'beside'): void => {
    void acts.talk.send(id, held);
    focusOn(replyId(id));
  };
  return (
    <Box role="group" aria-label={t('work.heldAsk', { name })}>
      <div role="alert">
        <b>{t('work.heldAsk', { name })}</b>
        <p>{t('work.heldHelp')}</p>
      </div>
      <Ways>
        <Button variant="contained" onClick={() => send('take')}>
          {t('work.heldTake')}
        </Button>
        <Button variant="outlined" onClick={() => send('beside')}>
          {t('work.heldBeside')}
        </Button>
        <Button onClick={leave}>{t('work.heldLeave')}</Button>
      </Ways>
    </Box>
  );
}
