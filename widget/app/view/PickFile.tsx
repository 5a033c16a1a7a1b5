import type { ComponentChildren, JSX } from 'preact';
import { useRef } from 'preact/hooks';

/** A button that opens the browser's own picker for one file. */
export function PickFile(props: {
  readonly class: string;
  /** Said instead of what stands in it, where that is only a picture. */
  readonly label?: string;
  /** False when the picker is not wanted now. */
  readonly onOpen: () => boolean;
  readonly onFile: (file: File) => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class={props.class}
        aria-label={props.label}
        onClick={() => {
          if (props.onOpen()) input.current?.click();
        }}
      >
        {props.children}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          // The same file may be picked again.
          currentTarget.value = '';
          if (file !== undefined) props.onFile(file);
        }}
      />
    </>
  );
}
