import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Engine } from '../engine.ts';
import type { AllTexts } from '../i18n/words.ts';
import { earlierOf, type Tab } from '../tab.ts';

/** For whoever came back: how to see what was said before, and whether this device knows the code. */
export function Returned(props: {
  readonly t: AllTexts;
  readonly engine: Engine;
  readonly tab: Tab;
}): JSX.Element {
  const { t, engine } = props;
  const [, redraw] = useState(true);
  const earlier = earlierOf(props.tab);
  return (
    <>
      {engine.remembered() && (
        <div class="hint between">
          <p>{t.remembered}</p>
          <button type="button" class="text" onClick={() => redraw(engine.remember(false))}>
            {t.forget}
          </button>
        </div>
      )}
      {earlier === 'offered' && (
        <button type="button" class="secondary" onClick={() => void engine.askEarlier()}>
          {t.earlier}
        </button>
      )}
      <p class="aside" role="status">
        {earlier === 'asked' && t.earlierAsked}
      </p>
    </>
  );
}
