/** Vault, inbox: what is held of each sender's chain, kept small enough to stand in the conversation's row. */
import type { SessionId } from '../../../../protocol/ids.ts';
import { NO_PREV, type BodyHash, type SenderKey } from '../../../../protocol/talk/names.ts';
import type { Receipt } from '../../../../protocol/talk/receipts.ts';
import type { Audience } from '../../../../protocol/talk/chain.ts';
import { RECEIPT_FURTHER } from '../../../../protocol/limits.ts';
import { MAX_CHAINS, MAX_LINKS, MAX_MISSING } from '../limits.ts';

interface Link {
  readonly seq: number;
  readonly prev: BodyHash;
  readonly hash: BodyHash;
}

export interface HeldChain {
  readonly sender: SenderKey;
  readonly session: SessionId;
  readonly audience: Audience;
  /** Nothing is missing up to here; −1 before the first message. */
  readonly upTo: number;
  /** Hash of the message at `upTo`. */
  readonly tail: BodyHash;
  /** What came after a gap, rising. */
  readonly further: readonly Link[];
  /** The highest seq a person here has had on screen. */
  readonly read?: number;
  /** `upTo` has jumped over something that is missing. */
  readonly holes?: true;
}

interface Name {
  readonly sender: SenderKey;
  readonly session: SessionId;
  readonly audience: Audience;
}

/**
 * The chains with one more message. `fault`: another message is held at this place already, or this
 * one does not follow the one before it. Messages known by name and body never come here.
 */
export function takeLink(
  chains: readonly HeldChain[],
  name: Name,
  link: Link,
): { readonly chains: readonly HeldChain[]; readonly fault: boolean } {
  const held = find(chains, name) ?? { ...name, upTo: -1, tail: NO_PREV, further: [] };
  const { chain, fault } = extend(held, link);
  const others = chains.filter((one) => one !== held && !same(one, name));
  return { chains: bounded([...others, chain].slice(-MAX_CHAINS)), fault };
}

/** Whether the message before this one is missing. A chain no longer remembered says no. */
export function hasGapBefore(
  chains: readonly HeldChain[],
  at: Name & { readonly seq: number },
): boolean {
  const chain = find(chains, at);
  return chain !== undefined && at.seq > 0 && !holds(chain, at.seq - 1);
}

/** What to tell a sender of what has arrived, one receipt per session. */
export const receiptsOf = (chains: readonly HeldChain[], sender: SenderKey): readonly Receipt[] =>
  chains
    .filter((chain) => chain.sender === sender && chain.audience === 'talk')
    .map(({ session, upTo, further, read }) => ({
      sender,
      session,
      upTo,
      further: further.slice(0, RECEIPT_FURTHER).map(({ seq }) => seq),
      ...(read === undefined ? {} : { read }),
    }));

/** The chains once a person has had everything of this sender on screen that is here. */
export const readBy = (chains: readonly HeldChain[], sender: SenderKey): readonly HeldChain[] =>
  chains.map((chain) => {
    const read = chain.further.at(-1)?.seq ?? chain.upTo;
    return chain.sender !== sender || chain.audience !== 'talk' || read < 0
      ? chain
      : { ...chain, read };
  });

function extend(
  chain: HeldChain,
  link: Link,
): { readonly chain: HeldChain; readonly fault: boolean } {
  if (holds(chain, link.seq)) return { chain, fault: true };
  const further = [...chain.further, link].toSorted((a, b) => a.seq - b.seq);
  const fault = link.seq === chain.upTo + 1 && link.prev !== chain.tail;
  return { chain: absorb({ ...chain, further }), fault };
}

/** Moves `upTo` over everything that has closed up; too many gaps make it jump over the oldest. */
function absorb(chain: HeldChain): HeldChain {
  let { upTo, tail } = chain;
  let jumps = false;
  const further = [...chain.further];
  for (let next = further[0]; next !== undefined; next = further[0]) {
    const follows = next.seq === upTo + 1;
    if (!follows && further.length <= MAX_MISSING) break;
    jumps ||= !follows;
    upTo = next.seq;
    tail = next.hash;
    further.shift();
  }
  return { ...chain, upTo, tail, further, ...(jumps ? { holes: true } : {}) };
}

/** The chains written to last keep what came after their gaps; the others jump, as one with too many gaps does. */
function bounded(chains: readonly HeldChain[]): readonly HeldChain[] {
  let room = MAX_LINKS;
  const kept = chains.toReversed().map((chain) => {
    const last = chain.further.at(-1);
    if (last === undefined) return chain;
    room -= chain.further.length;
    return room >= 0
      ? chain
      : { ...chain, upTo: last.seq, tail: last.hash, further: [], holes: true as const };
  });
  return kept.toReversed();
}

const holds = ({ upTo, further }: HeldChain, seq: number): boolean =>
  seq <= upTo || further.some((link) => link.seq === seq);

const same = (chain: HeldChain, { sender, session, audience }: Name): boolean =>
  chain.sender === sender && chain.session === session && chain.audience === audience;

const find = (chains: readonly HeldChain[], name: Name): HeldChain | undefined =>
  chains.find((chain) => same(chain, name));
