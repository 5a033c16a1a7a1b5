import type { JSX } from 'preact';
import type { Way } from '../face.ts';
import type { Texts } from '../i18n/texts.ts';

/** Other ways to the team, and the emergency number: never more than one tap away. */
export function Ways(props: { readonly t: Texts; readonly ways: readonly Way[] }): JSX.Element {
  const { t, ways } = props;
  return (
    <>
      {ways.length === 0 ? (
        <p>{t.waysNone}</p>
      ) : (
        <ul class="ways">
          {ways.map((way) => (
            <li key={way.value}>
              <span dir="auto">{way.label}</span>
              {way.href === null ? (
                <b dir="auto">{way.value}</b>
              ) : (
                <a href={way.href} target="_blank" rel="noopener noreferrer" dir="ltr">
                  {way.value}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      <p class="care">{t.emergency}</p>
    </>
  );
}
