/**
 * The signs that something waits, outside the window: our mark in the system's bar, and on the app's own symbol a
 * number, or where the system knows none a dot. No name anywhere. What the system does is the {@link Surface}'s.
 */
import type { MachineWish } from '../../contract/machine.ts';
import type { Speech } from '../words.ts';

export interface Sign {
  readonly show: (wish: Pick<MachineWish, 'sign' | 'badge'>) => void;
  readonly count: (unread: number) => void;
  /** Somebody is called: where it was asked for, the app's symbol blinks until the window is looked at. */
  readonly call: () => void;
  readonly lookedAt: () => void;
}

type Picture = 'plain' | 'waiting';

/** The mark in the bar. */
export interface Mark {
  readonly draw: (picture: Picture, tip: string) => void;
  readonly remove: () => void;
}

/** What of the system the signs need. */
export interface Surface {
  /** Null: this desktop has no such bar. */
  readonly openMark: () => Mark | null;
  readonly setNumber: (unread: number) => void;
  /** A dot on the window's button, with these words for who does not see it; null: none. */
  readonly setDot: (words: string | null) => void;
  readonly blink: (on: boolean) => void;
}

interface SignParts {
  readonly speech: Pick<Speech, 'waiting'>;
  readonly platform: NodeJS.Platform;
  readonly surface: Surface;
}

/** Shows nothing until it is asked to. */
export function makeSign({ speech, platform, surface }: SignParts): Sign {
  let mark: Mark | null = null;
  let waiting = 0;
  let badge = false;
  let blinks = false;

  const draw = (): void => {
    const words = waiting > 0 ? speech.waiting : null;
    mark?.draw(words === null ? 'plain' : 'waiting', words ?? 'Beistand');
    const shown = badgeFor(platform, badge ? waiting : 0);
    if (shown.kind === 'number') surface.setNumber(shown.unread);
    else surface.setDot(shown.on ? speech.waiting : null);
  };
  const blink = (on: boolean): void => {
    if (on === blinks) return;
    blinks = on;
    surface.blink(on);
  };

  return {
    show: (wish) => {
      badge = wish.badge;
      if (!badge) blink(false);
      if (!wish.sign) {
        mark?.remove();
        mark = null;
      } else mark ??= surface.openMark();
      draw();
    },
    count: (unread) => {
      waiting = unread;
      draw();
    },
    call: () => blink(blinksAt(platform, badge)),
    lookedAt: () => blink(false),
  };
}

type Badge =
  | { readonly kind: 'number'; readonly unread: number }
  | { readonly kind: 'dot'; readonly on: boolean };

/** Windows has no number on an app's symbol, only a small picture over it. */
const badgeFor = (platform: NodeJS.Platform, unread: number): Badge =>
  platform === 'win32' ? { kind: 'dot', on: unread > 0 } : { kind: 'number', unread };

/** Elsewhere the notice is enough: a dock that jumps is more than anybody asked for. */
const blinksAt = (platform: NodeJS.Platform, badge: boolean): boolean =>
  badge && platform === 'win32';
