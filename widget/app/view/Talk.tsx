import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { marksOf } from '../inbox.ts';
import type { Language, Texts } from '../i18n/texts.ts';
import type { Shown, Tab } from '../tab.ts';
import { Bubble } from './Bubble.tsx';

/** How far from the end still counts as reading along. */
const NEAR_PX = 120;

/** What has been said, as a log that reads itself out. It stays at the end unless the reader scrolled away. */
export function Talk(props: {
  readonly t: Texts;
  readonly language: Language;
  readonly tab: Tab | null;
  readonly typing: string | null;
  readonly waiting: boolean;
  readonly before: ComponentChildren;
  readonly after: ComponentChildren;
  readonly onAgain: (shown: Shown) => void;
}): JSX.Element {
  const { t, tab, language } = props;
  const scroller = useRef<HTMLElement>(null);
  const near = useRef(true);
  const talk = tab?.talk.filter((shown) => shown.text !== null) ?? [];
  const last = talk.at(-1);
  const marks = tab === null ? { gap: new Set<Shown>(), forked: new Set<Shown>() } : marksOf(tab);

  const toEnd = (): void => {
    const { current } = scroller;
    if (current !== null && near.current && talk.length > 0)
      current.scrollTop = current.scrollHeight;
  };
  useLayoutEffect(() => {
    if (last?.by === 'me') near.current = true;
    toEnd();
  }, [last, props.typing, tab?.codeStep]);
  useEffect(() => {
    const { current } = scroller;
    if (current === null) return undefined;
    const watcher = new ResizeObserver(toEnd);
    watcher.observe(current);
    return () => watcher.disconnect();
  }, [talk.length > 0]);

  return (
    <main
      class="talk"
      ref={scroller}
      tabIndex={0}
      aria-label={t.conversation}
      onScroll={({ currentTarget: at }) => {
        near.current = at.scrollHeight - at.scrollTop - at.clientHeight < NEAR_PX;
      }}
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
                marks={marks}
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
  const format = new Intl.DateTimeFormat(props.language, { dateStyle: 'full' });
  const day = format.format(props.shown.at);
  const before = format.format(props.before?.at ?? Date.now());
  return day === before ? null : <p class="aside">{day}</p>;
}

/** A run is one author saying several things in one state. */
function isLastOfRun(shown: Shown, next: Shown | undefined): boolean {
  if (next === undefined || next.by !== shown.by) return true;
  if (shown.by === 'me' && next.by === 'me') return shown.state !== next.state;
  return shown.by === 'team' && next.by === 'team' && shown.alias !== next.alias;
}
