import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Texts } from '../i18n/texts.ts';
import { readTypedCode, type TypedCode } from '../typed-code.ts';
import type { Typed } from './typed.ts';

/** Coming back: the code as people type it, and what is wrong with it while nothing is lost. */
export function EnterCode(props: {
  readonly t: Texts;
  readonly typed: Typed;
  readonly onEnter: (code: Uint8Array) => void;
}): JSX.Element {
  const { t, typed: fields } = props;
  const [before] = useState(() => fields.now().code);
  const input = useRef<HTMLTextAreaElement>(null);
  const [typed, setTyped] = useState<TypedCode>({ problem: 'none', code: new Uint8Array() });
  return (
    <form
      class="enter"
      onSubmit={(event) => {
        event.preventDefault();
        const read = readTypedCode(input.current?.value ?? '');
        setTyped(read);
        if (read.problem === 'none') props.onEnter(read.code);
        else input.current?.focus();
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
        aria-invalid={typed.problem !== 'none'}
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
        {sentence(typed, t)}
      </p>
      <button type="submit" class="primary">
        {t.enterGo}
      </button>
    </form>
  );
}

function sentence(typed: TypedCode, t: Texts): string {
  switch (typed.problem) {
    case 'none':
      return '';
    case 'short':
      return t.enterShort(typed.by);
    case 'long':
      return t.enterLong;
    case 'typo':
      return t.enterTypo;
  }
}
