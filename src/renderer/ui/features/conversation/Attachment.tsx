// Room: ui/features/conversation. A file that was sent: fetched when somebody asks, drawn if it is a picture, else only written out.
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import { Eye, EyeOff, FileQuestion, Image, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenedFile, SentFile } from '../../../../contract/talk.ts';
import type { About } from '../../app/acts/file-acts.ts';
import { useApp } from '../../app/app-context.ts';
import type { FileView } from '../../app/state/files.ts';
import { useStore } from '../../app/store.ts';
import { useBusy } from '../../app/use-busy.ts';
import { useLanguage } from '../../app/use-language.ts';
import { fileSize } from '../../i18n/format.ts';
import { Confirm } from '../../parts/Confirm.tsx';
import { Help, Problem } from '../../parts/Field.tsx';
import { STROKE } from '../../parts/IconAction.tsx';
import { colour } from '../../theme/colour.ts';
import { Picture } from './Picture.tsx';
import { Actions, TalkCard } from './TalkCard.tsx';

const Name = styled('bdi')({ overflowWrap: 'anywhere', fontWeight: 600 });
const Size = styled('bdi')({ color: colour.inkSoft, whiteSpace: 'nowrap' });
const Warning = styled('p')({
  display: 'flex',
  gap: 6,
  fontSize: 12,
  color: colour.waiting,
  '& svg': { flex: 'none', marginTop: 2 },
});

interface Props {
  readonly about: About;
  readonly file: SentFile;
  /** What the team calls the message it came with. */
  readonly mark: string;
}

export function Attachment({ about, file, mark }: Props) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { stores } = useApp();
  const view = useStore(stores.files).get(about.message);
  const violent = useViolent(about, mark);
  const maybePicture = file.media.startsWith('image/');
  return (
    <TalkCard
      icon={maybePicture ? Image : FileQuestion}
      title={
        <>
          <Name dir="auto">{file.name}</Name> <Size>{fileSize(file.bytes, language)}</Size>
        </>
      }
    >
      {file.original && (
        <Warning>
          <TriangleAlert size={14} strokeWidth={STROKE} aria-hidden />
          {t('talk.file.original')}
        </Warning>
      )}
      {violent && (
        <Warning>
          <TriangleAlert size={14} strokeWidth={STROKE} aria-hidden />
          {t('talk.file.marked')}
        </Warning>
      )}
      {view !== undefined && <Standing {...{ about, view, mark, violent }} />}
      {view?.status !== 'coming' && (
        <Actions>
          <ToSee about={about} view={view} maybePicture={maybePicture} />
          <Save about={about} file={file} />
        </Actions>
      )}
      {!maybePicture && view === undefined && <Help>{t('talk.file.notShown')}</Help>}
    </TalkCard>
  );
}

/** A colleague, or somebody here, has marked it. The mark is newer than the file, so it is here when the file is. */
function useViolent({ conversation }: About, mark: string): boolean {
  const talk = useStore(useApp().stores.talks).get(conversation);
  return talk?.messages.some((one) => one.kind === 'warned' && one.about === mark) === true;
}

type Look = Pick<Props, 'about' | 'mark'> & { readonly violent: boolean };

function Standing({ view, ...look }: Look & { readonly view: FileView }) {
  const { t } = useTranslation();
  switch (view.status) {
    case 'coming':
      return <Coming about={look.about} view={view} />;
    case 'kept':
      return <Kept {...look} view={view} />;
    case 'refused':
      return (
        <div role="alert">
          <Problem>{t(`talk.file.refusal.${view.why}`)}</Problem>
        </div>
      );
  }
}

function Coming({
  about,
  view: { done, total },
}: {
  readonly about: About;
  readonly view: Extract<FileView, { status: 'coming' }>;
}) {
  const { t } = useTranslation();
  const { acts } = useApp();
  return (
    <>
      <p role="status">{t('talk.file.coming')}</p>
      <LinearProgress
        aria-label={t('talk.file.coming')}
        {...(total === 0 ? {} : { variant: 'determinate', value: (done / total) * 100 })}
      />
      <Actions>
        <Button onClick={() => acts.files.stop(about)}>{t('common.stop')}</Button>
      </Actions>
    </>
  );
}

function Kept({
  view: { picture, saved },
  ...look
}: Look & { readonly view: Extract<FileView, { status: 'kept' }> }) {
  const { t } = useTranslation();
  return (
    <>
      {picture !== null && <Seen {...look} picture={picture} />}
      {picture === null && saved === null && <Help>{t('talk.file.notShown')}</Help>}
      {saved !== null && <Help role="status">{t('talk.file.saved', { name: saved })}</Help>}
    </>
  );
}

/** Covered until somebody wants to see it, as this computer is set; whoever has seen violence can say so. */
function Seen({
  about,
  mark,
  violent,
  picture,
}: Look & { readonly picture: NonNullable<OpenedFile['picture']> }) {
  const { t } = useTranslation();
  const { stores, acts } = useApp();
  const { blur } = useStore(stores.comfort);
  const [uncovered, setUncovered] = useState(false);
  const [failed, setFailed] = useState(false);
  const { busy, run } = useBusy();
  const covers = blur === 'always' || (blur === 'marked' && violent);
  const covered = covers && !uncovered;
  const warn = async (): Promise<void> => {
    setFailed((await acts.work.warnOf(about.conversation, mark)) !== null);
    setUncovered(false);
  };
  return (
    <>
      <Picture picture={picture} covered={covered} />
      <Actions>
        {covers && (
          <Button
            variant={covered ? 'contained' : 'outlined'}
            startIcon={<CoverSign covered={covered} />}
            onClick={() => setUncovered(covered)}
          >
            {t(covered ? 'talk.file.uncover' : 'talk.file.cover')}
          </Button>
        )}
        {!violent && !covered && (
          <Button aria-disabled={busy} onClick={() => run(warn)}>
            {t('talk.file.mark')}
          </Button>
        )}
      </Actions>
      {failed && (
        <div role="alert">
          <Problem>{t('talk.file.refusal.failed')}</Problem>
        </div>
      )}
    </>
  );
}

function CoverSign({ covered }: { readonly covered: boolean }) {
  const Icon = covered ? Eye : EyeOff;
  return <Icon size={16} strokeWidth={STROKE} aria-hidden />;
}

function ToSee({
  about,
  view,
  maybePicture,
}: {
  readonly about: About;
  readonly view: FileView | undefined;
  readonly maybePicture: boolean;
}) {
  const { t } = useTranslation();
  const { acts } = useApp();
  if (view?.status === 'kept' && view.picture !== null) {
    return <Button onClick={() => acts.files.putAway(about)}>{t('talk.file.close')}</Button>;
  }
  if (!maybePicture || view?.status === 'kept') return null;
  return (
    <Button variant="contained" onClick={() => void acts.files.look(about)}>
      {t('talk.file.view')}
    </Button>
  );
}

function Save({ about, file }: Pick<Props, 'about' | 'file'>) {
  const { t } = useTranslation();
  const { acts } = useApp();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('talk.file.save')}</Button>
      <Confirm
        open={asking}
        title={t('talk.file.warnTitle')}
        consequences={[
          t('talk.file.warn.clear'),
          t('talk.file.warn.unknown'),
          ...(file.original ? [t('talk.file.warn.original')] : []),
        ]}
        go={t('talk.file.warnGo')}
        onClose={() => setAsking(false)}
        onGo={() => {
          setAsking(false);
          void acts.files.save(about);
        }}
      />
    </>
  );
}
