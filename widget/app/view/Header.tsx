import type { ComponentChildren, JSX } from 'preact';
import type { Face } from '../face.ts';
import type { Texts } from '../i18n/texts.ts';
import type { State } from '../state.ts';
import { dots, down, Icon, leave } from './icons.tsx';

/** Who is here, and the way out: both are on screen whatever else is. */
export function Header(props: {
  readonly t: Texts;
  readonly face: Face;
  readonly presence: string;
  /** Whoever writes with the reporter; null while that is not said. */
  readonly avatar: ComponentChildren;
  readonly narrow: boolean;
  readonly menuOpen: boolean;
  /** Null where there is nothing it could offer. */
  readonly onMenu: (() => void) | null;
  readonly onClose: (() => void) | null;
  readonly onLeave: () => void;
}): JSX.Element {
  const { t, face } = props;
  return (
    <header class="head">
      {props.narrow && props.onClose ? (
        <button type="button" class="round fold" aria-label={t.minimise} onClick={props.onClose}>
          <Icon d={down} size={24} />
        </button>
      ) : (
        (props.avatar ?? (
          <span class="avatar" aria-hidden="true">
            {Array.from(face.name || t.teamFallback)[0]}
          </span>
        ))
      )}
      <div class="who">
        <h1 id="top" tabIndex={-1}>
          <bdi>{face.name || t.teamFallback}</bdi>
        </h1>
        <p class="presence" role="status">
          {props.presence}
        </p>
      </div>
      <button type="button" class="leave" title={t.leaveHint} onClick={props.onLeave}>
        <Icon d={leave} size={18} />
        {t.leave}
      </button>
      {props.onMenu && (
        <button
          type="button"
          class="round more"
          aria-label={t.menu}
          aria-expanded={props.menuOpen}
          onClick={props.onMenu}
        >
          <Icon d={dots} />
        </button>
      )}
    </header>
  );
}

/** One honest line about who is here. No minutes are promised: nobody can know them. */
export function presenceOf(state: State, unreached: boolean, t: Texts): string {
  if (state.link === 'offline') return t.noLink;
  if (state.team.status === 'refused' || state.misplaced) return '';
  if (state.team.status !== 'verified' || state.link === 'connecting')
    return unreached ? t.noLink : t.connecting;
  return state.hereUntil > 0 ? t.here : t.away;
}
