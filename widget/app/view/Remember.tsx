import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Engine } from '../engine.ts';
import type { AllTexts } from '../i18n/words.ts';

/** The tick that lets this device keep the code, off until somebody sets it. */
export function Remember(props: {
  readonly t: AllTexts;
  readonly engine: Pick<Engine, 'remember' | 'remembered'>;
}): JSX.Element {
  const { t, engine } = props;
  const [on, turn] = useState(engine.remembered);
  const [refused, refuse] = useState(false);
  return (
    <>
      <label class="tick">
        <input
          type="checkbox"
          checked={on}
          aria-describedby="remember-hint"
          onChange={(event) => {
            const wanted = event.currentTarget.checked;
            const kept = engine.remember(wanted);
            refuse(wanted && !kept);
            turn(kept);
            event.currentTarget.checked = kept;
          }}
        />
        {t.remember}
      </label>
      <p id="remember-hint" class="care">
        {t.rememberHint}
      </p>
      <p class="problem" role="status">
        {refused && t.rememberRefused}
      </p>
    </>
  );
}
