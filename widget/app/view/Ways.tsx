import type { JSX } from 'preact';
import type { Partner, Way } from '../face.ts';
import type { AllTexts, LaterTexts } from '../i18n/words.ts';

/** Other ways to the team, other teams, and the emergency number: never more than one tap away. */
export function Ways(props: {
  readonly t: AllTexts;
  readonly ways: readonly Way[];
  readonly partners: readonly Partner[];
  /** How many ways stand there at once, where more would push everything else out of sight; the rest unfolds. */
  readonly atOnce?: number;
}): JSX.Element {
  const { t, ways, partners, atOnce = ways.length } = props;
  const more = ways.slice(atOnce);
  return (
    <>
      {ways.length === 0 ? <p>{t.waysNone}</p> : <List ways={ways.slice(0, atOnce)} />}
      {more.length > 0 && (
        <details>
          <summary>{t.waysMore}</summary>
          <List ways={more} />
        </details>
      )}
      <Helplines t={t} />
      {partners.length > 0 && <Partners t={t} partners={partners} />}
    </>
  );
}

/** People to talk to whom no team need name: the frame brings their numbers itself. */
export function Helplines({ t }: { readonly t: LaterTexts }): JSX.Element {
  return (
    <>
      <p class="care">{t.emergency}</p>
      <p class="care">{t.crisis}</p>
    </>
  );
}

function List({ ways }: { readonly ways: readonly Way[] }): JSX.Element {
  return (
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
  );
}

/** Whoever reports to several teams begins anew with each: none of them hears of another from here. */
export function Partners({
  t,
  partners,
}: {
  readonly t: AllTexts;
  readonly partners: readonly Partner[];
}): JSX.Element {
  return (
    <section class="partners" aria-labelledby="partners">
      <h2 id="partners">{t.partners}</h2>
      <p>{t.partnersApart}</p>
      <ul class="ways">
        {partners.map(({ name, about, url }) => (
          <li key={url}>
            <span dir="auto">{about}</span>
            <a href={url} target="_blank" rel="noopener noreferrer" dir="auto">
              {name}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
