// Room: ui/features/conversation. A file before it is sent: exactly what goes out, what was taken out of it, and what was not.
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../../contract/desk.ts';
import type { FileVersion, PreparedFile } from '../../../../contract/talk.ts';
import type { Looked, SendFileWhy } from '../../app/acts/outgoing-acts.ts';
import { useApp } from '../../app/app-context.ts';
import { usePart } from '../../app/store.ts';
import { useBusy } from '../../app/use-busy.ts';
import { useLanguage } from '../../app/use-language.ts';
import { fileSize } from '../../i18n/format.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Help, Problem } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { Sheet, Ways } from '../../parts/Sheet.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { colour } from '../../theme/colour.ts';
import { endingOf, isName, wordFor } from './file-names.ts';
import { Picture } from './Picture.tsx';

/** Not so large that what is said of it, and the ways out, lie below the window. */
const Shown = styled('div')({
  display: 'grid',
  justifyItems: 'start',
  '& canvas': { maxHeight: 'min(34vh, 280px)' },
});

const Warning = styled('div')({
  display: 'flex',
  gap: 8,
  '&& p': { color: colour.waiting },
  '& svg': { flex: 'none', marginTop: 2, color: colour.waiting },
});

interface Props {
  readonly conversation: ConversationId;
  readonly file: File;
  /** More than this one was given at once. */
  readonly others: boolean;
  readonly onClose: () => void;
}

export function SendFileSheet({ conversation, file, others, onClose }: Props) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [looked, setLooked] = useState<Looked | null>(null);
  useEffect(() => {
    const over = new AbortController();
    void acts.outgoing.look(conversation, file, over.signal).then((found) => {
      if (!over.signal.aborted) setLooked(found);
    });
    return () => {
      over.abort();
      acts.outgoing.putAway();
    };
  }, [acts, conversation, file]);
  return (
    <Sheet open title={t('sendFile.title')} onClose={onClose}>
      {others && <Help>{t('sendFile.others')}</Help>}
      {looked === null && <p role="status">{t('sendFile.looking')}</p>}
      {looked?.status === 'refused' && <Refused looked={looked} />}
      {looked?.status === 'done' ? (
        <Ready {...{ conversation, onClose }} picked={file.name} prepared={looked.value} />
      ) : (
        <Ways>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </Ways>
      )}
    </Sheet>
  );
}

function Refused({ looked }: { readonly looked: Extract<Looked, { status: 'refused' }> }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <div role="alert">
      <Problem>
        {t(`sendFile.refusal.${looked.why}`, { limit: fileSize(looked.limit, language) })}
      </Problem>
    </div>
  );
}

interface ReadyProps extends Pick<Props, 'conversation' | 'onClose'> {
  /** What it is called on this computer. */
  readonly picked: string;
  readonly prepared: PreparedFile;
}

function Ready({ conversation, picked, prepared, onClose }: ReadyProps) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [as, setAs] = useState<FileVersion>(prepared.cleaned === null ? 'original' : 'cleaned');
  const [typed, setTyped] = useState<string | null>(null);
  const [why, setWhy] = useState<SendFileWhy | null>(null);
  const { busy, run } = useBusy();
  const media = (as === 'cleaned' && prepared.cleaned?.picture.media) || prepared.media;
  const name = typed ?? `${t(`sendFile.word.${wordFor(media)}`)}${endingOf(media, picked)}`;
  const send = async (): Promise<void> => {
    const { look } = prepared;
    const refused = await acts.outgoing.send(conversation, { look, as, name: name.trim() });
    if (refused === null) onClose();
    else setWhy(refused);
  };
  return (
    <form
      style={{ display: 'contents' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (isName(name)) run(send);
      }}
    >
      {prepared.cleaned !== null && (
        <Choice
          label={t('sendFile.what')}
          pick="one"
          options={(['cleaned', 'original'] as const).map((value) => ({
            value,
            label: t(`sendFile.as.${value}`),
          }))}
          chosen={[as]}
          onChange={([next]) => {
            if (next === 'cleaned' || next === 'original') setAs(next);
          }}
        />
      )}
      {as === 'cleaned' && prepared.cleaned !== null ? (
        <Cleaned cleaned={prepared.cleaned} />
      ) : (
        <AsItIs prepared={prepared} />
      )}
      <TextField
        label={t('sendFile.name')}
        help={t('sendFile.nameHelp', { name: picked })}
        value={name}
        onChange={setTyped}
        problem={isName(name) ? undefined : t('sendFile.nameProblem')}
      />
      <Beside conversation={conversation} />
      {why !== null && (
        <div role="alert">
          <Problem>{t(`sendFile.sendRefusal.${why}`)}</Problem>
        </div>
      )}
      <Ways>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="contained" disabled={busy || !isName(name)}>
          {t(`sendFile.go.${as}`)}
        </Button>
      </Ways>
    </form>
  );
}

/** A file takes nobody's conversation over: that is said before it goes, as of a text. */
function Beside({ conversation }: Pick<Props, 'conversation'>) {
  const { t } = useTranslation();
  const { stores } = useApp();
  const holder = usePart(stores.inbox, ({ lines }) => lines.get(conversation)?.holder ?? null);
  if (holder === null || holder.own) return null;
  const name = holder.alias === '' ? t('work.somebody') : holder.alias;
  return <Help>{t('sendFile.beside', { name })}</Help>;
}

function Cleaned({ cleaned }: { readonly cleaned: NonNullable<PreparedFile['cleaned']> }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { picture, scaled } = cleaned;
  return (
    <>
      <Shown>
        <Picture picture={picture} covered={false} label={t('sendFile.picture')} />
      </Shown>
      <ul>
        <li>{t('sendFile.cleaned.only', { size: fileSize(picture.bytes.length, language) })}</li>
        <li>{t('sendFile.cleaned.gone')}</li>
        <li>{t('sendFile.cleaned.stays')}</li>
        {scaled && <li>{t('sendFile.cleaned.scaled')}</li>}
      </ul>
    </>
  );
}

function AsItIs({ prepared }: { readonly prepared: PreparedFile }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { media, cleaned, bytes } = prepared;
  return (
    <>
      <Warning>
        <TriangleAlert size={16} strokeWidth={STROKE} aria-hidden />
        <p>{t('sendFile.original.nothing', { size: fileSize(bytes, language) })}</p>
      </Warning>
      <ul>
        {cleaned === null && (
          <li>{t(`sendFile.original.${wordFor(media) === 'picture' ? 'broken' : 'cannot'}`)}</li>
        )}
        <li>{t('sendFile.original.stays')}</li>
        <li>{t('sendFile.original.check')}</li>
        {wordFor(media) === 'file' && <li>{t('sendFile.original.ending')}</li>}
      </ul>
    </>
  );
}
