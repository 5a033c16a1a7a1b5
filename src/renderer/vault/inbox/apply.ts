/** Vault, inbox: the conversation after one more message. Pure. */
import { bytesToHex } from '@noble/hashes/utils.js';
import type { SessionId } from '../../../../protocol/ids.ts';
import { mailboxIdOf } from '../../../../protocol/wire/login.ts';
import type { ConversationBody, ReporterPart } from '../../../../protocol/talk/body.ts';
import { heard } from '../../../../protocol/talk/chain.ts';
import type { BodyHash, SenderKey } from '../../../../protocol/talk/names.ts';
import { MAX_CHAINS, MAX_PREVIEW } from '../limits.ts';
import { takeLink } from './chains.ts';
import type { Conversation } from './conversation.ts';

/** A message that is new here, from a sender who may write it. */
export interface Arrived {
  readonly sender: SenderKey;
  readonly body: ConversationBody;
  readonly hash: BodyHash;
  /** The same mid was here with another body. */
  readonly copy: boolean;
}

/** `now` is our own clock: no sender's clock orders anything. */
export function withMessage(before: Conversation, arrived: Arrived, now: number): Conversation {
  const { sender, body, hash } = arrived;
  const { session, seq, prev, audience } = body;
  const taken = takeLink(before.chains, { sender, session, audience }, { seq, prev, hash });
  const fork = { sender, session, seq };
  const forks =
    taken.fault || arrived.copy ? [...before.forks, fork].slice(-MAX_CHAINS) : before.forks;
  const linked: Conversation = {
    ...before,
    chains: taken.chains.map((chain) => ({ ...chain, further: [...chain.further] })),
    forks,
    lamport: heard(before.lamport, body.lamport),
    newest: body.mid,
  };
  const reachable =
    body.reporter === undefined ? linked : withReporterPart(linked, body, body.reporter);
  return withContent(reachable, body, now);
}

/** The conversation after a reply of our own: nobody waits any more. */
export const withOwnText = (
  before: Conversation,
  body: Pick<ConversationBody, 'lamport' | 'mid'>,
  text: string,
  now: number,
): Conversation => ({
  ...before,
  lamport: body.lamport,
  newest: body.mid,
  preview: cut(text),
  previewBy: 'operator',
  lastAt: now,
  waitingSince: null,
});

/** What the inbox shows of it. Kinds it has no line for change nothing there. */
function withContent(before: Conversation, body: ConversationBody, now: number): Conversation {
  if (body.type === 'text') return withText(before, body, now);
  if (body.type !== 'rating') return before;
  const preview = cut(body.comment ?? '★'.repeat(body.stars));
  const unread = before.unread + 1;
  return { ...before, stars: body.stars, preview, previewBy: 'reporter', lastAt: now, unread };
}

/** A reporter's text waits for an answer; a colleague's is one. */
function withText(
  before: Conversation,
  { from, text, lang }: Extract<ConversationBody, { type: 'text' }>,
  now: number,
): Conversation {
  const shown = { ...before, preview: cut(text), lastAt: now };
  if (from === 'device') return { ...shown, previewBy: 'operator', waitingSince: null };
  return {
    ...shown,
    previewBy: 'reporter',
    language: lang ?? before.language,
    unread: before.unread + 1,
    waitingSince: before.waitingSince ?? now,
  };
}

/** Where to reply, by the newest message that says so; what the tab could not open is sealed again. */
function withReporterPart(
  before: Conversation,
  { lamport, session }: ConversationBody,
  part: ReporterPart,
): Conversation {
  const mailbox = newerMailbox(before, part, lamport);
  const lost = new Set(part.unreadable);
  return {
    ...before,
    mailbox,
    session: newerSession(before, { id: session, eph: part.eph, lamport }),
    pending: before.pending.map((reply) => ({
      ...reply,
      resealAt: reply.eids.some((eid) => lost.has(eid)) ? 0 : reply.resealAt,
    })),
  };
}

/** M.pk comes once a session, the token with every message. */
function newerMailbox(
  { mailbox }: Conversation,
  { mailboxKey, token }: ReporterPart,
  lamport: number,
): Conversation['mailbox'] {
  const id = mailboxKey === undefined ? mailbox?.id : mailboxIdOf(mailboxKey);
  if (id === undefined || lamport < (mailbox?.lamport ?? 0)) return mailbox;
  return { id, token: bytesToHex(token), lamport };
}

function newerSession(
  { session: before }: Conversation,
  {
    id,
    eph,
    lamport,
  }: { readonly id: SessionId; readonly eph: Uint8Array | undefined; readonly lamport: number },
): Conversation['session'] {
  if (eph === undefined || lamport < (before?.lamport ?? 0)) return before;
  return { id, eph: bytesToHex(eph), lamport };
}

const cut = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const points = Array.from(line);
  return points.length <= MAX_PREVIEW ? line : `${points.slice(0, MAX_PREVIEW - 1).join('')}…`;
};
