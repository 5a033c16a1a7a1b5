// Room: ui/app. Every store of the screen, made together and handed around as one value.
import type { CodeLists } from '../../../contract/case.ts';
import type { TeamView } from '../../../contract/desk.ts';
import type { JobState } from '../../../contract/jobs.ts';
import { makeStore, type Store } from './store.ts';
import { cases, noCases, type Cases, type CasesEvent } from './state/cases.ts';
import { composers, noComposers, type Composers, type ComposersEvent } from './state/composer.ts';
import { auditLog, noAudit, type AuditLog, type AuditLogEvent } from './state/audit-log.ts';
import { evidence, noEvidence, type Evidence, type EvidenceEvent } from './state/evidence.ts';
import { heads, noHeads, type Heads, type HeadsEvent } from './state/heads.ts';
import { emptyInbox, inbox, type Inbox, type InboxEvent } from './state/inbox.ts';
import {
  releaseDesk,
  startingRelease,
  type ReleaseDesk,
  type ReleaseEvent,
} from './state/release.ts';
import { jobs, noJobs, type Jobs } from './state/jobs.ts';
import { keeping, startingKeeping, type Keeping, type KeepingEvent } from './state/keeping.ts';
import { closedSearch, search, type Search, type SearchEvent } from './state/search.ts';
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
  readonly heads: Store<Heads, HeadsEvent>;
  readonly evidence: Store<Evidence, EvidenceEvent>;
  readonly keeping: Store<Keeping, KeepingEvent>;
  readonly audit: Store<AuditLog, AuditLogEvent>;
  readonly search: Store<Search, SearchEvent>;
  readonly jobs: Store<Jobs, JobState>;
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
  heads: makeStore(heads, noHeads),
  evidence: makeStore(evidence, noEvidence),
  keeping: makeStore(keeping, startingKeeping),
  audit: makeStore(auditLog, noAudit),
  search: makeStore(search, closedSearch),
  jobs: makeStore(jobs, noJobs),
  release: makeStore(releaseDesk, startingRelease),
  view: makeStore(view, startingView),
  facts: makeStore((facts: Facts, more: Partial<Facts>) => ({ ...facts, ...more }), {
    team: null,
    codes: null,
  }),
});
