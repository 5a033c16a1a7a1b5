import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { FileTexts } from '../../files/i18n/words.ts';
import type { Engine } from '../engine.ts';
import type { Language } from '../i18n/texts.ts';
import type { AllTexts } from '../i18n/words.ts';
import { insist } from '../insist.ts';
import type { State } from '../state.ts';
import type { TheirFile } from '../tab.ts';
import type { FileView } from './Bubble.tsx';
import type { Files, FilesRoom } from './files.ts';
import { Icon } from './icons.tsx';
import { clip } from './later-icons.ts';
import { PickFile } from './PickFile.tsx';
import { Sheet } from './Sheet.tsx';

/** The paper clip beside the field. While a file is on its way it leads to that one. */
export function Clip(props: {
  readonly t: AllTexts;
  readonly files: Files;
  readonly onShow: () => void;
}): JSX.Element {
  const { t, files, onShow } = props;
  return (
    <PickFile
      class="round"
      label={t.attach}
      onOpen={() => {
        files.fetch();
        if (files.busy()) onShow();
        return !files.busy();
      }}
      onFile={(file) => {
        files.take(file);
        onShow();
      }}
    >
      <Icon d={clip} size={22} />
    </PickFile>
  );
}

/** The page of one file; empty until the room for files has come. */
export function FilePage(props: {
  readonly t: AllTexts;
  readonly language: Language;
  readonly engine: Engine;
  readonly state: State;
  readonly files: Files;
  readonly onBack: () => void;
}): JSX.Element {
  const { t, language, state, files, onBack } = props;
  const room = useRoom(files);
  const words = useWords(room, language);
  const sent = state.tab?.talk.filter((shown) => shown.by === 'me' && shown.file !== undefined);
  return (
    <Sheet t={t} title={t.attach} onBack={onBack}>
      {room !== null && words !== null && (
        <room.views.FileSheet
          t={words}
          language={language}
          client={room.client}
          online={state.link === 'online'}
          before={sent?.length ?? 0}
          maxBytes={state.face.maxFileBytes}
          onFile={files.take}
          onDone={onBack}
        />
      )}
    </Sheet>
  );
}

function useRoom(files: Files): FilesRoom | null {
  const [room, enter] = useState(files.room);
  useEffect(() => {
    enter(files.room());
    return files.onChange(() => enter(files.room()));
  }, [files]);
  return room;
}

function useWords(room: FilesRoom | null, language: Language): FileTexts | null {
  const [words, say] = useState<FileTexts | null>(null);
  useEffect(() => {
    if (room === null) return;
    let wanted = true;
    void insist(() => room.views.loadFileTexts(language)).then((t) => {
      if (wanted) say(t);
    });
    return () => {
      wanted = false;
    };
  }, [room, language]);
  return words;
}

/** What can be done with a file from the team. */
export const fileView =
  (t: AllTexts, language: Language, files: Files): FileView =>
  (file) => <TeamFile t={t} language={language} files={files} file={file} />;

/** A file from the team. Nothing of it is fetched before somebody asks for it. */
function TeamFile(props: {
  readonly t: AllTexts;
  readonly language: Language;
  readonly files: Files;
  readonly file: TheirFile;
}): JSX.Element {
  const { t, language, files, file } = props;
  const room = useRoom(files);
  const words = useWords(room, language);
  const [wanted, want] = useState(false);
  const isHere = wanted || (room?.client.received(file) ?? null) !== null;
  if (isHere && room !== null && words !== null) {
    return <room.views.FileFromTeam t={words} client={room.client} file={file} />;
  }
  return (
    <button
      type="button"
      class="text"
      aria-disabled={wanted}
      onClick={() => {
        want(true);
        files.receive(file);
      }}
    >
      {t.getFile}
    </button>
  );
}
