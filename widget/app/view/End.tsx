import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { MAX_COMMENT, MAX_STARS } from '../../../protocol/limits.ts';
import type { Engine } from '../engine.ts';
import { typedDirection } from '../typed-direction.ts';
import type { AllTexts } from '../i18n/words.ts';
import { outboxOf, type Tab } from '../tab.ts';
import { Icon } from './icons.tsx';
import { star } from './later-icons.ts';
import type { Typed } from './typed.ts';

/** The end of a conversation: stars if one likes, then everything here can be deleted. */
export function End(props: {
  readonly t: AllTexts;
  readonly engine: Engine;
  readonly tab: Tab;
  readonly typed: Typed;
  readonly onSave: () => void;
  readonly onCode: () => void;
  readonly onCleared: () => void;
}): JSX.Element {
  const { t, engine, tab } = props;
  const [asking, ask] = useState(false);
  const unsent = outboxOf(tab).length;
  const rated = tab.talk.some((shown) => shown.by === 'me' && shown.stars > 0);
  const warnings = [
    ...(unsent > 0 ? [t.unsent(unsent)] : []),
    ...(tab.codeStep === 'kept' ? [] : [t.clearCode]),
  ];
  const clear = (): void => {
    if (warnings.length > 0 && !asking) return ask(true);
    engine.clear();
    props.onCleared();
  };
  return (
    <>
      {rated ? (
        <p role="status">{t.thanks}</p>
      ) : (
        <Rate
          t={t}
          typed={props.typed}
          onRate={(stars, comment) => void engine.rate(stars, comment)}
        />
      )}
      <hr />
      <div class="actions">
        <button type="button" class="secondary" onClick={props.onSave}>
          {t.save}
        </button>
        <button type="button" class="secondary" onClick={props.onCode}>
          {t.showCode}
        </button>
      </div>
      <p class="care">{t.clearHint}</p>
      {asking && (
        <div class="problem" role="alert">
          {warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
        </div>
      )}
      <button type="button" class={asking ? 'danger' : 'secondary'} onClick={clear}>
        {asking ? t.clearAnyway : t.clear}
      </button>
    </>
  );
}

const choices = Array.from({ length: MAX_STARS }, (_, i) => i + 1);

function Rate(props: {
  readonly t: AllTexts;
  readonly typed: Typed;
  readonly onRate: (stars: number, comment: string) => void;
}): JSX.Element {
  const { t, typed } = props;
  const [stars, setStars] = useState(() => typed.now().stars);
  const [comment, setComment] = useState(() => typed.now().comment);
  useEffect(() => typed.keep({ stars, comment }), [typed, stars, comment]);
  return (
    <form
      class="rate"
      onSubmit={(event) => {
        event.preventDefault();
        if (stars > 0) props.onRate(stars, comment);
      }}
    >
      <fieldset>
        <legend>{t.endAsk}</legend>
        <div class="stars">
          {choices.map((n) => (
            <label key={n} class={n <= stars ? 'star on' : 'star'}>
              <input
                type="radio"
                name="stars"
                value={n}
                checked={n === stars}
                aria-label={t.star(n)}
                onChange={() => setStars(n)}
              />
              <Icon d={star} size={28} />
            </label>
          ))}
        </div>
      </fieldset>
      <label for="comment">
        {t.comment} <span class="care">({t.optional})</span>
      </label>
      <textarea
        id="comment"
        rows={3}
        dir={typedDirection(comment)}
        maxLength={MAX_COMMENT}
        value={comment}
        onInput={(event) => setComment(event.currentTarget.value)}
      />
      <button type="submit" class="primary" aria-disabled={stars === 0}>
        {t.rate}
      </button>
    </form>
  );
}
