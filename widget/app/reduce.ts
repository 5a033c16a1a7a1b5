import { faceOf } from './read-face.ts';
import type { Language } from './i18n/texts.ts';
import { expire, offerAgain, settle } from './outbox.ts';
import type { LinkState, State, StateEvent } from './state.ts';
import type { Tab } from './tab.ts';

/** Folds one event. What cannot happen now changes nothing. */
export function reduce(state: State, event: StateEvent): State {
  switch (event.type) {
    case 'tab':
      return { ...state, tab: event.tab, typing: event.tab === null ? null : state.typing };
    case 'storage':
      return { ...state, storage: event.storage };
    case 'link':
      return reduceLink(state, event.link);
    case 'team':
      return {
        ...state,
        team: { status: 'verified', team: event.team },
        face: faceOf(event.team.document.profile, state.language),
      };
    case 'refused':
      return {
        ...state,
        team: { status: 'refused', why: event.why, ways: event.ways },
        hereUntil: 0,
        typing: null,
      };
    case 'here':
      return { ...state, hereUntil: event.until };
    case 'typing':
      return { ...state, typing: event.who };
    case 'unreachable':
      return { ...state, stuck: true };
    case 'language':
      return speak(state, event.language);
    case 'misplaced':
      return { ...state, misplaced: true };
    case 'result':
    case 'expired':
    case 'again':
    case 'kept':
      return state.tab === null ? state : reduceTab(state, state.tab, event);
  }
}

function reduceTab(
  state: State,
  tab: Tab,
  event: Extract<StateEvent, { type: 'result' | 'expired' | 'again' | 'kept' }>,
): State {
  switch (event.type) {
    case 'result':
      return {
        ...state,
        tab: settle(tab, event.eid, event.results),
        stuck: !event.results.includes('accepted'),
      };
    case 'expired':
      return { ...state, tab: expire(tab, event.eid) };
    case 'again':
      return { ...state, tab: offerAgain(tab, event.mid) };
    case 'kept':
      return { ...state, tab: { ...tab, codeStep: 'kept' } };
  }
}

/** A broken line says nothing about who is here: presence and typing go with it. */
function reduceLink(state: State, link: LinkState): State {
  if (link === state.link) return state;
  return link === 'online' ? { ...state, link } : { ...state, link, typing: null, stuck: false };
}

function speak(state: State, language: Language): State {
  const { team } = state;
  const face =
    team.status === 'verified' ? faceOf(team.team.document.profile, language) : state.face;
  return { ...state, language, face };
}
