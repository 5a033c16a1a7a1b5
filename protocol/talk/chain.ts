import type { ConversationId, MessageId, SessionId } from '../ids.ts';
import { LAMPORT_FURTHEST, LAMPORT_JUMP, LAMPORT_PER_MINUTE } from '../limits.ts';
import { rising } from '../rising.ts';
import { bodyHash, NO_PREV, type BodyHash, type SenderKey } from './names.ts';

export { bodyHash } from './names.ts';

/** Who a message is for: the reporter and the team, or the team alone. */
export const audiences = ['talk', 'team'] as const;
export type Audience = (typeof audiences)[number];

/** What orders a message. `lamport` is the value the sender gave it and is never changed. */
export interface Place {
  readonly lamport: number;
  readonly sender: SenderKey;
  readonly session: SessionId;
  readonly seq: number;
}

/** Where one chain of our own stands: what the next message will carry. Durable before SEND. */
export interface ChainState {
  readonly session: SessionId;
  /** Of the next message. */
  readonly seq: number;
  /** Of the next message. */
  readonly prev: BodyHash;
  /** Our Lamport time; one per conversation, carried by each of its chains. */
  readonly lamport: number;
}

/** A session's chain before its first message. `lamport` is what the conversation has reached. */
export const newChain = (session: SessionId, lamport = 0): ChainState => ({
  session,
  seq: 0,
  prev: NO_PREV,
  lamport,
});

/** The chain fields of the next body: our Lamport time plus one. */
export const nextHead = (state: ChainState): ChainState => ({
  ...state,
  lamport: state.lamport + 1,
});

/** The chain once exactly these body bytes are durable. `head` is what {@link nextHead} gave for them. */
export const advance = (head: ChainState, body: Uint8Array): ChainState => ({
  session: head.session,
  seq: head.seq + 1,
  prev: bodyHash(body),
  lamport: head.lamport,
});

/** Our Lamport time after a message: mine = max(mine, min(theirs, mine + 2^32, 2^49)), so nobody can exhaust it. */
export const heard = (mine: number, theirs: number): number =>
  Math.max(mine, Math.min(theirs, mine + LAMPORT_JUMP, LAMPORT_FURTHEST));

/**
 * The Lamport time of who comes back by code and has heard nothing: later than all that was said before,
 * unless the clock is slow (PROTOCOL §4, Chain).
 */
export const returnedAt = (now: number): number =>
  Math.max(0, Math.floor((now - Y2026) / MINUTE_MS)) * LAMPORT_PER_MINUTE;

const Y2026 = Date.UTC(2026, 0);
const MINUTE_MS = 60_000;

/** One name per chain, to key a Map: only messages of one chain follow one another. */
export const chainKey = (of: {
  readonly conversation: ConversationId | null;
  readonly sender: SenderKey;
  readonly session: SessionId;
  readonly audience: Audience;
}): string => [of.conversation ?? '', of.sender, of.session, of.audience].join('/');

/** Display order: (lamport, sender, session, seq). The same on every device; no clock of a receiver takes part. */
export function byPlace(a: Place, b: Place): number {
  return (
    a.lamport - b.lamport ||
    compare(a.sender, b.sender) ||
    compare(a.session, b.session) ||
    a.seq - b.seq
  );
}

/** One received message of one chain. */
export interface Link {
  readonly mid: MessageId;
  readonly seq: number;
  readonly prev: BodyHash;
  readonly hash: BodyHash;
}

/** What is wrong with one chain. All empty is the normal case. */
export interface ChainFaults {
  /** Missing seqs, both ends included, the beginning of the chain too. Not an end cut off: receipts show that. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
  /** Messages whose `prev` is not the hash of any message held just before them. */
  readonly breaks: readonly MessageId[];
  /** Different mids, or one mid with different bodies, at one seq: all are kept, all are marked. */
  readonly forks: readonly { readonly seq: number; readonly mids: readonly MessageId[] }[];
}

/** Looks one chain through; `links` may come in any order. Call it with one chain only (see {@link chainKey}). */
export function faults(links: Iterable<Link>): ChainFaults {
  const bySeq = new Map<number, Link[]>();
  for (const link of links) {
    const here = bySeq.get(link.seq);
    if (here === undefined) bySeq.set(link.seq, [link]);
    else here.push(link);
  }
  const gaps: { from: number; to: number }[] = [];
  const breaks: MessageId[] = [];
  const forks: { seq: number; mids: readonly MessageId[] }[] = [];
  let expected = 0;
  for (const seq of rising(bySeq.keys())) {
    const here = bySeq.get(seq) ?? [];
    if (seq > expected) gaps.push({ from: expected, to: seq - 1 });
    if (isFork(here)) forks.push({ seq, mids: [...new Set(here.map(({ mid }) => mid))] });
    const before = bySeq.get(seq - 1);
    const hashes = before && new Set(before.map(({ hash }) => hash));
    for (const link of here) if (!follows(link, hashes)) breaks.push(link.mid);
    expected = seq + 1;
  }
  return { gaps, breaks, forks };
}

/** Across a gap nothing can be said, so a missing predecessor is no break. */
function follows(link: Link, before: ReadonlySet<BodyHash> | undefined): boolean {
  if (link.seq === 0) return link.prev === NO_PREV;
  return before === undefined || before.has(link.prev);
}

const isFork = (links: readonly Link[]): boolean =>
  new Set(links.map(({ mid, hash }) => `${mid}/${hash}`)).size > 1;

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
