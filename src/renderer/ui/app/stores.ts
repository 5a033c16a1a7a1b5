// Room: ui/app. Every store of the screen, made together and handed around as one value.
import type { CodeLists } from '../../../contract/case.ts';
import type { TeamView } from '../../../contract/desk.ts';
import { makeStore, type Store } from './store.ts';
import { cases, noCases, type Cases, type CasesEvent } from './state/cases.ts';
import { composers, noComposers, type Composers, type ComposersEvent } from './state/composer.ts';
import { emptyInbox, inbox, type Inbox, type InboxEvent } from './state/inbox.ts';
import {
  releaseDesk,
  startingRelease,
  type ReleaseDesk,
  type ReleaseEvent,
} from './state/release.ts';
import { session, startingSession, type Session, type SessionEvent } from './state/session.ts';
import { startingStatus, status, type Status, type StatusEvent } from './state/status.ts';
import { noTalks, talks, type Talks, type TalksEvent } from './state/talks.ts';
import { startingView, view, type View, type ViewEvent } from './state/view.ts';

/** What is asked once after opening and seldom changes. */
export interface Facts {
  readonly team: TeamView | null;
  readonly codes: CodeLists | null;
}

export interface Stores {
  readonly session: Store<Session, SessionEvent>;
  readonly status: Store<Status, StatusEvent>;
  readonly inbox: Store<Inbox, InboxEvent>;
  readonly talks: Store<Talks, TalksEvent>;
  readonly composers: Store<Composers, ComposersEvent>;
  readonly cases: Store<Cases, CasesEvent>;
  readonly release: Store<ReleaseDesk, ReleaseEvent>;
  readonly view: Store<View, ViewEvent>;
  readonly facts: Store<Facts, Partial<Facts>>;
}

export const makeStores = (): Stores => ({
  session: makeStore(session, startingSession),
  status: makeStore(status, startingStatus),
  inbox: makeStore(inbox, emptyInbox),
  talks: makeStore(talks, noTalks),
  composers: makeStore(composers, noComposers),
  cases: makeStore(cases, noCases),
  release: makeStore(releaseDesk, startingRelease),
  view: makeStore(view, startingView),
  facts: makeStore((facts: Facts, more: Partial<Facts>) => ({ ...facts, ...more }), {
    team: null,
    codes: null,
  }),
});
