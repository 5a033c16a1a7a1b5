// Room: ui/features/conversation. The reply box. Enter sends; nothing typed is ever thrown away.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { CircleQuestionMark, CornerDownLeft, Lock, Paperclip, TextQuote } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { TEXT_LIMIT, type ConversationSummary } from '../../../../contract/desk.ts';
import { useApp } from '../../app/app-context.ts';
import { replyId } from '../../app/focus.ts';
import { usePart, useStore } from '../../app/store.ts';
import { emptyComposer, textLength, type Composer as Box } from '../../app/state/composer.ts';
import { Problem } from '../../parts/Field.tsx';
import { IconAction, STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { EmojiButton } from './EmojiButton.tsx';
import { HeldAsk } from './HeldAsk.tsx';
import { OutgoingLine } from './OutgoingLine.tsx';
import { READY_ID, readyId, ReadyList } from './ReadyList.tsx';
import { SendFileSheet } from './SendFileSheet.tsx';
import { useFileDoors } from './use-file-doors.ts';
import { useReady } from './use-ready.ts';

/** From here on the characters left are counted out loud. */
const COUNT_FROM = TEXT_LIMIT - 500;

const Frame = styled('form')({
  display: 'flex',
  flexDirection: 'column',
  gap: 8,
  position: 'relative',
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
  gap: 4,
  fontSize: 12,
  color: colour.inkSoft,
});
const Spring = styled('span')({ flex: 1 });
const Ways = styled(Bar)({ flexWrap: 'wrap' });
/** Where there is little room it stands below the ways, not in a column of single words. */
const Hint = styled('span')({ flex: '0 1 auto', minWidth: 'min(100%, 160px)' });
const Foot = styled(Bar)({ gap: 8, flexWrap: 'wrap', rowGap: 0 });
const Sealed = styled('span')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  minWidth: 0,
  '& svg': { flex: 'none' },
});

export function Composer({ line }: { readonly line: ConversationSummary }) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const text = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | null>(null);
  const box = usePart(stores.composers, (boxes) => boxes.get(line.id)) ?? emptyComposer;
  const { replies, team: shared } = useStore(stores.workplace);
  const outgoing = usePart(stores.outgoing, (files) => files.get(line.id));
  const doors = useFileDoors();
  const [cursor, setCursor] = useState<number | null>(null);

  useEffect(() => void acts.outgoing.load(line.id), [acts, line.id]);

  // A new value puts the cursor at the end: what was inserted leaves it behind itself.
  useLayoutEffect(() => {
    if (caret.current !== null) text.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  /** The cursor goes on behind what was put in. */
  const replace = (from: number, to: number, words: string): void => {
    if (box.status === 'sending') return;
    caret.current = from + words.length;
    setCursor(caret.current);
    acts.talk.typed(line.id, box.draft.slice(0, from) + words + box.draft.slice(to));
    text.current?.focus();
  };
  /** At the cursor, or in place of what is selected. */
  const insert = (piece: string): void => {
    const field = text.current;
    if (field !== null) replace(field.selectionStart, field.selectionEnd, piece);
  };
  const ready = useReady({ line, draft: box.draft, cursor, replace });
  const listed = ready.entries.length > 0;

  /** The slash that opens the list; without any reply the way to where they are written. */
  const askReady = (): void => {
    if (replies.length + shared.replies.length === 0)
      stores.view.send({ type: 'went', room: 'workplace' });
    else insert(/(?:^|\s)$/u.test(box.draft.slice(0, text.current?.selectionStart)) ? '/' : ' /');
  };

  const keys = (event: KeyboardEvent): void => {
    if (ready.key(event)) return;
    const send = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing;
    if (!send) return;
    event.preventDefault();
    void acts.talk.send(line.id);
  };

  return (
    <Frame
      {...doors.drop}
      onSubmit={(event) => {
        event.preventDefault();
        void acts.talk.send(line.id);
      }}
    >
      {box.status === 'stuck' && box.why === 'held' && <HeldAsk line={line} draft={box.draft} />}
      {box.status === 'stuck' && box.why !== 'held' && (
        <div role="alert">
          <Problem>{t(`conversation.refusal.${box.why}`)}</Problem>
        </div>
      )}
      {outgoing !== undefined && <OutgoingLine conversation={line.id} file={outgoing} />}
      <ReadyList ready={ready} />
      <Card>
        <Text
          ref={text}
          id={replyId(line.id)}
          dir="auto"
          rows={2}
          value={box.draft}
          spellCheck={false}
          aria-label={t('conversation.reply')}
          aria-describedby="reply-hint"
          aria-autocomplete="list"
          {...(listed
            ? { 'aria-controls': READY_ID, 'aria-activedescendant': readyId(ready.chosen) }
            : {})}
          placeholder={t('conversation.placeholder', { name: line.name })}
          onChange={({ target }) => {
            setCursor(target.selectionStart);
            acts.talk.typed(line.id, target.value);
          }}
          onSelect={({ currentTarget }) => setCursor(currentTarget.selectionStart)}
          onBlur={() => setCursor(null)}
          onKeyDown={keys}
          onPaste={doors.onPaste}
        />
        <Ways>
          <EmojiButton onPick={insert} />
          <IconAction icon={Paperclip} label={t('sendFile.attach')} onClick={doors.ask} />
          <input {...doors.input} />
          <IconAction icon={TextQuote} label={t('ready.title')} keys="/" onClick={askReady} />
          <IconAction
            icon={CircleQuestionMark}
            label={t('conversation.why.title')}
            onClick={() => stores.view.send({ type: 'sheet', sheet: 'why' })}
          />
          <Hint id="reply-hint">{t('conversation.hint')}</Hint>
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
        </Ways>
      </Card>
      <Foot>
        <Sealed>
          <Lock size={14} strokeWidth={STROKE} aria-hidden />
          {t('conversation.sealed')}
        </Sealed>
        <Spring />
        <Kept box={box} />
      </Foot>
      {doors.given !== null && (
        <SendFileSheet {...doors.given} conversation={line.id} onClose={doors.close} />
      )}
    </Frame>
  );
}

/** Whether what was begun is still there after a lock. */
function Kept({ box }: { readonly box: Box }) {
  const { t } = useTranslation();
  if (box.draft.trim() === '') return null;
  if (box.unkept !== true) return <span>{t('conversation.draft')}</span>;
  return (
    <span role="status" style={{ color: colour.waiting, fontWeight: 600 }}>
      {t('conversation.draftUnkept')}
    </span>
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
