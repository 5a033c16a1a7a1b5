import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { AllTexts } from '../i18n/words.ts';

/** The conversation is in a window of its own: this says so, and how to have it back. */
export function Elsewhere(props: {
  readonly t: AllTexts;
  readonly onBack: () => void;
}): JSX.Element {
  const { t } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main class="sheet refused">
      <h2 tabIndex={-1} ref={heading}>
        {t.elsewhere}
      </h2>
      <button type="button" class="primary" onClick={props.onBack}>
        {t.bringBack}
      </button>
    </main>
  );
}
