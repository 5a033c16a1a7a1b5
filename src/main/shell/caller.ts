/** What calls a person to the screen: fixed words that say that something waits, and never what. */
import { HELP_NOTICES_PER_DAY, HELP_NOTICES_PER_HOUR, NOTICE_EVERY_MS } from '../limits.ts';

export type Call = 'waits' | 'waits-long' | 'help';

interface CallerParts {
  readonly show: (what: Call) => void;
  /** Somebody looks at the window: what comes then is seen there. */
  readonly isLookedAt: () => boolean;
  /** Milliseconds that never jump. */
  readonly now: () => number;
}

export interface Caller {
  /** An envelope that may call came; `read` says whether a vault is there to read it. */
  readonly wake: (what: 'waits' | 'help', read: boolean) => void;
  /** Whether such an envelope calls anybody; for help a question of its own. */
  readonly heed: (heeds: { readonly on: boolean; readonly help: boolean }) => void;
  /** The vault has looked for itself and calls. Whoever looks at the window sees what is new without it. */
  readonly call: (what: Call) => void;
}

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Each call at most once in {@link NOTICE_EVERY_MS}; further ones in that time are dropped. A locked device cannot
 * read who asks for help, so it says so a few times an hour and a day, and no more.
 */
export function makeCaller({ show, isLookedAt, now }: CallerParts): Caller {
  const last = new Map<Call, number>();
  let unread: readonly number[] = [];
  let heeds = { on: true, help: true };
  const sparingly = (what: Call): boolean => {
    const at = now();
    if (at - (last.get(what) ?? Number.NEGATIVE_INFINITY) < NOTICE_EVERY_MS) return false;
    last.set(what, at);
    show(what);
    return true;
  };
  const helpUnread = (): void => {
    const at = now();
    unread = unread.filter((before) => at - before < DAY_MS);
    const lately = unread.filter((before) => at - before < HOUR_MS);
    if (unread.length >= HELP_NOTICES_PER_DAY || lately.length >= HELP_NOTICES_PER_HOUR) return;
    if (sparingly('help')) unread = [...unread, at];
  };
  return {
    wake: (what, read) => {
      // An open vault reads what is asked, and knows whether it still goes on.
      if (what === 'waits') {
        if (heeds.on && !(read && isLookedAt())) sparingly(what);
      } else if (heeds.help && !read) helpUnread();
    },
    heed: (next) => {
      heeds = next;
    },
    call: (what) => {
      if (what === 'waits-long' || !isLookedAt()) sparingly(what);
    },
  };
}
