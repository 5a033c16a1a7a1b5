// Room: ui/features/conversation. The three doors a file comes in by: picked, pasted, dropped. One at a time.
import { useRef, useState, type ClipboardEvent, type DragEvent } from 'react';

export interface GivenFile {
  readonly file: File;
  /** More than this one was given at once. */
  readonly others: boolean;
}

export function useFileDoors() {
  const [given, setGiven] = useState<GivenFile | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null): boolean => {
    const file = files?.[0];
    if (file === undefined) return false;
    setGiven({ file, others: (files?.length ?? 0) > 1 });
    return true;
  };
  return {
    given,
    close: () => setGiven(null),
    ask: () => input.current?.click(),
    /** For the input that nobody sees; emptied, so that the same file can be picked again. */
    input: {
      ref: input,
      type: 'file',
      hidden: true,
      onChange: () => {
        take(input.current?.files ?? null);
        if (input.current !== null) input.current.value = '';
      },
    } as const,
    /** Words that come with a picture of themselves are pasted as words. */
    onPaste: (event: ClipboardEvent) => {
      const { clipboardData } = event;
      if (clipboardData.getData('text/plain') === '' && take(clipboardData.files))
        event.preventDefault();
    },
    drop: {
      onDragOver: (event: DragEvent) => {
        if (event.dataTransfer.types.includes('Files')) event.preventDefault();
      },
      onDrop: (event: DragEvent) => {
        if (take(event.dataTransfer.files)) event.preventDefault();
      },
    },
  };
}
