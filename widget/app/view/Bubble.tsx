import type { JSX } from 'preact';
import type { Marks } from '../inbox.ts';
import { localeOf, type Language, type Texts } from '../i18n/texts.ts';
import type { Own, Shown } from '../tab.ts';
import { check, checks, clock, Icon, type Outline } from './icons.tsx';

/** One message. Text is text: nothing in it becomes markup, whichever way it reads. */
export function Bubble(props: {
  readonly t: Texts;
  readonly language: Language;
  readonly shown: Shown;
  readonly marks: Marks;
  /** Last of its author's run: time and state stand below it. */
  readonly last: boolean;
  readonly waiting: boolean;
  readonly onAgain: () => void;
}): JSX.Element | null {
  const { t, shown, marks } = props;
  if (shown.text === null) return null;
  const mine = shown.by === 'me';
  return (
    <div class={mine ? 'row mine' : 'row'}>
      {marks.gap.has(shown) && <p class="aside">{t.gap}</p>}
      <div class="bubble">
        <span class="hidden">{mine ? t.you : shown.alias || t.team}: </span>
        {shown.by === 'me' && shown.stars > 0 && <p>{t.rated(shown.stars)}</p>}
        {shown.text !== '' && <p dir="auto">{shown.text}</p>}
      </div>
      {marks.forked.has(shown) && <p class="aside">{t.forked}</p>}
      {props.last || (mine && shown.state === 'expired') ? (
        <Meta {...props} />
      ) : (
        mine && (
          <span class="hidden">
            <OwnState t={t} own={shown} waiting={props.waiting} />
          </span>
        )
      )}
    </div>
  );
}

function Meta(props: Parameters<typeof Bubble>[0]): JSX.Element {
  const { t, shown, language } = props;
  const time = new Date(shown.at);
  const format = new Intl.DateTimeFormat(localeOf(language), { timeStyle: 'short' });
  return (
    <p class="meta">
      {shown.by === 'team' && shown.alias !== '' && <bdi>{shown.alias}</bdi>}
      <time dateTime={time.toISOString()}>{format.format(time)}</time>
      {shown.by === 'me' && <OwnState t={t} own={shown} waiting={props.waiting} />}
      {shown.by === 'me' && shown.state === 'expired' && (
        <button type="button" class="text" onClick={props.onAgain}>
          {t.offerAgain}
        </button>
      )}
    </p>
  );
}

const icons = {
  sending: clock,
  sent: check,
  delivered: checks,
  expired: clock,
} as const satisfies Record<Own['state'], Outline>;

function OwnState(props: {
  readonly t: Texts;
  readonly own: Own;
  readonly waiting: boolean;
}): JSX.Element {
  const { t, own } = props;
  const word = own.state === 'sending' && props.waiting ? t.waiting : t[own.state];
  return (
    <span class={`state ${own.state}`}>
      <Icon d={icons[own.state]} size={14} />
      {word}
    </span>
  );
}
