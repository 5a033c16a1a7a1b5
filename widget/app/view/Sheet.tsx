import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Texts } from '../i18n/texts.ts';
import { Icon } from './icons.tsx';
import { back } from './later-icons.ts';

/** A page in place of the conversation, with its own heading and a way back. Escape goes back too. */
export function Sheet(props: {
  readonly t: Texts;
  readonly title: string;
  readonly onBack: () => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape from anywhere in it
    <main
      class="sheet"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        props.onBack();
      }}
    >
      <div class="title">
        <button type="button" class="round" aria-label={props.t.back} onClick={props.onBack}>
          <Icon d={back} />
        </button>
        <h2 tabIndex={-1} ref={heading}>
          {props.title}
        </h2>
      </div>
      {props.children}
    </main>
  );
}
