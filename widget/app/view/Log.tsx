import { Fragment, type JSX } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { MessageId } from '../../../protocol/ids.ts';
import type { Face } from '../face.ts';
import type { Language } from '../i18n/texts.ts';
import type { AllTexts } from '../i18n/words.ts';
import type { Marks } from '../inbox.ts';
import { dividerAfter, isShown, sameRun, turnsOf } from '../runs.ts';
import type { Shown, Tab, Theirs } from '../tab.ts';
import { Bubble, type FileView } from './Bubble.tsx';
import { Day } from './Day.tsx';
import type { Follower } from './follow.ts';

/** What has been said, as a log that reads itself out, and what of it is new. */
export function Log(props: {
  readonly t: AllTexts;
  readonly language: Language;
  readonly face: Face;
  readonly tab: Tab | null;
  readonly marks: Marks;
  readonly waiting: boolean;
  /** The panel is on screen. */
  readonly open: boolean;
  readonly follower: Follower;
  readonly onAgain: (shown: Shown) => void;
  readonly fileView: FileView | null;
  readonly onSeen: (mids: readonly MessageId[]) => void;
}): JSX.Element {
  const { t, language, face, tab, open, follower, onSeen } = props;
  const talk = useMemo(() => tab?.talk.filter(isShown) ?? [], [tab]);
  const unseen = useMemo(
    () => talk.filter((shown): shown is Theirs => shown.by === 'team' && shown.seen !== true),
    [talk],
  );
  const turns = turnsOf(talk);
  const log = useRef<HTMLDivElement>(null);
  const divider = useDivider(talk, open, follower);

  useEffect(
    () => (open && log.current !== null ? watch(log.current, unseen, onSeen) : undefined),
    [open, unseen, onSeen],
  );

  return (
    <div role="log" ref={log} aria-label={t.conversation} aria-relevant="additions" class="log">
      {talk.map((shown, i) => (
        <Fragment key={`${shown.mid}${shown.by === 'team' ? shown.hash : ''}`}>
          <Day language={language} at={shown.at} before={talk[i - 1]?.at} />
          {shown.mid === divider && <p class="fresh">{t.fresh}</p>}
          <div
            class={shown.by === 'me' ? 'row mine' : 'row'}
            data-unseen={shown.by === 'team' && shown.seen !== true}
          >
            {props.marks.gap.has(shown) && <p class="aside">{t.gap}</p>}
            {turns.has(shown) && (
              <p class="aside turn">
                {turns.get(shown) ? t.nowWrites(turns.get(shown) ?? '') : t.nextWrites}
              </p>
            )}
            <Bubble
              {...{ t, language, face, shown }}
              forked={props.marks.forked.has(shown)}
              first={!sameRun(talk[i - 1], shown)}
              last={!sameRun(shown, talk[i + 1])}
              waiting={props.waiting}
              onAgain={() => props.onAgain(shown)}
              fileView={props.fileView}
            />
          </div>
        </Fragment>
      ))}
    </div>
  );
}

/** Where "new" begins, for whoever looks again. The reader is taken there when the panel opens. */
function useDivider(talk: readonly Shown[], open: boolean, follower: Follower): string | null {
  const [divider, place] = useState<string | null>(null);
  const next = dividerAfter(divider, talk, open && !document.hidden && follower.isNear());
  useLayoutEffect(() => place(next), [next]);
  useLayoutEffect(() => {
    if (open && divider !== null) follower.showFrom('.fresh');
  }, [open, divider, follower]);
  return divider;
}

/** Half of it on screen, or as much as a small screen holds, counts as read. */
const ENOUGH_PX = 160;

/** Says which of these rows come onto the screen. What is not painted, as behind another tab, never does. */
function watch(
  log: HTMLElement,
  unseen: readonly Theirs[],
  seen: (mids: readonly MessageId[]) => void,
): () => void {
  const rows = [...log.querySelectorAll('[data-unseen=true]')];
  const watcher = new IntersectionObserver(
    (entries) => {
      const mids = entries.flatMap((entry) => {
        const shown = unseen[rows.indexOf(entry.target)];
        const far = entry.intersectionRatio >= 0.5 || entry.intersectionRect.height >= ENOUGH_PX;
        return shown === undefined || !far ? [] : [shown.mid];
      });
      if (mids.length > 0) seen(mids);
    },
    { threshold: [0, 0.1, 0.25, 0.5] },
  );
  for (const row of rows) watcher.observe(row);
  return () => watcher.disconnect();
}
