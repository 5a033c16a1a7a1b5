import type { ConversationId, MessageId } from '../../protocol/ids.ts';
import type { PutRefusal } from '../../protocol/wire/relay-frames.ts';
import { annotationRequests, type AnnotationFact, type AnnotationRequests } from './annotation.ts';
import type { LinkState, SetupHint } from './carrier.ts';
import type { CaseFile, CaseHead, CaseProblem, CodeLists, Incident, Language } from './case.ts';
import { catchUpRequests, type CatchUpFact, type CatchUpRequests } from './catch-up.ts';
import { checklistRequests, type ChecklistRequests } from './checklist.ts';
import { dangerRequests, type DangerRequests } from './danger.ts';
import type { Door } from './door.ts';
import { figureRequests, type FigureRequests } from './figures.ts';
import { dutyRequests, type DutyFact, type DutyRequests } from './duty.ts';
import { helpRequests, type HelpFact, type HelpRequests } from './help.ts';
import { keepingRequests, type KeepingFact, type KeepingRequests } from './keeping.ts';
import { profileRequests, type ProfileFact, type ProfileRequests } from './profile.ts';
import { machineRequests, type MachineRequests } from './machine.ts';
import type { Errand, ErrandEnd } from './jobs.ts';
import type { UnlockRefusal } from './secrets.ts';
import type { Outcome } from './outcome.ts';
import type { PaperFact } from './papers.ts';
import { peopleRequests, type PeopleFact, type PeopleRequests } from './people.ts';
import type { ReleasePlan, ReleaseRefusal, ReleaseRequest } from './release.ts';
import {
  talkRequests,
  type SendState,
  type TalkFact,
  type TalkMessage,
  type TalkRequests,
  type TalkSummary,
} from './talk.ts';
import { veilRequests, type Veil, type VeilRequests } from './veil.ts';
import { workRequests, type WorkMessage, type WorkRequests, type WorkSummary } from './work.ts';
import { workplaceRequests, type WorkplaceFact, type WorkplaceRequests } from './workplace.ts';

export type { ConversationId, LinkState, MessageId, SendState };

/** Longest text of one message in code points, as PROTOCOL §5 MAX_TEXT; a test keeps the two equal. */
export const TEXT_LIMIT = 4000;

/** Messages read at once, at most. */
export const READ_LIMIT = 200;

export type VaultState = 'none' | 'locked' | 'open';

interface MessageBase {
  readonly id: MessageId;
  /** Sender's clock, ms since the epoch. For display only. */
  readonly at: number;
  /** Something of this sender's chain is missing before this message. */
  readonly gap: boolean;
  /** Two different messages claim one place; both are shown. */
  readonly forked: boolean;
  /** It did not come from its sender: this colleague's device told it during a catch-up. */
  readonly told?: string;
}

/** A message on screen. Never written to disk in this form. */
export type OpenMessage = MessageBase &
  (
    | { readonly kind: 'text'; readonly author: 'reporter'; readonly text: string }
    | {
        readonly kind: 'text';
        readonly author: 'operator';
        readonly alias: string;
        readonly text: string;
        readonly state: SendState;
      }
    | {
        readonly kind: 'rating';
        readonly author: 'reporter';
        readonly stars: number;
        readonly comment: string;
      }
    | TalkMessage
    | WorkMessage
  );

/** One line of the inbox. */
export interface ConversationSummary extends TalkSummary, WorkSummary {
  readonly id: ConversationId;
  /** A neutral generated name such as "Ahorn 27"; never the reporter's own. */
  readonly name: string;
  /** Index into the avatar colours. */
  readonly hue: number;
  /** Language the widget was used in, e.g. "de". */
  readonly language: string;
  /** What the reporter chose to begin with, in the team's words; '' for nothing. */
  readonly topic: string;
  readonly preview: string;
  readonly previewBy: 'reporter' | 'operator';
  readonly lastAt: number;
  /** Since when a reporter's message has gone without an answer; null = nobody is waiting. */
  readonly waitingSince: number | null;
  readonly unread: number;
  readonly stars: number | null;
  readonly case: { readonly id: string; readonly reference: string } | null;
  /** What somebody here has put out of sight. */
  readonly veil: Veil;
  /** Whether that hides the words of the preview. */
  readonly previewVeiled: boolean;
  /** Live signs from the reporter's tab: here now, writing now. */
  readonly live: boolean;
  readonly typing: boolean;
}

export interface TeamView {
  readonly name: string;
  readonly alias: string;
  /** Every alias of the team's public profile, our own included. */
  readonly aliases: readonly string[];
  /** Those that read conversations. */
  readonly devices: number;
  /** SITE_TEAM: what the website's server and snippet pin. */
  readonly pin: string;
  /** What a reporter can compare with what the chat shows: printed on flyers, said on the telephone. */
  readonly numbers: string;
  readonly relay: string;
  readonly documentSeq: number;
  /** ms since the epoch. */
  readonly documentExpires: number;
  /** False for a device restored from a backup that no coordinator has invited yet: it reads, and cannot talk. */
  readonly member: boolean;
  /** This device's id, hex: whose entries in the audit log are our own. */
  readonly device: string;
}

/** What the screen asks of the vault. There is no way to ask for a key or for everything. */
export interface DeskRequests
  extends
    AnnotationRequests,
    CatchUpRequests,
    ChecklistRequests,
    DangerRequests,
    DutyRequests,
    FigureRequests,
    HelpRequests,
    KeepingRequests,
    MachineRequests,
    PeopleRequests,
    ProfileRequests,
    TalkRequests,
    VeilRequests,
    WorkRequests,
    WorkplaceRequests {
  state: { input: null; output: { readonly vault: VaultState; readonly link: LinkState } };
  setupHint: { input: null; output: SetupHint };
  /** Makes team, device and vault, and claims the relay. The root code is shown once, to be printed. */
  createTeam: {
    input: {
      readonly relay: string;
      readonly claim: string;
      readonly teamName: string;
      readonly alias: string;
      readonly language: Language;
      readonly passphrase: string;
    };
    /** `unfinished-team`: a team was begun here under another passphrase, and its root code was not seen yet. */
    output: Outcome<
      { readonly rootCode: string },
      | 'weak-passphrase'
      | 'bad-relay'
      | 'relay-unreachable'
      | 'disk-full'
      | 'unfinished-team'
      | PutRefusal
    >;
  };
  unlock: {
    input: { readonly passphrase: string };
    /**
     * Answers when everything can be done. The newest conversations come before that, as the fact
     * `first-look`, because a person who unlocks wants to see who waits.
     */
    output: Outcome<{ readonly rebuilt: number }, UnlockRefusal>;
  };
  /** Zeroes every key and answers; the screen then ends the Worker by reloading. Idle, shortcut, menu. */
  lock: { input: null; output: null };
  team: { input: null; output: TeamView };
  /** A page in the order of the queue: who waits longest, then the newest. */
  conversations: {
    input: { readonly from: number; readonly limit: number };
    output: { readonly conversations: readonly ConversationSummary[]; readonly total: number };
  };
  /** The newest messages before the one named, oldest first; a page, never everything. */
  read: {
    input: {
      readonly conversation: ConversationId;
      readonly before: MessageId | null;
      readonly limit: number;
    };
    output: { readonly messages: readonly OpenMessage[]; readonly earlier: boolean };
  };
  /** Durable before it answers; the state then follows as facts. */
  send: {
    input: {
      readonly conversation: ConversationId;
      readonly text: string;
      /** Where a colleague holds it: `take` it with this answer, or say something `beside` them. */
      readonly held?: 'take' | 'beside';
    };
    /**
     * `restricted`: this device may not read the conversation on, and does not answer in it. `held`: a colleague
     * answers, and nothing was said about that. `not-operator`: it is no operator's device, and takes nothing over.
     */
    output: Outcome<
      OpenMessage,
      | 'too-long'
      | 'empty'
      | 'disk-full'
      | 'unknown-conversation'
      | 'restricted'
      | 'held'
      | 'not-operator'
    >;
  };
  typing: { input: { readonly conversation: ConversationId }; output: null };
  seen: { input: { readonly conversation: ConversationId }; output: null };
  codeLists: { input: null; output: CodeLists };
  /** A page of the newest cases. */
  cases: {
    input: { readonly from: number; readonly limit: number };
    output: { readonly cases: readonly CaseHead[]; readonly total: number };
  };
  readCase: { input: { readonly case: string }; output: CaseFile | null };
  /** Opens the conversation's case, or begins one. */
  openCase: {
    input: { readonly conversation: ConversationId };
    output: Outcome<CaseFile, 'disk-full' | 'vault-full'>;
  };
  /** Saves as it is, complete or not, and says what is missing. */
  saveIncident: {
    input: { readonly case: string; readonly incident: Incident };
    output: Outcome<
      { readonly saved: CaseFile; readonly problems: readonly CaseProblem[] },
      'disk-full' | 'unknown-case'
    >;
  };
  /** Reads a JSON file of incidents (docs/IMPORT.md); all or nothing. */
  importIncidents: {
    input: null;
    output: Outcome<
      { readonly imported: number },
      'cancelled' | 'too-large' | 'cannot-read' | 'bad-file' | 'disk-full' | 'vault-full'
    >;
  };
  /** Generalises, counts classes and says whether the release may leave. Writes nothing. */
  planRelease: { input: ReleaseRequest; output: Outcome<ReleasePlan, ReleaseRefusal> };
  exportCsv: {
    input: ReleaseRequest;
    output: Outcome<{ readonly name: string }, ReleaseRefusal | 'cancelled' | 'cannot-write'>;
  };
  exportPdf: {
    input: ReleaseRequest;
    output: Outcome<{ readonly name: string }, ReleaseRefusal | 'cancelled' | 'cannot-write'>;
  };
}

export type DeskRequest = keyof DeskRequests;

/** Every request by name. One left out does not compile. */
export const deskRequests = Object.keys({
  state: 0,
  setupHint: 0,
  createTeam: 0,
  unlock: 0,
  lock: 0,
  team: 0,
  conversations: 0,
  read: 0,
  send: 0,
  typing: 0,
  seen: 0,
  codeLists: 0,
  cases: 0,
  readCase: 0,
  openCase: 0,
  saveIncident: 0,
  importIncidents: 0,
  planRelease: 0,
  exportCsv: 0,
  exportPdf: 0,
  ...catchUpRequests,
  ...checklistRequests,
  ...dangerRequests,
  ...dutyRequests,
  ...figureRequests,
  ...helpRequests,
  ...keepingRequests,
  ...machineRequests,
  ...peopleRequests,
  ...talkRequests,
  ...veilRequests,
  ...profileRequests,
  ...workRequests,
  ...annotationRequests,
  ...workplaceRequests,
} satisfies Record<DeskRequest, 0>) as readonly DeskRequest[];

/** What the vault tells the screen. */
export type DeskFact =
  | CatchUpFact
  | DutyFact
  | HelpFact
  | KeepingFact
  | PaperFact
  | PeopleFact
  | TalkFact
  | ProfileFact
  | AnnotationFact
  | WorkplaceFact
  /** The passphrase was right, and these are the first lines of the inbox; the rest is still being read. */
  | {
      readonly type: 'first-look';
      readonly conversations: readonly ConversationSummary[];
      readonly total: number;
    }
  | { readonly type: 'conversation-changed'; readonly summary: ConversationSummary }
  | {
      readonly type: 'message-arrived';
      readonly conversation: ConversationId;
      readonly message: OpenMessage;
    }
  | {
      readonly type: 'state-changed';
      readonly conversation: ConversationId;
      readonly message: MessageId;
      readonly state: SendState;
    }
  | { readonly type: 'case-changed'; readonly case: CaseFile }
  | { readonly type: 'link-changed'; readonly link: LinkState }
  | { readonly type: 'taken-over' }
  | { readonly type: 'low-space'; readonly free: number }
  /** Whoever pressed the system's notice wants to see who waits. */
  | { readonly type: 'notice-pressed' }
  | { readonly type: 'document-stale'; readonly expires: number }
  /** Nobody is there, and an errand goes on: the passphrase is asked for again, and the lock follows the errand's end. */
  | { readonly type: 'shut'; readonly errand: Errand }
  /** The desk must lock now: the Worker is about to be terminated. `ended`: what the door then says of an errand. */
  | { readonly type: 'lock'; readonly ended: ErrandEnd | null };

export type Desk = Door<DeskRequests, DeskFact>;
