/** Vault, backup: what two vaults hold of the same senders' chains, made one. Pure. */
import { takeLink, type HeldChain } from '../inbox/chains.ts';
import { MAX_CHAINS } from '../limits.ts';

type Link = HeldChain['further'][number];
type Fault = Pick<HeldChain, 'sender' | 'session'> & Pick<Link, 'seq'>;

/**
 * Of two knowledges of one chain the one without a gap for longer is taken, and what the other has
 * beyond it is added. `faults`: places where the two hold different messages. Ours stay the last.
 */
export function mergeChains(
  here: readonly HeldChain[],
  there: readonly HeldChain[],
): { readonly chains: readonly HeldChain[]; readonly faults: readonly Fault[] } {
  const pairs = here.map((one) => pairOf(one, twin(there, one)));
  const strangers = there.filter((one) => twin(here, one) === undefined);
  let chains: readonly HeldChain[] = [...strangers, ...pairs.map(({ base }) => base)].slice(
    -MAX_CHAINS,
  );
  const faults: Fault[] = [];
  for (const { base, more } of pairs) {
    for (const link of more) {
      const now = twin(chains, base);
      if (now === undefined || isHeld(now, link)) continue;
      const taken = takeLink(chains, base, link);
      chains = taken.chains;
      if (taken.fault) faults.push({ sender: base.sender, session: base.session, seq: link.seq });
    }
  }
  return { chains, faults };
}

interface Pair {
  readonly base: HeldChain;
  readonly more: readonly Link[];
}

const pairOf = (here: HeldChain, there: HeldChain | undefined): Pair =>
  there !== undefined && there.upTo > here.upTo
    ? { base: there, more: here.further }
    : { base: here, more: there?.further ?? [] };

/** The very same message; another one at its place is for {@link takeLink} to call a fault. */
const isHeld = ({ upTo, further }: HeldChain, link: Link): boolean =>
  link.seq <= upTo || further.some(({ seq, hash }) => seq === link.seq && hash === link.hash);

const twin = (chains: readonly HeldChain[], of: HeldChain): HeldChain | undefined =>
  chains.find(
    (one) => one.sender === of.sender && one.session === of.session && one.audience === of.audience,
  );
