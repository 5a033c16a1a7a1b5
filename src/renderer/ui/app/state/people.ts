// Room: ui/app/state. The team's devices as the vault last told, and the one thing that was asked about them.
import type { PeopleRequests, Roster } from '../../../../contract/people.ts';
import type { Refusal } from './task.ts';

export type PeopleRefusal = Refusal<keyof PeopleRequests> | 'failed';

/** `at` names the control it was asked from, so that the answer stands there. */
export interface PeopleTask {
  readonly at: string;
  /** Null while it runs. */
  readonly why: PeopleRefusal | null;
}

export interface PeopleDesk {
  readonly roster: Roster | null;
  /** A link that is on screen; it opens a door, and goes when the room is left. */
  readonly link: { readonly invite: string; readonly link: string } | null;
  readonly task: PeopleTask | null;
}

export type PeopleEvent =
  | { readonly type: 'roster'; readonly roster: Roster }
  | { readonly type: 'link'; readonly link: PeopleDesk['link'] }
  | { readonly type: 'task'; readonly task: PeopleTask | null };

export const nobodyYet: PeopleDesk = { roster: null, link: null, task: null };

/** A link whose invite is no longer open leaves the screen with it. */
export function people(state: PeopleDesk, event: PeopleEvent): PeopleDesk {
  switch (event.type) {
    case 'roster': {
      const { roster } = event;
      const isOpen = roster.invites.some(({ id }) => id === state.link?.invite);
      return { ...state, roster, link: isOpen ? state.link : null };
    }
    case 'link':
      return { ...state, link: event.link };
    case 'task':
      return { ...state, task: event.task };
  }
}
