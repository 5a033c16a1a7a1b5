import { faceOf } from './read-face.ts';
import type { Language } from './i18n/texts.ts';
import { see } from './inbox.ts';
import { expire, offerAgain, settle } from './outbox.ts';
import type { LinkState, State, StateEvent } from './state.ts';
import type { Tab } from './tab.ts';

/** Folds one event. What cannot happen now changes nothing. */
export function reduce(state: State, event: StateEvent): State {
  switch (event.type) {
    case 'tab':
      return event.tab === null
        ? { ...state, tab: null, typing: null, place: null }
        : { ...state, tab: event.tab };
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
        place: null,
      };
    case 'here':
      return { ...state, hereUntil: event.until };
    case 'typing':
      return { ...state, typing: event.who };
    case 'place':
      return { ...state, place: event.place };
    case 'unreachable':
      return { ...state, stuck: event.why };
    case 'language':
      return speak(state, event.language);
    case 'erased':
      return { ...state, erased: true };
    case 'misplaced':
      return { ...state, misplaced: true };
    case 'result':
    case 'expired':
    case 'again':
    case 'seen':
    case 'kept':
      return state.tab === null ? state : reduceTab(state, state.tab, event);
  }
}

function reduceTab(
  state: State,
  tab: Tab,
  event: Extract<StateEvent, { type: 'result' | 'expired' | 'again' | 'seen' | 'kept' }>,
): State {
  switch (event.type) {
    case 'result':
      return {
        ...state,
        tab: settle(tab, event.eid, event.results),
        stuck: event.results.includes('accepted') ? null : 'stuck',
      };
    case 'expired':
      return { ...state, tab: expire(tab, event.eid) };
    case 'again':
      return { ...state, tab: offerAgain(tab, event.mid) };
    case 'seen': {
      const seen = see(tab, event.mids);
      return seen === tab ? state : { ...state, tab: seen };
    }
    case 'kept':
      return { ...state, tab: { ...tab, codeStep: 'kept' } };
  }
}

/** A broken line says nothing about who is here: presence, typing and the place in the line go with it. */
function reduceLink(state: State, link: LinkState): State {
  if (link === state.link) return state;
  return link === 'online'
    ? { ...state, link }
    : { ...state, link, typing: null, place: null, stuck: null };
}

function speak(state: State, language: Language): State {
  const { team } = state;
  const face =
    team.status === 'verified' ? faceOf(team.team.document.profile, language) : state.face;
  return { ...state, language, face };
}
