import type { FilesClient } from '../../files/client.ts';
import type * as FileViews from '../../files/room.ts';
import type { Engine } from '../engine.ts';
import { insist } from '../insist.ts';
import type { TheirFile } from '../tab.ts';
import { unsaid } from './Topics.tsx';
import type { Typed } from './typed.ts';

/** The room for files, once somebody wanted it and it has come. */
export interface FilesRoom {
  readonly views: typeof FileViews;
  readonly client: FilesClient;
}

/** Files as the frame knows them: nothing of the room is loaded, and no worker started, before the first wish. */
export interface Files {
  readonly room: () => FilesRoom | null;
  readonly onChange: (listener: () => void) => () => void;
  /** Fetches the room: a file is likely to come. */
  readonly fetch: () => void;
  readonly take: (file: File) => void;
  /** Fetches a file from the team. */
  readonly receive: (file: TheirFile) => void;
  /** A file is on its way: there is something to see, and no other can be chosen. */
  readonly busy: () => boolean;
  /** What the frame listens to, so that a file can be dropped or pasted anywhere. */
  readonly given: (wanted: boolean, show: () => void) => GivenFiles;
  /** What was on its way ends; nothing of it is left in this thread. */
  readonly stop: () => void;
}

interface GivenFiles {
  readonly onPaste?: (event: ClipboardEvent) => void;
  readonly onDrop?: (event: DragEvent) => void;
  readonly onDragOver?: (event: DragEvent) => void;
}

/** `typed`: what was chosen and not said yet goes with a file that has become a message. */
export function makeFiles(engine: Engine, typed: Typed): Files {
  const topics = (): readonly number[] => unsaid(engine.state().tab, typed);
  const listeners = new Set<() => void>();
  let room: FilesRoom | null = null;
  let coming: Promise<FilesRoom> | null = null;
  const enter = (next: FilesRoom | null): void => {
    room = next;
    for (const listener of listeners) listener();
  };

  const fetch = (): Promise<FilesRoom> => {
    const mine: Promise<FilesRoom> =
      coming ??
      insist(() => import('../../files/room.ts')).then((views) => {
        const come = { views, client: views.openRoom(engine, topics) };
        if (coming === mine) enter(come);
        else come.client.stop();
        return come;
      });
    coming = mine;
    return mine;
  };
  const take = (file: File): void => void fetch().then(({ client }) => client.take(file));

  return {
    room: () => room,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    fetch: () => void fetch(),
    take,
    receive: (file) => void fetch().then(({ client }) => client.receive(file)),
    busy: () => {
      const step = room?.client.state().step;
      return step === 'sending' || step === 'cancelling' || step === 'failed';
    },
    given: (wanted, show) => {
      if (!wanted || engine.state().face.maxFileBytes === 0) return {};
      const given = (event: Event, transfer: DataTransfer | null): void => {
        const file = transfer?.files[0];
        if (file === undefined) return;
        event.preventDefault();
        take(file);
        show();
      };
      return {
        onPaste: (event) => given(event, event.clipboardData),
        onDrop: (event) => given(event, event.dataTransfer),
        onDragOver: (event) => {
          if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
        },
      };
    },
    stop: () => {
      room?.client.stop();
      coming = null;
      enter(null);
    },
  };
}
