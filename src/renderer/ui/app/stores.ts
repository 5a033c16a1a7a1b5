// Room: ui/app. Every store of the screen, made together and handed around as one value.
import { builtInChecklist, type ChecklistView } from '../../../contract/checklist.ts';
import type { CodeLists } from '../../../contract/case.ts';
import type { TeamView } from '../../../contract/desk.ts';
import type { CatchUpView } from '../../../contract/catch-up.ts';
import type { DutyView } from '../../../contract/duty.ts';
import type { HelpCall } from '../../../contract/help.ts';
import type { JobState } from '../../../contract/jobs.ts';
import type { WorkplaceView } from '../../../contract/workplace.ts';
import { makeStore, type Store } from './store.ts';
import { comfortStore, plainComfort, type Comfort } from './comfort.ts';
import { care, noCare, type Care, type CareEvent } from './state/care.ts';
import { cases, noCases, type Cases, type CasesEvent } from './state/cases.ts';
import { composers, noComposers, type Composers, type ComposersEvent } from './state/composer.ts';
import { auditLog, noAudit, type AuditLog, type AuditLogEvent } from './state/audit-log.ts';
import { startingDuty } from './state/duty.ts';
import { evidence, noEvidence, type Evidence, type EvidenceEvent } from './state/evidence.ts';
import { files, noFiles, type Files, type FilesEvent } from './state/files.ts';
import { heads, noHeads, type Heads, type HeadsEvent } from './state/heads.ts';
import { emptyInbox, inbox, type Inbox, type InboxEvent } from './state/inbox.ts';
import { nothingOutgoing, outgoing, type Outgoing, type OutgoingEvent } from './state/outgoing.ts';
import {
  releaseDesk,
  startingRelease,
  type ReleaseDesk,
  type ReleaseEvent,
} from './state/release.ts';
import { jobs, noJobs, type Jobs } from './state/jobs.ts';
import { noProfile, profile, type ProfileDesk, type ProfileEvent } from './state/profile.ts';
import { marking, noMarking, type Marking, type MarkingEvent } from './state/marking.ts';
import { keeping, startingKeeping, type Keeping, type KeepingEvent } from './state/keeping.ts';
import { nobodyYet, people, type PeopleDesk, type PeopleEvent } from './state/people.ts';
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
  readonly files: Store<Files, FilesEvent>;
  readonly outgoing: Store<Outgoing, OutgoingEvent>;
  readonly keeping: Store<Keeping, KeepingEvent>;
  readonly audit: Store<AuditLog, AuditLogEvent>;
  readonly search: Store<Search, SearchEvent>;
  readonly people: Store<PeopleDesk, PeopleEvent>;
  readonly jobs: Store<Jobs, JobState>;
  readonly profile: Store<ProfileDesk, ProfileEvent>;
  readonly release: Store<ReleaseDesk, ReleaseEvent>;
  readonly marking: Store<Marking, MarkingEvent>;
  /** The team's, for acute danger; the built-in one until it is read. */
  readonly checklist: Store<ChecklistView, ChecklistView>;
  readonly workplace: Store<WorkplaceView, Partial<WorkplaceView>>;
  readonly view: Store<View, ViewEvent>;
  readonly facts: Store<Facts, Partial<Facts>>;
  readonly comfort: Store<Comfort, Partial<Comfort>>;
  readonly duty: Store<DutyView, DutyView>;
  readonly care: Store<Care, CareEvent>;
  /** What this device catches up with; null: nothing. */
  readonly catchUp: Store<CatchUpView | null, CatchUpView | null>;
  /** Calls for help that go on, the own one among them. */
  readonly help: Store<readonly HelpCall[], readonly HelpCall[]>;
}

/** Several devices answer, so that it must be said which one does. Until the team is known it counts as several. */
export const isShared = ({ team }: Facts): boolean => team === null || team.devices > 1;

/** Without a comfort of its own the screen is set up as on the first day. */
export const makeStores = (comfort: Comfort = plainComfort): Stores => ({
  comfort: comfortStore(comfort),
  duty: makeStore((_: DutyView, said: DutyView) => said, startingDuty),
  care: makeStore(care, noCare),
  catchUp: makeStore((_: CatchUpView | null, said: CatchUpView | null) => said, null),
  help: makeStore((_: readonly HelpCall[], now: readonly HelpCall[]) => now, []),
  session: makeStore(session, startingSession),
  status: makeStore(status, startingStatus),
  inbox: makeStore(inbox, emptyInbox),
  talks: makeStore(talks, noTalks),
  composers: makeStore(composers, noComposers),
  cases: makeStore(cases, noCases),
  heads: makeStore(heads, noHeads),
  evidence: makeStore(evidence, noEvidence),
  files: makeStore(files, noFiles),
  outgoing: makeStore(outgoing, nothingOutgoing),
  keeping: makeStore(keeping, startingKeeping),
  audit: makeStore(auditLog, noAudit),
  search: makeStore(search, closedSearch),
  people: makeStore(people, nobodyYet),
  jobs: makeStore(jobs, noJobs),
  profile: makeStore(profile, noProfile),
  release: makeStore(releaseDesk, startingRelease),
  marking: makeStore(marking, noMarking),
  checklist: makeStore((_: ChecklistView, now: ChecklistView) => now, {
    ...builtInChecklist,
    mayEdit: false,
    unread: false,
  }),
  workplace: makeStore(
    (now: WorkplaceView, more: Partial<WorkplaceView>) => ({ ...now, ...more }),
    { replies: [], views: [], atOnce: null, team: { replies: [], mayEdit: false } },
  ),
  view: makeStore(view, startingView),
  facts: makeStore((facts: Facts, more: Partial<Facts>) => ({ ...facts, ...more }), {
    team: null,
    codes: null,
  }),
});
