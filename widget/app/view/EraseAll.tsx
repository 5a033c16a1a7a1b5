import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Engine } from '../engine.ts';
import type { AllTexts } from '../i18n/words.ts';
import type { State } from '../state.ts';
import type { Own } from '../tab.ts';
import { Groups } from './Compare.tsx';

/** Deleting everything: first what that means, then how far it has come; nothing is claimed before it is so. */
export function EraseAll(props: {
  readonly t: AllTexts;
  readonly engine: Engine;
  readonly state: State;
  /** The request to the team, once there is one. */
  readonly asked: Own | undefined;
  /** Gives up waiting: only this browser is cleared. */
  readonly onClear: () => void;
  readonly onErase: () => void;
}): JSX.Element {
  const { t, asked } = props;
  if (asked !== undefined) return <Progress {...props} asked={asked} />;
  return (
    <>
      <ul class="stack plain">
        <li>{t.eraseHere}</li>
        <li>{t.eraseServer}</li>
        <li>{t.eraseTeam}</li>
      </ul>
      <p>{t.eraseFinal}</p>
      <button type="button" class="danger" onClick={props.onErase}>
        {t.eraseGo}
      </button>
    </>
  );
}

/** When somebody who waits has to hear why, and gets ways out. */
const SLOW_MS = 8000;

function Progress(props: {
  readonly t: AllTexts;
  readonly engine: Engine;
  readonly state: State;
  readonly asked: Own;
  readonly onClear: () => void;
}): JSX.Element {
  const { t, engine, state, asked } = props;
  const [slow, becomeSlow] = useState(false);
  const offline = state.link === 'offline';
  const held = offline || slow;
  useEffect(() => {
    const timer = setTimeout(() => becomeSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <div role="status" class="stack">
        <p>{asked.state === 'sending' ? t.erasing : t.erasingServer}</p>
        {held && <p class="problem">{offline ? t.eraseOffline : t.eraseSlow}</p>}
      </div>
      {held && (
        <>
          <div class="actions">
            <button type="button" class="primary" onClick={engine.retry}>
              {t.retry}
            </button>
            <button type="button" class="danger" onClick={props.onClear}>
              {t.clear}
            </button>
          </div>
          <p class="care">{t.eraseCall}</p>
          <Groups numbers={engine.numbers().talk} />
        </>
      )}
    </>
  );
}
