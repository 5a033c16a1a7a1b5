import type { DeviceId, EnvelopeId, MailboxId, TeamId } from '../protocol/ids.ts';
import type { Verify } from '../protocol/team/signature.ts';
import type { ClientFrame } from '../protocol/wire/client-frames.ts';
import { loginInput, mailboxIdOf, mailboxInput, workBitsOf } from '../protocol/wire/login.ts';
import type { CloseReason, RelayFrame } from '../protocol/wire/relay-frames.ts';
import type { Target } from '../protocol/wire/sealed.ts';
import type { BlobFrame } from './blobs/contract.ts';
import type { Owner, Submission } from './mailbox/contract.ts';
import { kidHeld, type TeamView } from './team-doc.ts';
import { DUMMY_KEY } from './verify.ts';

/** What a connection is to us. It starts as a stranger and becomes something else at most once. */
export type Session =
  /** Said nothing but, perhaps, which team's document it wants to see: then it hears of changes. */
  | {
      readonly stage: 'stranger';
      readonly nonce: Uint8Array;
      readonly workBits: number;
      readonly team: TeamId | null;
    }
  | {
      readonly stage: 'device';
      readonly team: TeamId;
      readonly device: DeviceId;
      readonly subscribed: boolean;
    }
  | { readonly stage: 'mailbox'; readonly team: TeamId; readonly mailbox: MailboxId };

/** What the exchange must do next, in order. The session decides; it never touches a socket or a disk. */
export type Effect =
  | { readonly do: 'become'; readonly session: Session }
  | { readonly do: 'reply'; readonly frame: RelayFrame }
  | { readonly do: 'close'; readonly why: CloseReason }
  /** Start delivery from this queue, taking it over from whoever has it. */
  | { readonly do: 'subscribe'; readonly owner: Owner }
  | { readonly do: 'keep'; readonly submission: Submission }
  /** The same for who asks to join, as far as the team's hour allows. */
  | { readonly do: 'ask-in'; readonly submission: Submission }
  | {
      readonly do: 'whisper';
      readonly from: Owner;
      readonly targets: readonly Target[];
      readonly header: Uint8Array;
      readonly ct: Uint8Array;
    }
  | { readonly do: 'blob'; readonly by: Owner; readonly frame: BlobFrame }
  /** Forget a reporter's mailbox with all it has here. */
  | { readonly do: 'erase'; readonly owner: Owner & { kind: 'mailbox' }; readonly ref: number }
  | { readonly do: 'forget'; readonly owner: Owner; readonly eid: EnvelopeId }
  | {
      readonly do: 'put';
      readonly ref: number;
      readonly what:
        | { readonly kind: 'document'; readonly bytes: Uint8Array; readonly claim: string }
        | {
            readonly kind: 'prekey' | 'beacon';
            readonly by: Owner & { kind: 'device' };
            readonly bytes: Uint8Array;
          };
    };

/** What a decision may look at. */
export interface World {
  /** RELAY_ORIGINS: a login signed for any other relay is not for us. */
  readonly origins: readonly string[];
  readonly now: number;
  readonly team: (team: TeamId) => TeamView | undefined;
  readonly verify: Verify;
}

/** Decides what one frame from one session means (PROTOCOL §5). Pure. */
export function handle(session: Session, frame: ClientFrame, world: World): readonly Effect[] {
  switch (frame.type) {
    case 'team-get':
      return showTeam(session, frame, world);
    case 'team-put':
      return [
        {
          do: 'put',
          ref: frame.ref,
          what: { kind: 'document', bytes: frame.document, claim: frame.claim },
        },
      ];
    case 'auth':
      return session.stage === 'stranger' ? signIn(session, frame, world) : unexpected;
    case 'mailbox':
      return session.stage === 'stranger' ? openMailbox(session, frame, world) : unexpected;
    case 'subscribe':
      return session.stage === 'device' && !session.subscribed
        ? startDelivery(session)
        : unexpected;
    case 'prekey-put':
    case 'beacon-put':
      return session.stage === 'device' ? putSigned(session, frame) : unexpected;
    case 'join':
      return session.stage === 'stranger' ? askIn(frame, world) : unexpected;
    case 'send':
      return session.stage === 'stranger' || !mayWake(session, frame)
        ? unexpected
        : keep(session, frame, world);
    case 'ephemeral':
      return session.stage === 'stranger' ? unexpected : whisper(session, frame, world);
    case 'blob-open':
    case 'blob-put':
    case 'blob-get':
    case 'blob-delete':
      return session.stage === 'stranger'
        ? unexpected
        : [{ do: 'blob', by: ownerOfSession(session), frame }];
    case 'mailbox-erase':
      return session.stage === 'mailbox'
        ? [{ do: 'erase', owner: mailboxOf(session), ref: frame.ref }]
        : unexpected;
    case 'ack':
      return isSubscribed(session)
        ? [{ do: 'forget', owner: ownerOfSession(session), eid: frame.eid }]
        : unexpected;
  }
}

/** The queue behind a session that has one. */
export const ownerOfSession = (session: Exclude<Session, { stage: 'stranger' }>): Owner =>
  session.stage === 'device'
    ? { kind: 'device', team: session.team, id: session.device }
    : mailboxOf(session);

const mailboxOf = ({ team, mailbox }: Extract<Session, { stage: 'mailbox' }>) =>
  ({ kind: 'mailbox', team, id: mailbox }) as const;

type Stranger = Extract<Session, { stage: 'stranger' }>;
type Device = Extract<Session, { stage: 'device' }>;
type Known = Exclude<Session, { stage: 'stranger' }>;
type Of<T extends ClientFrame['type']> = Extract<ClientFrame, { type: T }>;

const unexpected: readonly Effect[] = [{ do: 'close', why: 'bad-frame' }];
const wrongLogin: readonly Effect[] = [{ do: 'close', why: 'auth' }];

const isSubscribed = (session: Session): session is Known =>
  session.stage === 'mailbox' || (session.stage === 'device' && session.subscribed);

function showTeam(session: Session, frame: Of<'team-get'>, world: World): readonly Effect[] {
  const view = world.team(frame.team);
  const answer: Effect = {
    do: 'reply',
    frame: {
      type: 'team',
      ref: frame.ref,
      time: world.now,
      document: view?.bytes ?? NOTHING,
      bundles: view === undefined ? [] : [...view.bundles.values()],
      beacon: view?.beacon ?? NOTHING,
    },
  };
  if (session.stage !== 'stranger' || view === undefined) return [answer];
  return [{ do: 'become', session: { ...session, team: frame.team } }, answer];
}

/** Unknown team, unknown or revoked device, foreign origin, wrong key: the same work and the same answer. */
function signIn(session: Stranger, frame: Of<'auth'>, world: World): readonly Effect[] {
  const { team, device, documentSeq } = frame;
  const view = world.team(team);
  const entry = view?.document.devices.find(({ id }) => id === device);
  const key = entry?.login ?? DUMMY_KEY;
  const signed = signedForUs(
    world,
    key,
    frame,
    (on) => loginInput({ ...on, team, device, documentSeq }),
    session,
  );
  if (!signed || view === undefined || entry === undefined) return wrongLogin;
  const newest = view.document.seq;
  return [
    { do: 'become', session: { stage: 'device', team, device, subscribed: false } },
    { do: 'reply', frame: { type: 'authed', kid: kidHeld(view, device), documentSeq: newest } },
    ...(documentSeq < newest ? [reply({ type: 'newer', documentSeq: newest })] : []),
  ];
}

function openMailbox(session: Stranger, frame: Of<'mailbox'>, world: World): readonly Effect[] {
  const { team, mailbox, key } = frame;
  if (workBitsOf(session.nonce, mailbox, frame.work) < session.workBits) {
    return [{ do: 'close', why: 'work' }];
  }
  const signed = signedForUs(
    world,
    key,
    frame,
    (on) => mailboxInput({ ...on, team, mailbox }),
    session,
  );
  if (!signed || mailboxIdOf(key) !== mailbox || world.team(team) === undefined) return wrongLogin;
  return [
    { do: 'become', session: { stage: 'mailbox', team, mailbox } },
    { do: 'subscribe', owner: { kind: 'mailbox', team, id: mailbox } },
  ];
}

/** The client says no origin; it signed one, and it must be one of ours. */
function signedForUs(
  world: World,
  key: Uint8Array,
  frame: { readonly clientNonce: Uint8Array; readonly signature: Uint8Array },
  input: (on: { origin: string; relayNonce: Uint8Array; clientNonce: Uint8Array }) => Uint8Array,
  { nonce }: Stranger,
): boolean {
  return world.origins.some((origin) =>
    world.verify(
      key,
      input({ origin, relayNonce: nonce, clientNonce: frame.clientNonce }),
      frame.signature,
    ),
  );
}

const startDelivery = (session: Device): readonly Effect[] => [
  { do: 'become', session: { ...session, subscribed: true } },
  { do: 'subscribe', owner: ownerOfSession(session) },
];

function putSigned(session: Device, frame: Of<'prekey-put' | 'beacon-put'>): readonly Effect[] {
  const by = { kind: 'device', team: session.team, id: session.device } as const;
  const what =
    frame.type === 'prekey-put'
      ? ({ kind: 'prekey', by, bytes: frame.bundle } as const)
      : ({ kind: 'beacon', by, bytes: frame.beacon } as const);
  return [{ do: 'put', ref: frame.ref, what }];
}

/** Colleagues alone are asked for help, and by colleagues alone. */
const mayWake = ({ stage }: Known, { wake, targets }: Of<'send'>): boolean =>
  wake !== 'help' || (stage === 'device' && targets.every(({ kind }) => kind === 'device'));

function keep(session: Known, frame: Of<'send'>, world: World): readonly Effect[] {
  const submission: Submission = {
    sender: ownerOfSession(session),
    eid: frame.eid,
    wake: frame.wake,
    tokenHash: session.stage === 'mailbox' ? frame.tokenHash : null,
    targets: frame.targets.map((target) => (mayWrite(session, target, world) ? target : null)),
    header: frame.header,
    ct: frame.ct,
  };
  return [{ do: 'keep', submission }];
}

/** To coordinators of the newest document and nobody else; a team that is not served is one that has none. */
function askIn(frame: Of<'join'>, world: World): readonly Effect[] {
  const { team, eid, header, ct } = frame;
  const devices = world.team(team)?.document.devices ?? [];
  const coordinators = new Set(
    devices.filter(({ roles }) => roles.includes('coordinator')).map(({ id }) => id),
  );
  const targets = frame.targets.map((target) => (coordinators.has(target.device) ? target : null));
  const sender = { kind: 'joiner', team } as const;
  const submission = { sender, eid, wake: false, tokenHash: null, targets, header, ct };
  return [{ do: 'ask-in', submission }];
}

function whisper(session: Known, frame: Of<'ephemeral'>, world: World): readonly Effect[] {
  const targets = frame.targets.filter((target) => mayWrite(session, target, world));
  const from = ownerOfSession(session);
  return [{ do: 'whisper', from, targets, header: frame.header, ct: frame.ct }];
}

/** Devices of the own team, as its newest document lists them; mailboxes only from devices (their token is checked at the store). */
function mayWrite(session: Known, target: Target, world: World): boolean {
  if (target.kind !== 'device') return session.stage === 'device';
  const devices = world.team(session.team)?.document.devices ?? [];
  return devices.some(({ id }) => id === target.device);
}

const reply = (frame: RelayFrame): Effect => ({ do: 'reply', frame });
const NOTHING: Uint8Array = new Uint8Array();
