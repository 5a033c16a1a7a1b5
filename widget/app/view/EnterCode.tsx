import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { CodeProblem } from '../engine.ts';
import type { Texts } from '../i18n/texts.ts';

/** Coming back: the code as people type it, and what is wrong with it while nothing is lost. */
export function EnterCode(props: {
  readonly t: Texts;
  readonly onEnter: (typed: string) => CodeProblem | null;
}): JSX.Element {
  const { t } = props;
  const input = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState<CodeProblem | null>(null);
  return (
    <form
      class="enter"
      onSubmit={(event) => {
        event.preventDefault();
        const found = props.onEnter(input.current?.value ?? '');
        setProblem(found);
        if (found !== null) input.current?.focus();
      }}
    >
      <label for="code">{t.code}</label>
      <textarea
        id="code"
        ref={input}
        rows={2}
        dir="ltr"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        aria-describedby="code-hint code-problem"
        aria-invalid={problem !== null}
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
        {problem === null ? '' : sentence(problem, t)}
      </p>
      <button type="submit" class="primary">
        {t.enterGo}
      </button>
    </form>
  );
}

function sentence(problem: CodeProblem, t: Texts): string {
  switch (problem.problem) {
    case 'short':
      return t.enterShort(problem.by);
    case 'long':
      return t.enterLong;
    case 'typo':
      return t.enterTypo;
  }
}
