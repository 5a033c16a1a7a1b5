import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AllTexts } from '../i18n/words.ts';

/** Whether the code was kept right: its last group, typed from what was kept. Nobody has to. */
export function CodeCheck(props: {
  readonly t: AllTexts;
  /** The code as people write it. */
  readonly code: string;
  readonly onDone: () => void;
  readonly onShow: () => void;
}): JSX.Element {
  const { t } = props;
  const input = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState(false);
  useEffect(() => input.current?.focus(), []);
  useEffect(() => input.current?.form?.scrollIntoView({ block: 'nearest' }), [wrong]);
  return (
    <form
      class="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (sameGroup(input.current?.value ?? '', props.code)) return props.onDone();
        setWrong(true);
        input.current?.focus();
      }}
    >
      <label for="last-group">{t.codeCheck}</label>
      <input
        id="last-group"
        ref={input}
        dir="ltr"
        // In Turkish a small i would be shown as a capital İ.
        lang="en"
        class="mono"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        aria-describedby="last-group-problem"
        aria-invalid={wrong}
      />
      <p id="last-group-problem" class="problem" role="alert">
        {wrong && t.codeCheckWrong}
      </p>
      <div class="actions">
        <button type="submit" class="primary">
          {t.codeCheckGo}
        </button>
        <button type="button" class="secondary" onClick={props.onShow}>
          {t.showCode}
        </button>
        <button type="button" class="text" onClick={props.onDone}>
          {t.codeSkip}
        </button>
      </div>
    </form>
  );
}

/** As a code is read: whatever stands between, small letters, O for 0, I and L for 1. */
function sameGroup(typed: string, code: string): boolean {
  const plain = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return plain === code.slice(-4);
}
