import { EnvelopeId, MessageId, TeamId } from '../../protocol/ids.ts';
import { NO_PREV, SenderKey } from '../../protocol/talk/names.ts';
import type { TeamDocument } from '../../protocol/team/document.ts';
import type { Engine } from '../app/engine.ts';
import { nothingYet } from '../app/engine-messages.ts';
import { newTab } from '../app/new-tab.ts';
import { faceOf } from '../app/read-face.ts';
import { emptyState, type State } from '../app/state.ts';
import type { Shown, Tab } from '../app/tab.ts';
import type { Files } from '../app/view/files.ts';
import type { Wanted } from './wanted.ts';

/**
 * widget/preview: an engine that answers from a draft. It has no relay, no key of anybody's and no
 * storage: whatever is typed or pressed goes nowhere.
 */
export interface StillEngine extends Engine {
  readonly show: (wanted: Wanted) => void;
}

const team = TeamId.of(new Uint8Array(16));
const nothing = (): void => undefined;
const never = async (): Promise<never> => await new Promise(() => undefined);

export function stillEngine(): StillEngine {
  const listeners = new Set<() => void>();
  const tab = newTab(team);
  let state: State = emptyState;
  return {
    show: (wanted) => {
      state = stateOf(wanted, tab);
      for (const listener of listeners) listener();
    },
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    marks: () => nothingYet.marks,
    code: () => '',
    numbers: () => nothingYet.numbers,
    write: async () => false,
    comeBack: async () => null,
    attach: never,
    blob: never,
    remembered: () => false,
    remember: () => false,
    draft: () => '',
    upload: () => '',
    handOver: () => ({ local: null, session: null }),
    ...silent,
  };
}

const later = async (): Promise<void> => undefined;
const silent = {
  rate: later,
  share: later,
  askEarlier: later,
  erase: later,
  seen: nothing,
  codeKept: nothing,
  offerAgain: nothing,
  typing: nothing,
  takeBack: nothing,
  retry: nothing,
  probe: nothing,
  network: nothing,
  speak: nothing,
  misplaced: nothing,
  saveDraft: nothing,
  saveUpload: nothing,
  clear: nothing,
  anew: nothing,
  takeOver: nothing,
  leave: nothing,
};

function stateOf({ profile, language, here, said }: Wanted, tab: Tab): State {
  const face = faceOf(profile, language);
  const talk = said ? talkOf(face, tab) : [];
  return {
    ...emptyState,
    tab: said ? { ...tab, codeStep: 'kept', talk } : null,
    link: 'online',
    team: { status: 'verified', team: verified(profile) },
    face,
    hereUntil: here ? Date.now() + HOUR_MS : 0,
    language,
  };
}

const HOUR_MS = 3_600_000;

/** Two sentences that the profile itself has, so that its names and pictures are seen at work. */
function talkOf({ topics, hours, name, aliases }: State['face'], { chain }: Tab): readonly Shown[] {
  const at = new Date();
  at.setHours(15, 40, 0, 0);
  const base = { at: at.getTime(), session: chain.session };
  const mine: Shown = {
    ...base,
    by: 'me',
    mid: MessageId.random(),
    lamport: 1,
    seq: 0,
    state: 'read',
    eid: EnvelopeId.random(),
    body: null,
    text: topics[0]?.label ?? '…',
    stars: 0,
  };
  const theirs = aliases.slice(0, 2).map((alias, n): Shown => ({
    ...base,
    by: 'team',
    mid: MessageId.random(),
    lamport: 2 + n,
    seq: n,
    sender: SenderKey.of(new Uint8Array(32)),
    prev: NO_PREV,
    hash: NO_PREV,
    alias: alias.names[0] ?? '',
    text: (hours === '' ? name : hours) || '…',
    seen: true,
  }));
  return [mine, ...theirs];
}

/** A team that nobody could talk to: no devices, nothing signed. */
function verified(profile: Wanted['profile']) {
  const none = new Uint8Array(32);
  const document: TeamDocument = {
    team,
    seq: 0,
    prev: none,
    issued: 0,
    expires: 0,
    signer: none,
    next: none,
    devices: [],
    revoked: [],
    origins: [],
    profile,
  };
  const known = { seq: 0, hash: none, issued: 0, signer: none, next: none, revoked: [] };
  return { document, devices: new Map(), reachable: [], clockWarning: false, known };
}

/** The clip is shown, and takes nothing. */
export const stillFiles = (): Files => ({
  room: () => null,
  onChange: () => nothing,
  fetch: nothing,
  take: nothing,
  receive: nothing,
  busy: () => false,
  given: () => ({}),
  stop: nothing,
});
