import type { KnownDocument } from '../../protocol/team/document.ts';
import type { Way } from './face.ts';
import { fromHex, toHex } from './hex.ts';
import { names, parse, read, write, type OpenShelf } from './shelf.ts';
import { readTab, type Tab } from './tab.ts';

/**
 * widget/app: what the engine writes down.
 *
 * sessionStorage holds the tab until it ends or is cleared. localStorage holds seq, hash and signer of
 * the newest team document: nothing about any person. What the page keeps for itself is page-store.ts's.
 */
export interface Store {
  /** The tab as it was left, or null. Another team's, or one we cannot read, counts as none. */
  readonly tab: (team: string) => Tab | null;
  /** Durable when it answers true; false when the browser refuses to keep anything. */
  readonly saveTab: (tab: Tab) => boolean;
  /** Rises with each call, also across reloads: the counter of ephemerals. */
  readonly nextCtr: () => number;
  /** Other ways to the team, from the last document that was genuine. */
  readonly ways: () => readonly Way[];
  readonly saveWays: (ways: readonly Way[]) => void;
  readonly known: (pin: string) => KnownDocument | undefined;
  readonly saveKnown: (pin: string, known: KnownDocument) => void;
}

/** A store over the two storages; `null` where the browser does not even hand one out. */
export function makeStore(session: OpenShelf | null, local: OpenShelf | null): Store {
  let ctr = Number(read(session, names.ctr) ?? 0) || 0;
  return {
    tab: (team) => readTab(read(session, names.tab), team),
    saveTab: (tab) => write(session, names.tab, JSON.stringify(tab)),
    nextCtr: () => {
      ctr += 1;
      write(session, names.ctr, String(ctr));
      return ctr;
    },
    ways: () => parse<readonly Way[]>(read(session, names.ways)) ?? [],
    saveWays: (ways) => void write(session, names.ways, JSON.stringify(ways)),
    known: (pin) => readKnown(local, pin),
    saveKnown: (pin, { seq, issued, hash, signer, next }) => {
      const kept: KeptDocument = {
        pin,
        seq,
        issued,
        hash: toHex(hash),
        signer: toHex(signer),
        next: toHex(next),
      };
      write(local, names.known, JSON.stringify(kept));
    },
  };
}

function readKnown(local: OpenShelf | null, pin: string): KnownDocument | undefined {
  const kept = parse<KeptDocument>(read(local, names.known));
  if (kept?.pin !== pin) return undefined;
  const { seq, issued } = kept;
  const [hash, signer, next] = [kept.hash, kept.signer, kept.next].map(fromHex);
  return hash && signer && next ? { seq, issued, hash, signer, next } : undefined;
}

interface KeptDocument {
  readonly pin: string;
  readonly seq: number;
  readonly issued: number;
  readonly hash: string;
  readonly signer: string;
  readonly next: string;
}
