import type { JSX } from 'preact';
import type { Face } from '../face.ts';
import { localeOf, type Language } from '../i18n/texts.ts';
import type { AllTexts } from '../i18n/words.ts';
import { partsOf } from '../links.ts';
import type { Own, Shown, TheirFile } from '../tab.ts';
import { Avatar } from './Avatar.tsx';
import { clock, Icon, type Outline } from './icons.tsx';
import { check, checks, clip } from './later-icons.ts';

/** Draws what belongs below the name of a file from the team. */
export type FileView = (file: TheirFile) => JSX.Element;

interface BubbleProps {
  readonly t: AllTexts;
  readonly language: Language;
  readonly face: Face;
  readonly shown: Shown;
  readonly forked: boolean;
  /** First of its author's run: the name stands above it. */
  readonly first: boolean;
  /** Last of its author's run: time and state stand below it. */
  readonly last: boolean;
  readonly waiting: boolean;
  readonly onAgain: () => void;
  /** What can be done with a file from the team. */
  readonly fileView: FileView | null;
}

/** One message. Text is text: nothing in it becomes markup, whichever way it reads. */
export function Bubble(props: BubbleProps): JSX.Element | null {
  const { t, face, shown } = props;
  if (shown.text === null) return null;
  const mine = shown.by === 'me';
  return (
    <>
      {!mine && props.first && shown.alias !== '' && (
        <p class="by" aria-hidden="true">
          <Avatar face={face} name={shown.alias} />
          <bdi>{shown.alias}</bdi>
        </p>
      )}
      <div class="bubble">
        <span class="hidden">{mine ? t.you : shown.alias || t.team}: </span>
        {mine && shown.stars > 0 && <p>{t.rated(shown.stars)}</p>}
        {mine && <Topics face={face} chosen={shown.topics ?? []} />}
        {shown.text !== '' && (
          <p dir="auto">
            {shown.file && <Icon d={clip} size={16} />}
            {mine || shown.file ? shown.text : linked(shown.text)}
          </p>
        )}
        {!mine && shown.file && props.fileView?.(shown.file)}
      </div>
      {props.forked && <p class="aside">{t.forked}</p>}
      {props.last || (mine && shown.state === 'expired') ? (
        <Meta {...props} />
      ) : (
        mine && (
          <span class="hidden">
            <OwnState t={t} own={shown} waiting={props.waiting} />
          </span>
        )
      )}
    </>
  );
}

/** What the reporter chose before the first message, in the language on screen. */
function Topics(props: { readonly face: Face; readonly chosen: readonly number[] }): JSX.Element {
  return (
    <>
      {props.face.topics
        .filter(({ n }) => props.chosen.includes(n))
        .map(({ n, label }) => (
          <bdi key={n} class="topic">
            {label}
          </bdi>
        ))}
    </>
  );
}

/** Only what the team wrote out as an address can be followed, and it is shown as what it is (links.ts). */
const linked = (text: string): readonly (string | JSX.Element)[] =>
  partsOf(text).map((part) =>
    typeof part === 'string' ? (
      part
    ) : (
      <a key={part.href} href={part.href} target="_blank" rel="noopener noreferrer" dir="ltr">
        {part.shown}
      </a>
    ),
  );

function Meta(props: BubbleProps): JSX.Element {
  const { t, shown, language } = props;
  const time = new Date(shown.at);
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(localeOf(language), options).format(time);
  const day = format({ dateStyle: 'full' });
  return (
    <p class="meta">
      <time dateTime={time.toISOString()} tabIndex={-1} title={day} data-day={day}>
        {format({ timeStyle: 'short' })}
      </time>
      {shown.repeated && <span>{t.repeated}</span>}
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
  read: checks,
  expired: clock,
} as const satisfies Record<Own['state'], Outline>;

function OwnState(props: {
  readonly t: AllTexts;
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
