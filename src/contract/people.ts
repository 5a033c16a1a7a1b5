/** Contract: which devices are in the team, how one comes in, and how one leaves (PROTOCOL §2 Joining). */
import type { Outcome } from './outcome.ts';
import type { Language } from './case.ts';

export const TEAM_ROLES = ['operator', 'manager', 'coordinator'] as const;
export type TeamRole = (typeof TEAM_ROLES)[number];

/** Longest name of a device or a newcomer in code points, as PROTOCOL §5 MAX_NEWCOMER_NAME; a test keeps the two equal. */
export const NAME_LIMIT = 40;

/** A device as the newest document lists it, and what this vault knows of it besides. */
export interface RosterDevice {
  readonly id: string;
  /** What it is called on this device and nowhere else; '' for one nobody has named here. */
  readonly name: string;
  /** The name it writes under, as it said when this device let it in or has since, and the one before; '' for not said. */
  readonly alias: { readonly now: string; readonly before: string };
  readonly roles: readonly TeamRole[];
  /** It coordinates, or did: it may hold the team's key, and removing it takes the root code. */
  readonly holdsKey: boolean;
  readonly mine: boolean;
  /** When the first document that lists it was signed; null: before this device came. */
  readonly since: number | null;
  /** When it last signed in at the relay, as it says itself; null: not heard yet since unlock. */
  readonly seen: number | null;
}

/** An operator's device that was not there when this one came, and that nobody here has said yes to. */
export interface Newcomer {
  readonly device: string;
  readonly name: string;
  /** Compared with its own screen; and the same in 12 words. */
  readonly numbers: string;
  readonly words: string;
  /** A person here has said no. */
  readonly declined: boolean;
}

export interface RemovedDevice {
  readonly id: string;
  readonly name: string;
  readonly until: number | null;
  /** It left while it coordinated, and the team's key has not changed since: it can still sign, until a change of root. */
  readonly holdsKey: boolean;
}

export interface OpenInvite {
  readonly id: string;
  readonly made: number;
  readonly expires: number;
}

/** Somebody used an invite. Nobody but a person can tell whether it is the right somebody. */
export interface JoinRequest {
  readonly invite: string;
  readonly name: string;
  /** 12 groups of five digits, compared with the other screen; and the same in 12 words. */
  readonly numbers: string;
  readonly words: string;
  readonly arrived: number;
}

/** What a device that waits to be let in knows. */
export interface Joining {
  readonly name: string;
  readonly numbers: string;
  readonly words: string;
  readonly expires: number;
  /** The relay has taken the request for at least one coordinator. */
  readonly heard: boolean;
  /** Devices of coordinators that do not have it yet; it is sent to them again. */
  readonly missing: number;
}

/** What one document changed in the list of devices. */
export interface TeamNews {
  readonly seq: number;
  /** When that document was signed, ms. */
  readonly at: number;
  readonly kind: 'joined' | 'left' | 'roles';
  readonly device: string;
  readonly name: string;
  readonly roles: readonly TeamRole[];
}

/**
 * How a document is tied to the one before it in this list. `first`: nothing before it is kept here. `follows`: it names the hash
 * of the one before. `gap`: there were others in between, which this device did not see. `root`: it is signed by the next key,
 * which the one before had named. `unkept`: from before documents were kept here.
 */
export type TeamProof = 'first' | 'follows' | 'gap' | 'root' | 'unkept';

/** One document that this device has accepted: its signature held, and it was the team's. */
export interface TeamStep {
  readonly seq: number;
  /** When it was signed, ms. */
  readonly at: number;
  readonly proof: TeamProof;
  /** Documents before it that were not seen here; only where there is a gap. */
  readonly missed: number;
  /** The beginning of the key that signed it, hex; '' for one that was not kept. */
  readonly key: string;
  readonly news: readonly TeamNews[];
  /** `devices`: who is listed or with which roles, where not all of that is kept as news any more. `revoked`: that list besides who left. */
  readonly changed: readonly ('devices' | 'revoked' | 'profile' | 'relays')[];
}

export interface Roster {
  /** `removed`: this device stands under the team's revoked ones, and never comes in again. */
  readonly standing: 'member' | 'waiting' | 'removed';
  /** It coordinates and holds the key that signs documents. */
  readonly mayChange: boolean;
  readonly devices: readonly RosterDevice[];
  /** Ids that this device had before its keys were renewed. */
  readonly former: readonly string[];
  readonly removed: readonly RemovedDevice[];
  readonly invites: readonly OpenInvite[];
  readonly asking: readonly JoinRequest[];
  readonly joining: Joining | null;
  /** They are told nothing of what was said before until a person here says yes. */
  readonly newcomers: readonly Newcomer[];
  /** What a colleague sees of this device; null while it is in no list. */
  readonly own: { readonly numbers: string; readonly words: string } | null;
  /** Newest first. */
  readonly history: readonly TeamNews[];
}

/**
 * Why a change of the document is not in force. `not-in-force`: others changed it at the same time, again
 * and again. `refused`: the relay or this vault does not take the document. `gone`: the device or the
 * request is no longer there. `coordinator`: it may hold the team's key, and removing it takes a new one.
 */
export type ChangeRefusal =
  | 'offline'
  | 'not-coordinator'
  | 'not-in-force'
  | 'refused'
  | 'gone'
  | 'own-device'
  | 'coordinator'
  | 'full';

export type InviteRefusal = 'bad-invite' | 'expired-invite';

/** What a relay holds of the team whose root code was typed. It is that team's: its keys follow from the code. */
export interface FoundTeam {
  /** '' where its profile names none. */
  readonly name: string;
  /** The team's fingerprint, as it is printed and said on the telephone. */
  readonly numbers: string;
  readonly seq: number;
  /** When its document was signed, and until when it is in force; ms. */
  readonly issued: number;
  readonly expires: number;
  /** The relay that was dialled, and the ones the document names. */
  readonly relay: string;
  readonly relays: readonly string[];
  readonly devices: readonly { readonly id: string; readonly roles: readonly TeamRole[] }[];
}

type CodeRefusal = 'bad-code' | 'wrong-code';

export interface PeopleRequests {
  roster: { input: null; output: Roster };
  /** Durable before the link is shown. */
  makeInvite: {
    input: null;
    output: Outcome<
      { readonly id: string; readonly link: string },
      'disk-full' | 'not-coordinator' | 'too-many'
    >;
  };
  /** The link of an open invite once more; null when it is used, over or taken back. */
  showInvite: { input: { readonly invite: string }; output: string | null };
  /** Takes an invite back, or turns away who used it. Nobody is told. */
  dropInvite: { input: { readonly invite: string }; output: Outcome<null, 'disk-full'> };
  /** In force when it answers: the relay has taken the document that lists the newcomer. */
  letIn: {
    input: { readonly invite: string; readonly roles: readonly TeamRole[] };
    output: Outcome<null, ChangeRefusal>;
  };
  setRoles: {
    input: { readonly device: string; readonly roles: readonly TeamRole[] };
    output: Outcome<null, ChangeRefusal>;
  };
  /** Whether this device tells another what was said before it came; null takes a no back. A yes cannot be: it is told at once. */
  tellEarlier: {
    input: { readonly device: string; readonly said: 'yes' | 'no' | null };
    output: Outcome<null, 'disk-full' | 'gone'>;
  };
  /** Every document this device remembers, newest first. */
  teamHistory: { input: null; output: readonly TeamStep[] };
  /** On this device only. */
  nameDevice: {
    input: { readonly device: string; readonly name: string };
    output: Outcome<null, 'disk-full' | 'gone'>;
  };
  /** The name this device writes under from now on. Colleagues' devices hear it; what was written keeps the name it had. */
  nameSelf: { input: { readonly name: string }; output: Outcome<null, 'disk-full'> };
  removeDevice: { input: { readonly device: string }; output: Outcome<null, ChangeRefusal> };
  /** A coordinator's, with the printed root code: the team then has its next key, and the website a new pin. */
  removeCoordinator: {
    input: { readonly device: string; readonly code: string };
    output: Outcome<null, ChangeRefusal | CodeRefusal | 'disk-full'>;
  };
  /**
   * First run with the printed root code: looks for its team at a relay, or at the one that an invite or a setup link
   * names. Nothing is made yet. `wrong-code`: the link, or what the relay holds, is of another team.
   */
  lookForTeam: {
    input: { readonly relay: string; readonly code: string; readonly language: Language };
    output: Outcome<FoundTeam, CodeRefusal | 'bad-relay' | 'relay-unreachable' | 'no-such-team'>;
  };
  /** A vault for this device, which then coordinates the team that was found. What is refused after the vault is there is asked again by `regain`. */
  regainTeam: {
    input: PeopleRequests['regain']['input'] & {
      readonly alias: string;
      readonly language: Language;
      readonly passphrase: string;
    };
    output:
      | PeopleRequests['regain']['output']
      | Outcome<null, 'weak-passphrase' | 'unfinished-team' | 'no-such-team'>;
  };
  /**
   * This device coordinates from the next document on, by the team's next key, which removes the coordinating devices that
   * are `lost`: also where none is listed any more, since one that was has the key still. null: somebody says that none is lost, and the key stays.
   */
  regain: {
    input: { readonly code: string; readonly lost: readonly string[] | null };
    output: Outcome<null, ChangeRefusal | CodeRefusal | 'removed' | 'disk-full'>;
  };
  /** First run: a vault for this device, and a request to be let into the team of the invite. */
  joinTeam: {
    input: {
      readonly link: string;
      readonly name: string;
      readonly language: Language;
      readonly passphrase: string;
    };
    output: Outcome<
      null,
      | InviteRefusal
      | 'weak-passphrase'
      | 'relay-unreachable'
      | 'unknown-team'
      | 'disk-full'
      | 'unfinished-team'
    >;
  };
  /** The same for a vault that is there already, such as one restored from a backup. */
  askToJoin: {
    input: { readonly link: string; readonly name: string };
    output: Outcome<null, InviteRefusal | 'other-team' | 'member' | 'removed' | 'disk-full'>;
  };
  /** Waits no longer. What was asked cannot be taken back from the coordinators. */
  stopAsking: { input: null; output: Outcome<null, 'disk-full'> };
}

/** Every one of them by name. One left out does not compile. */
export const peopleRequests = {
  roster: 0,
  teamHistory: 0,
  makeInvite: 0,
  showInvite: 0,
  dropInvite: 0,
  letIn: 0,
  setRoles: 0,
  nameDevice: 0,
  nameSelf: 0,
  tellEarlier: 0,
  removeDevice: 0,
  removeCoordinator: 0,
  lookForTeam: 0,
  regainTeam: 0,
  regain: 0,
  joinTeam: 0,
  askToJoin: 0,
  stopAsking: 0,
} satisfies Record<keyof PeopleRequests, 0>;

export type PeopleFact =
  | { readonly type: 'roster-changed'; readonly roster: Roster }
  /** A document that changed the list of devices was accepted here. */
  | { readonly type: 'team-news'; readonly news: readonly TeamNews[] };
