import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { Marks } from '../inbox.ts';
import { localeOf, type Language, type Texts } from '../i18n/texts.ts';
import type { Shown, Tab } from '../tab.ts';
import { Bubble } from './Bubble.tsx';
import type { Follower } from './follow.ts';

/** What has been said, as a log that reads itself out. It stays at the end unless the reader scrolled away. */
export function Talk(props: {
  readonly t: Texts;
  readonly language: Language;
  readonly follower: Follower;
  readonly tab: Tab | null;
  readonly marks: Marks;
  readonly typing: string | null;
  readonly waiting: boolean;
  readonly before: ComponentChildren;
  readonly after: ComponentChildren;
  readonly onAgain: (shown: Shown) => void;
}): JSX.Element {
  const { t, tab, language, follower } = props;
  const { attach } = follower;
  const talk = tab?.talk.filter((shown) => shown.text !== null) ?? [];
  const last = talk.at(-1);

  useLayoutEffect(() => {
    if (last === undefined) follower.begin();
    else follower.grew(last.mid, last.by === 'me');
  }, [follower, last, props.typing, tab?.codeStep]);

  return (
    <main
      class="talk"
      ref={attach}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must scroll by keyboard too
      tabIndex={0}
      aria-label={t.conversation}
      onScroll={() => follower.scrolled()}
    >
      <div class="inner">
        {props.before}
        <div role="log" aria-label={t.conversation} aria-relevant="additions" class="log">
          {talk.map((shown, i) => (
            <>
              <Day
                key={`day-${shown.mid}`}
                language={language}
                shown={shown}
                before={talk[i - 1]}
              />
              <Bubble
                key={`${shown.mid}${shown.by === 'team' ? shown.hash : ''}`}
                t={t}
                language={language}
                shown={shown}
                marks={props.marks}
                last={isLastOfRun(shown, talk[i + 1])}
                waiting={props.waiting}
                onAgain={() => props.onAgain(shown)}
              />
            </>
          ))}
        </div>
        {props.typing !== null && <p class="aside typing">{t.typing(props.typing || t.someone)}</p>}
        {props.after}
      </div>
    </main>
  );
}

/** The day, where a new one begins; not above the very first message of today. */
function Day(props: {
  readonly language: Language;
  readonly shown: Shown;
  readonly before: Shown | undefined;
}): JSX.Element | null {
  const [now] = useState(() => Date.now());
  const format = new Intl.DateTimeFormat(localeOf(props.language), { dateStyle: 'full' });
  const day = format.format(props.shown.at);
  const before = format.format(props.before?.at ?? now);
  return day === before ? null : <p class="aside">{day}</p>;
}

/** A run is one author saying several things in one state. */
function isLastOfRun(shown: Shown, next: Shown | undefined): boolean {
  if (next === undefined || next.by !== shown.by) return true;
  if (shown.by === 'me' && next.by === 'me') return shown.state !== next.state;
  return shown.by === 'team' && next.by === 'team' && shown.alias !== next.alias;
}
