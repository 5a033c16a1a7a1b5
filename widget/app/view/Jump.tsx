import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { AllTexts } from '../i18n/words.ts';
import type { Follower } from './follow.ts';
import { down, Icon } from './icons.tsx';

/** For whoever scrolled away: back to the newest message, and whether something new is there. */
export function Jump(props: {
  readonly t: AllTexts;
  readonly follower: Follower;
  readonly fresh: boolean;
}): JSX.Element | null {
  const { t, follower, fresh } = props;
  const [near, come] = useState(follower.isNear);
  useEffect(() => follower.onNear(come), [follower]);
  if (near) return null;
  return (
    <button
      type="button"
      class={fresh ? 'jump some' : 'jump'}
      aria-label={fresh ? undefined : t.toNewest}
      onClick={() => follower.toNewest()}
    >
      <Icon d={down} />
      {fresh && t.fresh}
    </button>
  );
}
