import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { formatReturnCode } from '../../../protocol/crypto/return-code.ts';
import { fromHex } from '../hex.ts';
import type { Texts } from '../i18n/texts.ts';
import { check, Icon } from './icons.tsx';
import { copies, printer } from './later-icons.ts';

/** The return code, with the step that says it is safe. It is drawn, copied or printed, and sent nowhere. */
export function CodeCard(props: {
  readonly t: Texts;
  /** R, hex. */
  readonly code: string;
  readonly kept: boolean;
  readonly onDone: () => void;
}): JSX.Element {
  const { t } = props;
  const groups = useRef<HTMLParagraphElement>(null);
  const [said, say] = useState('');
  const code = formatReturnCode(fromHex(props.code));
  const copy = (): void => {
    copyText(code, groups.current).then(
      () => say(t.copied),
      () => say(t.copyFailed),
    );
  };
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
        <button type="button" class="primary" onClick={props.onDone}>
          <Icon d={check} size={18} />
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
