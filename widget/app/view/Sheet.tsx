import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { AllTexts } from '../i18n/words.ts';
import { Icon } from './icons.tsx';
import { back } from './later-icons.ts';

/**
 * A page in place of the conversation, with its own heading and a way back. Escape goes back too. Each has a `key`
 * of its own, so that it begins at its top, with the focus on its heading.
 */
export function Sheet(props: {
  readonly t: AllTexts;
  readonly title: string;
  /** Id of what gets the focus in place of the heading, where it is there. */
  readonly focus?: string;
  readonly onBack: () => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  const { focus = '' } = props;
  useEffect(() => (document.getElementById(focus) ?? heading.current)?.focus(), [focus]);
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
