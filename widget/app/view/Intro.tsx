import type { JSX } from 'preact';
import type { Face } from '../face.ts';
import type { Texts } from '../i18n/texts.ts';
import { clock, lock, Icon } from './icons.tsx';

/** The first words: no name needed, who reads this, what happens to it, and what if nobody is here. */
export function Intro(props: {
  readonly t: Texts;
  readonly face: Face;
  readonly away: boolean;
  readonly returned: boolean;
}): JSX.Element {
  const { t, face } = props;
  return (
    <>
      <div class="hint">
        <Icon d={lock} />
        <div>
          <p>{t.privacy}</p>
          <details>
            <summary>{t.how}</summary>
            <ul>
              <li>{t.howWho(face.name || t.teamFallback)}</li>
              <li>{t.howSealed}</li>
              <li>{t.howDecide}</li>
              <li>{t.howLimits}</li>
              {face.privacy !== '' && (
                <li>
                  <bdi>{face.privacy}</bdi>
                </li>
              )}
            </ul>
          </details>
        </div>
      </div>
      <div class="row">
        <div class="bubble">
          <span class="hidden">{t.team}: </span>
          <p dir="auto">{props.returned ? t.returned : face.greeting || t.greeting}</p>
        </div>
      </div>
      {props.away && (
        <div class="hint away">
          <Icon d={clock} />
          <p>
            {t.away}
            {face.hours !== '' && (
              <>
                {' · '}
                <bdi>{face.hours}</bdi>
              </>
            )}
            . {t.closed}
          </p>
        </div>
      )}
    </>
  );
}
