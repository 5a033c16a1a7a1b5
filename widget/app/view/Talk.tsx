import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { Texts } from '../i18n/texts.ts';
import type { Tab } from '../tab.ts';
import type { Follower } from './follow.ts';

/** Everything that scrolls. It stays at the end unless the reader scrolled away. */
export function Talk(props: {
  readonly t: Texts;
  readonly follower: Follower;
  readonly tab: Tab | null;
  /** Whatever else can make it longer. */
  readonly growsWith: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { tab, follower } = props;
  const { attach } = follower;
  const last = tab?.talk.at(-1);
  const newest = last?.mid;
  const mine = last?.by === 'me';

  useLayoutEffect(() => {
    if (newest === undefined) follower.begin();
    else follower.grew(newest, mine);
  }, [follower, newest, mine, tab?.codeStep, props.growsWith]);

  return (
    <main
      class="talk"
      ref={attach}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must scroll by keyboard too
      tabIndex={0}
      aria-label={props.t.conversation}
      onScroll={() => follower.scrolled()}
    >
      <div class="inner">{props.children}</div>
    </main>
  );
}
