import type { JSX } from 'preact';
import type { Topic } from '../face.ts';
import type { AllTexts } from '../i18n/words.ts';

/** What it is about, for whoever wants to say so before the first message: none, one or several. */
export function Topics(props: {
  readonly t: AllTexts;
  readonly topics: readonly Topic[];
  readonly chosen: readonly number[];
  readonly onChoose: (chosen: readonly number[]) => void;
}): JSX.Element | null {
  const { t, topics, chosen } = props;
  if (topics.length === 0) return null;
  return (
    <fieldset class="topics">
      <legend>
        {t.topics} <span class="care">({t.optional})</span>
      </legend>
      <div class="chips">
        {topics.map(({ n, label }) => (
          <button
            key={n}
            type="button"
            dir="auto"
            aria-pressed={chosen.includes(n)}
            onClick={() =>
              props.onChoose(
                chosen.includes(n) ? chosen.filter((other) => other !== n) : [...chosen, n],
              )
            }
          >
            {label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
