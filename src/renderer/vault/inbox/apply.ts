/** Vault, inbox: the conversation after one more message. Pure. */
import { bytesToHex } from '@noble/hashes/utils.js';
import type { RowId, SessionId } from '../../../../protocol/ids.ts';
import { mailboxIdOf } from '../../../../protocol/wire/login.ts';
import type { ConversationBody, ReporterPart } from '../../../../protocol/talk/body.ts';
import { byPlace, heard } from '../../../../protocol/talk/chain.ts';
import type { BodyHash, SenderKey } from '../../../../protocol/talk/names.ts';
import type { KnownDevice } from '../../../../protocol/talk/rights.ts';
import { shownFile } from '../attachments/kept-file.ts';
import { MAX_CHAINS, MAX_PREVIEW } from '../limits.ts';
import { takeLink } from './chains.ts';
import { isEmpty } from './contact.ts';
import type { Conversation } from './conversation.ts';
import { placeOf } from './message-row.ts';
import { withCardIn } from './readers.ts';
import { lookOf, withOwnShared, withShared } from './shared.ts';

/** A message that is new here, from a sender who may write it. */
export interface Arrived {
  readonly sender: SenderKey;
  /** The device that wrote it, with its roles; null: the reporter. */
  readonly by: Pick<KnownDevice, 'id' | 'roles'> | null;
  readonly body: ConversationBody;
  readonly row: RowId;
  readonly hash: BodyHash;
  /** The same mid was here with another body. */
  readonly copy: boolean;
  /** It came from a colleague, not from its sender. */
  readonly told?: boolean;
}

/** `now` is our own clock: no sender's clock orders anything. */
export function withMessage(before: Conversation, arrived: Arrived, now: number): Conversation {
  const { sender, body } = arrived;
  const { session, seq, audience } = body;
  const taken = linked(before.chains, arrived);
  const fork = { sender, session, seq };
  const forks =
    taken.fault || arrived.copy ? [...before.forks, fork].slice(-MAX_CHAINS) : before.forks;
  const next: Conversation = {
    ...before,
    work: withShared(before.work, { ...arrived, by: arrived.by?.id ?? null }),
    // What a colleague tells is proven by nobody: who may read is said by whoever may say it.
    cards: arrived.told === true ? before.cards : withCardIn(before.cards, body, arrived),
    chains: taken.chains,
    forks,
    lamport: heard(before.lamport, body.lamport),
    newest: audience === 'talk' ? body.mid : before.newest,
    // What they say from now on may be another wish, and whoever followed it says so anew.
    keptAnyway: arrived.by === null && arrived.told !== true ? [] : before.keptAnyway,
  };
  const reachable = withWayBack(next, body, arrived.told === true);
  return withContent(reachable, arrived, { now, wasOpen: isOpen(before) });
}

/** The chains with this message in its place. */
function linked(
  before: Conversation['chains'],
  { sender, body, hash }: Pick<Arrived, 'sender' | 'body' | 'hash'>,
): { readonly chains: Conversation['chains']; readonly fault: boolean } {
  const { session, seq, prev, audience } = body;
  const { chains, fault } = takeLink(before, { sender, session, audience }, { seq, prev, hash });
  return { chains: chains.map((chain) => ({ ...chain, further: [...chain.further] })), fault };
}

/** Where replies go, by a message that is here: as its reporter says, or as a colleague tells. */
export const withWayBack = (
  before: Conversation,
  body: ConversationBody,
  isTold: boolean,
): Conversation =>
  body.reporter === undefined ? before : withReporterPart(before, body, body.reporter, isTold);

/** A message of our own. */
export interface Own {
  readonly sender: SenderKey;
  readonly by: Pick<KnownDevice, 'id' | 'roles'>;
  readonly body: ConversationBody;
  readonly row: RowId;
  readonly hash: BodyHash;
}

/**
 * The conversation after a message of our own. Whoever was answered waits no more; only a change of our own settles
 * what was proposed. Our chains are held like any, so that colleagues are compared with by the record alone.
 */
export const withOwn = (before: Conversation, own: Own, now: number): Conversation => ({
  ...(said(before, own, now) ?? before),
  chains: linked(before.chains, own).chains,
  work: withOwnShared(before.work, { ...own, by: own.by.id }),
  cards: withCardIn(before.cards, own.body, own),
  lamport: own.body.lamport,
  newest: own.body.audience === 'talk' ? own.body.mid : before.newest,
});

/** What the inbox shows of it; `wasOpen` before it came, for it may open what was closed. Kinds it has no line for change nothing there. */
function withContent(
  before: Conversation,
  arrived: Arrived,
  { now, wasOpen }: { readonly now: number; readonly wasOpen: boolean },
): Conversation {
  const { body, row } = arrived;
  if (body.from === 'device') return said(before, arrived, now) ?? before;
  const shown = { ...before, lastAt: now };
  const preview = previewIn(before, arrived);
  const unread = before.unread + 1;
  // What was done with does not wait since then.
  const waitingSince = (wasOpen ? before.waitingSince : null) ?? now;
  switch (body.type) {
    case 'text': {
      const { lang, topics } = body;
      return {
        ...shown,
        ...preview('text', body.text),
        language: lang ?? before.language,
        ...chosen(before, topics),
        unread,
        waitingSince,
      };
    }
    case 'rating': {
      const words = body.comment ?? '★'.repeat(body.stars);
      return { ...shown, ...preview('text', words), stars: body.stars, unread };
    }
    case 'attachment':
      return {
        ...shown,
        ...preview('attachment', shownFile(body).name),
        ...chosen(before, body.topics),
        unread,
        waitingSince,
      };
    case 'contact':
      return isEmpty(body)
        ? { ...shown, ...preview('contact-withdrawn'), unread }
        : { ...shown, ...preview('contact'), unread, waitingSince };
    case 'resume':
    case 'erase': {
      const asks = { ...before.asks, [body.type]: row };
      return { ...shown, ...preview(body.type), asks, unread, waitingSince };
    }
    case 'note':
    case 'claim':
    case 'state':
    case 'history':
    case 'restriction':
    case 'handover':
    case 'annotation':
      return before;
  }
}

/** After a message of somebody on the team; null for kinds that have no line. */
function said(before: Conversation, message: Said, now: number): Conversation | null {
  const { body } = message;
  const told = { ...before, lastAt: now };
  const preview = previewIn(before, message);
  switch (body.type) {
    case 'text':
      return { ...told, ...preview('text', body.text), waitingSince: null };
    case 'attachment':
      return { ...told, ...preview('attachment', shownFile(body).name), waitingSince: null };
    case 'handover':
      // Where it names nobody, what was said before it says more.
      return body.to === undefined ? told : { ...told, ...preview('handover', body.to) };
    case 'history': {
      const asks = { ...before.asks, resume: null };
      return { ...told, ...preview('history'), asks, waitingSince: null };
    }
    case 'rating':
    case 'note':
    case 'resume':
    case 'erase':
    case 'claim':
    case 'state':
    case 'restriction':
    case 'contact':
    case 'annotation':
      return null;
  }
}

/** What the reporter says it is about: with the first words or the first file. */
const chosen = (
  { topics }: Conversation,
  now: readonly number[] | undefined,
): Pick<Conversation, 'topics'> => ({ topics: now === undefined ? topics : [...now] });

const isOpen = ({ work }: Conversation): boolean => lookOf(work).status === 'open';

type Said = Pick<Arrived, 'sender' | 'body' | 'row'>;

/** The preview is of what stands last in the conversation, whatever came last (PROTOCOL §4, Chain). */
const previewIn =
  ({ previewAt: last, previewOf }: Conversation, { sender, body, row }: Said) =>
  (previewKind: Conversation['previewKind'], words = ''): Partial<Conversation> => {
    const previewAt = placeOf({ sender, body });
    if (last !== null && byPlace(previewAt, last) < 0) return {};
    const theirs = body.from === 'reporter';
    return {
      previewKind,
      preview: cut(words),
      previewBy: theirs ? 'reporter' : 'operator',
      previewOf: theirs ? row : previewOf,
      previewAt,
    };
  };

/**
 * Where to reply, by the newest message that says so; what the tab could not open is sealed again. `before`
 * has heard its Lamport time: what is kept is no further than that, however far the reporter claims to be.
 * What a colleague tells counts until the reporter says something: a lie must not last.
 */
function withReporterPart(
  before: Conversation,
  { lamport: claimed, session }: ConversationBody,
  part: ReporterPart,
  isTold: boolean,
): Conversation {
  const by: WaySaid = { lamport: Math.min(claimed, before.lamport), isTold };
  const mailbox = newerMailbox(before, part, by);
  const lost = new Set(isTold ? [] : part.unreadable);
  return {
    ...before,
    mailbox,
    consent: part.consent ?? before.consent,
    session: newerSession(before, { id: session, eph: part.eph }, by),
    pending: before.pending.map((reply) => ({
      ...reply,
      resealAt: reply.eids.some((eid) => lost.has(eid)) ? 0 : reply.resealAt,
    })),
  };
}

interface WaySaid {
  readonly lamport: number;
  readonly isTold: boolean;
}

/** Whether this one counts from now on. */
const counts = (known: Conversation['mailbox'] | Conversation['session'], by: WaySaid): boolean =>
  known === null ||
  (known.told === true
    ? !by.isTold || by.lamport >= known.lamport
    : !by.isTold && by.lamport >= known.lamport);

const marked = ({ lamport, isTold }: WaySaid) => ({
  lamport,
  ...(isTold ? { told: true as const } : {}),
});

/** M.pk comes once a session and after each new document, the token with every message. */
function newerMailbox(
  { mailbox }: Conversation,
  { mailboxKey, token }: ReporterPart,
  by: WaySaid,
): Conversation['mailbox'] {
  const id = mailboxKey === undefined ? mailbox?.id : mailboxIdOf(mailboxKey);
  if (id === undefined || !counts(mailbox, by)) return mailbox;
  return { id, token: bytesToHex(token), ...marked(by) };
}

function newerSession(
  { session: before }: Conversation,
  { id, eph }: { readonly id: SessionId; readonly eph: Uint8Array | undefined },
  by: WaySaid,
): Conversation['session'] {
  if (eph === undefined || !counts(before, by)) return before;
  return { id, eph: bytesToHex(eph), ...marked(by) };
}

const cut = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const points = Array.from(line);
  return points.length <= MAX_PREVIEW ? line : `${points.slice(0, MAX_PREVIEW - 1).join('')}…`;
};
