import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { AllTexts } from '../i18n/words.ts';
import type { State } from '../state.ts';
import type { Tab } from '../tab.ts';
import type { Typed } from './typed.ts';

/** Until there are words or a file of ours; what is sent silently says nothing of what it is about. */
const isBeginning = (tab: Tab | null): boolean =>
  tab === null ||
  (!tab.returned && !tab.talk.some((shown) => shown.by === 'me' && shown.silent === undefined));

/** The topics that are still to be said. */
export const unsaid = (tab: Tab | null, { now }: Typed): readonly number[] =>
  isBeginning(tab) ? now().topics : [];

/** What it is about, for whoever wants to say so before the first words or the first file: none, one or several. */
export function Topics(props: {
  readonly t: AllTexts;
  readonly state: State;
  readonly typed: Typed;
}): JSX.Element | null {
  const { t, typed } = props;
  const { tab, face } = props.state;
  const [chosen, choose] = useState(() => typed.now().topics);
  if (face.topics.length === 0 || !isBeginning(tab)) return null;
  const change = (now: readonly number[]): void => {
    typed.keep({ topics: now });
    choose(now);
  };
  return (
    <fieldset class="topics">
      <legend>
        {t.topics} <span class="care">({t.optional})</span>
      </legend>
      <div class="chips">
        {face.topics.map(({ n, label }) => (
          <button
            key={n}
            type="button"
            dir="auto"
            aria-pressed={chosen.includes(n)}
            onClick={() =>
              change(chosen.includes(n) ? chosen.filter((other) => other !== n) : [...chosen, n])
            }
          >
            {label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
