/** Vault, inbox: the conversation after one more message. Pure. */
import { bytesToHex } from '@noble/hashes/utils.js';
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

/** What the inbox shows of it. */
function withContent(before: Conversation, body: ConversationBody, now: number): Conversation {
  switch (body.type) {
    case 'text': {
      const byReporter = body.from === 'reporter';
      return {
        ...before,
        preview: cut(body.text),
        previewBy: byReporter ? 'reporter' : 'operator',
        lastAt: now,
        language: byReporter ? (body.lang ?? before.language) : before.language,
        unread: byReporter ? before.unread + 1 : before.unread,
        waitingSince: byReporter ? (before.waitingSince ?? now) : null,
      };
    }
    case 'rating':
      return {
        ...before,
        stars: body.stars,
        preview: cut(body.comment ?? '★'.repeat(body.stars)),
        previewBy: 'reporter',
        lastAt: now,
        unread: before.unread + 1,
      };
    case 'note':
    case 'resume':
    case 'erase':
    case 'claim':
    case 'history':
    case 'restriction':
      return before;
  }
}

/** Where to reply, by the newest message that says so; replies refused under an old token try again. */
function withReporterPart(
  before: Conversation,
  { lamport, session }: ConversationBody,
  part: ReporterPart,
): Conversation {
  const token = bytesToHex(part.token);
  const id = part.mailboxKey === undefined ? before.mailbox?.id : mailboxIdOf(part.mailboxKey);
  const newer = id !== undefined && lamport >= (before.mailbox?.lamport ?? 0);
  const changed = newer && (before.mailbox?.token !== token || before.mailbox.id !== id);
  const eph = part.eph;
  const opens = eph !== undefined && lamport >= (before.session?.lamport ?? 0);
  const lost = new Set(part.unreadable);
  return {
    ...before,
    mailbox: newer ? { id, token, lamport } : before.mailbox,
    session: opens ? { id: session, eph: bytesToHex(eph), lamport } : before.session,
    pending: before.pending.map((reply) => ({
      ...reply,
      state: changed && reply.state === 'stuck' ? 'sending' : reply.state,
      resealAt: reply.eids.some((eid) => lost.has(eid)) ? 0 : reply.resealAt,
    })),
  };
}

const cut = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const points = Array.from(line);
  return points.length <= MAX_PREVIEW ? line : `${points.slice(0, MAX_PREVIEW - 1).join('')}…`;
};
