import type { ComponentChildren, JSX } from 'preact';
import type { Face } from '../face.ts';
import type { Texts } from '../i18n/texts.ts';
import { lock, Icon } from './icons.tsx';

/** The first words: no name needed, who reads this, what happens to it, and what if nobody is here. */
export function Intro(props: {
  readonly t: Texts;
  readonly face: Face;
  readonly returned: boolean;
  /** The team's own words on data protection; they come later, as only a verified team has any. */
  readonly consent: ComponentChildren;
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
            </ul>
          </details>
          {props.consent}
        </div>
      </div>
      <div class="row">
        <div class="bubble">
          <span class="hidden">{t.team}: </span>
          <p dir="auto">{props.returned ? t.returned : face.greeting || t.greeting}</p>
        </div>
      </div>
    </>
  );
}
