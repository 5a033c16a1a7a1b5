// Room: ui/features/conversation. The reply box. Enter sends; nothing typed is ever thrown away.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { CornerDownLeft, Lock } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { TEXT_LIMIT, type ConversationSummary } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { useStore } from '../../app/store.ts';
import { emptyComposer, textLength, type Composer as Box } from '../../app/state/composer.ts';
import { Problem } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';

/** The reply box's id: R puts the cursor there. */
export const REPLY_ID = 'reply';
/** From here on the characters left are counted out loud. */
const COUNT_FROM = TEXT_LIMIT - 500;

const Frame = styled('form')({
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  width: '100%',
  maxWidth: 900,
  marginInline: 'auto',
  padding: '4px 20px 12px',
});

const Card = styled('div')({
  border: `1px solid ${colour.line}`,
  borderRadius: 14,
  backgroundColor: colour.surface,
  padding: '10px 12px',
  '&:focus-within': { borderColor: colour.accent, boxShadow: `0 0 0 1px ${colour.accent}` },
});

const Text = styled('textarea')({
  display: 'block',
  width: '100%',
  minHeight: 46,
  maxHeight: 220,
  padding: 0,
  border: 0,
  outline: 'none',
  resize: 'none',
  fieldSizing: 'content',
  background: 'none',
  color: colour.ink,
  font: 'inherit',
  fontSize: 14.5,
  lineHeight: 1.5,
  '&::placeholder': { color: colour.inkFaint, opacity: 1 },
});

const Bar = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  fontSize: 12,
  color: colour.inkSoft,
});
const Spring = styled('span')({ flex: 1 });
const Foot = styled(Bar)({ gap: 8, flexWrap: 'wrap', rowGap: 0 });

export function Composer({ line }: { readonly line: ConversationSummary }) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const box = useStore(stores.composers).get(line.id) ?? emptyComposer;

  const keys = (event: KeyboardEvent): void => {
    const send = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing;
    if (!send) return;
    event.preventDefault();
    void acts.talk.send(line.id);
  };

  return (
    <Frame
      onSubmit={(event) => {
        event.preventDefault();
        void acts.talk.send(line.id);
      }}
    >
      {box.status === 'stuck' && (
        <div role="alert">
          <Problem>{t(`conversation.refusal.${box.why}`)}</Problem>
        </div>
      )}
      <Card>
        <Text
          id={REPLY_ID}
          dir="auto"
          rows={2}
          value={box.draft}
          spellCheck={false}
          aria-label={t('conversation.reply')}
          aria-describedby="reply-hint"
          placeholder={t('conversation.placeholder', { name: line.name })}
          onChange={({ target }) => acts.talk.typed(line.id, target.value)}
          onKeyDown={keys}
        />
        <Bar>
          <span id="reply-hint">{t('conversation.hint')}</span>
          <Spring />
          <Length box={box} />
          <Button
            type="submit"
            variant="contained"
            disabled={box.draft.trim() === '' || box.status === 'sending'}
            endIcon={<CornerDownLeft size={16} strokeWidth={STROKE} aria-hidden />}
          >
            {box.status === 'sending' ? t('conversation.sending') : t('conversation.send')}
          </Button>
        </Bar>
      </Card>
      <Foot>
        <Lock size={14} strokeWidth={STROKE} aria-hidden />
        {t('conversation.sealed')}
        <Spring />
        {box.draft.trim() !== '' && <span>{t('conversation.draft')}</span>}
      </Foot>
    </Frame>
  );
}

function Length({ box }: { readonly box: Box }) {
  const { t } = useTranslation();
  const length = textLength(box.draft.trim());
  if (length < COUNT_FROM) return null;
  const left = TEXT_LIMIT - length;
  return left >= 0 ? (
    <span>{t('conversation.left', { count: left })}</span>
  ) : (
    <span style={{ color: colour.danger, fontWeight: 600 }}>
      {t('conversation.over', { count: -left })}
    </span>
  );
}
