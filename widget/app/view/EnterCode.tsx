import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { AllTexts } from '../i18n/words.ts';
import type { CodeFault } from '../typed-code.ts';
import type { Typed } from './typed.ts';

/** Coming back: the code as people type it, and what is wrong with it while nothing is lost. */
export function EnterCode(props: {
  readonly t: AllTexts;
  readonly typed: Typed;
  /** Answers what is wrong with the code; null when it is one. */
  readonly onEnter: (typed: string) => Promise<CodeFault | null>;
}): JSX.Element {
  const { t, typed: fields } = props;
  const [before] = useState(() => fields.now().code);
  const input = useRef<HTMLTextAreaElement>(null);
  const [fault, say] = useState<CodeFault | null>(null);
  return (
    <form
      class="enter"
      onSubmit={(event) => {
        event.preventDefault();
        void props.onEnter(input.current?.value ?? '').then((wrong) => {
          say(wrong);
          if (wrong !== null) input.current?.focus();
        });
      }}
    >
      <label for="code">{t.code}</label>
      <textarea
        id="code"
        ref={input}
        rows={2}
        dir="ltr"
        // In Turkish a small i would be shown as a capital İ.
        lang="en"
        autocomplete="off"
        defaultValue={before}
        onInput={(event) => fields.keep({ code: event.currentTarget.value })}
        autocapitalize="characters"
        spellcheck={false}
        aria-describedby="code-hint code-problem"
        aria-invalid={fault !== null}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
      <p id="code-hint" class="care">
        {t.enterHint}
      </p>
      <p id="code-problem" class="problem" role="alert">
        {fault && sentence(fault, t)}
      </p>
      <button type="submit" class="primary">
        {t.enterGo}
      </button>
    </form>
  );
}

function sentence(fault: CodeFault, t: AllTexts): string {
  switch (fault.problem) {
    case 'short':
      return t.enterShort(fault.by);
    case 'long':
      return t.enterLong;
    case 'typo':
      return t.enterTypo;
  }
}
