import type { EnvelopeId, MessageId } from '../../protocol/ids.ts';
import type { Opened } from '../../protocol/crypto/envelope.ts';
import { ProtocolError } from '../../protocol/errors.ts';
import type { Body, UnknownBody } from '../../protocol/talk/body.ts';
import { readTalk } from '../../protocol/talk/reporter-body.ts';
import { byPlace, faults, heard, type Place } from '../../protocol/talk/chain.ts';
import { SenderKey } from '../../protocol/talk/names.ts';
import { cardOf, withCard } from '../../protocol/talk/restriction.ts';
import { covers, receiptFor, tellsRead, type Receipt } from '../../protocol/talk/receipts.ts';
import { authorOf, mayWrite, type KnownDevice } from '../../protocol/talk/rights.ts';
import { isSame, repeatedIn, theirsOf } from './history.ts';
import type { Own, OwnState, Shown, Tab, TabKeys, Theirs } from './tab.ts';

/**
 * widget/app: from an opened envelope to the tab, purely.
 *
 * `stranger`: an authentic device of no document known; fetch the document and ask again once.
 * `unreadable`: acknowledged, never shown, named to the team in the next message.
 */
export type Filed =
  | { readonly kind: 'message'; readonly tab: Tab }
  | { readonly kind: 'receipt'; readonly tab: Tab }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'stranger' }
  | { readonly kind: 'unreadable' };

/** Devices of the document in force, by the key their envelopes prove. */
export type Devices = ReadonlyMap<SenderKey, KnownDevice>;

/**
 * Files one opened body: rights first, then dedupe by (sender, mid) with the body's hash. `asCard`: it came
 * as a card of the mailbox, where nothing but a restriction has a place.
 */
export function file(
  tab: Tab,
  keys: TabKeys,
  opened: Opened,
  devices: Devices,
  asCard = false,
): Filed {
  const sender = SenderKey.of(opened.senderPk);
  let body: Body | UnknownBody;
  let cards = tab.cards ?? [];
  try {
    body = readTalk(opened.body);
    if (body.type === 'unknown' || body.conversation !== keys.reporter.conversation) {
      return { kind: 'unreadable' };
    }
    const author = authorOf(sender, body, devices);
    if (author.kind === 'stranger') return { kind: 'stranger' };
    if (asCard && body.type !== 'restriction') return { kind: 'unreadable' };
    const audience = body.type === 'receipt' ? 'talk' : body.audience;
    if (author.kind !== 'device' || !mayWrite(author, { type: body.type, audience })) {
      return { kind: 'unreadable' };
    }
    if (body.type === 'restriction') cards = withCard(cards, cardOf(body, author.device));
  } catch (error) {
    if (error instanceof ProtocolError) return { kind: 'unreadable' };
    throw error;
  }
  if (body.type === 'receipt') return { kind: 'receipt', tab: deliver(tab, keys, body.receipts) };
  const theirs = theirsOf(body, sender, opened.bodyHash);
  if (tab.talk.some((shown) => cameItself(shown) && isSame(shown, theirs))) {
    return { kind: 'repeat' };
  }
  const copies = body.type === 'history' ? repeatedIn(body.messages, keys, devices) : [];
  return { kind: 'message', tab: { ...add(tab, keys, [theirs, ...copies]), cards } };
}

/** What came itself replaces what was repeated; what is here already is not repeated once more. */
function add(tab: Tab, keys: TabKeys, [theirs, ...copies]: readonly [Theirs, ...Shown[]]): Tab {
  const me = SenderKey.of(keys.reporter.box.publicKey);
  const place = (shown: Shown): Place => ({
    ...shown,
    sender: shown.by === 'me' ? me : shown.sender,
  });
  const talk = [...tab.talk.filter((shown) => !isSame(shown, theirs)), theirs];
  for (const copy of copies) if (!talk.some((shown) => isSame(shown, copy))) talk.push(copy);
  return {
    ...tab,
    chain: { ...tab.chain, lamport: heard(tab.chain.lamport, theirs.lamport) },
    talk: talk.toSorted((a, b) => isEarlier(b) - isEarlier(a) || byPlace(place(a), place(b))),
  };
}

/** A slow clock begins too low: what is repeated stands above what is said now all the same. */
const isEarlier = (shown: Shown): number => Number(!cameItself(shown));

/** Marks what a receipt covers as delivered, or as read; either no longer needs its body. */
export function deliver(tab: Tab, keys: TabKeys, receipts: readonly Receipt[]): Tab {
  const me = SenderKey.of(keys.reporter.box.publicKey);
  const told = (own: Own): OwnState => {
    const message = { ...own, sender: me };
    if (receipts.some((receipt) => tellsRead(receipt, message))) return 'read';
    if (own.state === 'read') return 'read';
    return receipts.some((receipt) => covers(receipt, message)) ? 'delivered' : own.state;
  };
  const talk = tab.talk.map((shown): Shown => {
    if (shown.by === 'team') return shown;
    const state = told(shown);
    return state === shown.state ? shown : { ...shown, state, body: null };
  });
  if (talk.every((shown, i) => shown === tab.talk[i])) return tab;
  return { ...tab, codeStep: tab.codeStep === 'none' ? 'offered' : tab.codeStep, talk };
}

/** Remembers which of the team's messages a person has had on screen. */
export function see(tab: Tab, mids: readonly MessageId[]): Tab {
  const isNew = (shown: Shown): boolean =>
    shown.by === 'team' && shown.seen !== true && mids.includes(shown.mid);
  if (!tab.talk.some(isNew)) return tab;
  return { ...tab, talk: tab.talk.map((s) => (isNew(s) ? { ...s, seen: true } : s)) };
}

/** Remembers an envelope that could not be read, so that a device seals its reply again. */
export const noteUnreadable = (tab: Tab, eid: EnvelopeId): Tab =>
  tab.unreadable.includes(eid)
    ? tab
    : { ...tab, unreadable: [...tab.unreadable, eid].slice(-MAX_NOTED) };

const cameItself = (shown: Shown): boolean => shown.repeated !== true;

const MAX_NOTED = 128;

/** What has arrived from each of the team's chains, and what of it was on screen; the newest chains last. */
export function receiptsOf(tab: Tab): readonly Receipt[] {
  const theirs = tab.talk.filter((shown) => shown.by === 'team').filter(cameItself);
  const chains = Map.groupBy(theirs, ({ sender, session }) => `${sender}/${session}`);
  return [...chains.values()].flatMap((chain) => {
    const [first] = chain;
    if (first === undefined) return [];
    const seqs = chain.map(({ seq }) => seq);
    const read = Math.max(-1, ...chain.filter(({ seen }) => seen).map(({ seq }) => seq));
    return [{ ...receiptFor(first, seqs), ...(read < 0 ? {} : { read }) }];
  });
}

/** What is wrong with the team's chains, by message: something missing before it, or two versions of it. */
export interface Marks {
  readonly gap: ReadonlySet<Shown>;
  readonly forked: ReadonlySet<Shown>;
}

/**
 * Looks every chain of the team through. Who came back by code is not told that the past is missing, and
 * what is repeated may leave out what was never shown.
 */
export function marksOf(tab: Tab): Marks {
  const gap = new Set<Shown>();
  const forked = new Set<Shown>();
  const theirs = tab.talk.filter((shown) => shown.by === 'team');
  for (const chain of Map.groupBy(
    theirs,
    ({ sender, session }) => `${sender}/${session}`,
  ).values()) {
    const { forks } = faults(chain);
    const { gaps } = faults(chain.filter(cameItself));
    for (const shown of chain) {
      const missing = gaps.some(
        ({ from, to }) => to + 1 === shown.seq && !(tab.returned && from === 0),
      );
      if (missing && cameItself(shown)) gap.add(shown);
      if (forks.some(({ seq }) => seq === shown.seq)) forked.add(shown);
    }
  }
  return { gap, forked };
}
