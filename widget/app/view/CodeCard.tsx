import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Engine } from '../engine.ts';
import type { AllTexts } from '../i18n/words.ts';
import { CodeCheck } from './CodeCheck.tsx';
import { Icon } from './icons.tsx';
import { check as tick, copies, printer } from './later-icons.ts';
import { Remember } from './Remember.tsx';

/** The return code, with the step that says it is safe. It is drawn, copied or printed, and sent nowhere. */
export function CodeCard(props: {
  readonly t: AllTexts;
  readonly engine: Engine;
  /** As people write it. */
  readonly code: string;
  readonly kept: boolean;
  readonly onDone: () => void;
}): JSX.Element {
  const { t, code } = props;
  const groups = useRef<HTMLParagraphElement>(null);
  const [said, say] = useState('');
  const [checking, check] = useState(false);
  const copy = (): void => {
    copyText(code, groups.current).then(
      () => say(t.copied),
      () => say(t.copyFailed),
    );
  };
  if (checking) {
    return (
      <section class="code" aria-labelledby="code-title">
        <h2 id="code-title">{t.code}</h2>
        <CodeCheck t={t} code={code} onDone={props.onDone} onShow={() => check(false)} />
      </section>
    );
  }
  return (
    <section class="code" aria-labelledby="code-title">
      <h2 id="code-title">{t.code}</h2>
      <p>{t.codeWhy}</p>
      <p class="groups" dir="ltr" ref={groups}>
        {code.split('-').map((group, i) => (
          <code key={i}>{group}</code>
        ))}
      </p>
      <p class="care">{t.codeCare}</p>
      <div class="actions">
        <button
          type="button"
          class="primary"
          onClick={() => (props.kept ? props.onDone() : check(true))}
        >
          <Icon d={tick} size={18} />
          {props.kept ? t.codeClose : t.codeKept}
        </button>
        <button type="button" class="round" aria-label={t.copy} title={t.copy} onClick={copy}>
          <Icon d={copies} />
        </button>
        <button
          type="button"
          class="round"
          aria-label={t.print}
          title={t.print}
          onClick={() => window.print()}
        >
          <Icon d={printer} />
        </button>
      </div>
      <p class="care" role="status">
        {said}
      </p>
      <Remember t={t} engine={props.engine} />
    </section>
  );
}

/** Copies, or at least selects what should be copied, and then rejects. */
async function copyText(text: string, shown: HTMLElement | null): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch (error) {
    const selection = getSelection();
    if (shown !== null) selection?.selectAllChildren(shown);
    throw error;
  }
}
