import type { EnvelopeId } from '../../protocol/ids.ts';
import type { Opened } from '../../protocol/crypto/envelope.ts';
import { ProtocolError } from '../../protocol/errors.ts';
import { readBody, type Body, type UnknownBody } from '../../protocol/talk/body.ts';
import { byPlace, faults, heard, type Place } from '../../protocol/talk/chain.ts';
import { SenderKey } from '../../protocol/talk/names.ts';
import { covers, receiptFor, type Receipt } from '../../protocol/talk/receipts.ts';
import { authorOf, mayWrite, type KnownDevice } from '../../protocol/talk/rights.ts';
import type { Shown, Tab, TabKeys, Theirs } from './tab.ts';

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

/** Files one opened body: rights first, then dedupe by (sender, mid) with the body's hash. */
export function file(tab: Tab, keys: TabKeys, opened: Opened, devices: Devices): Filed {
  const sender = SenderKey.of(opened.senderPk);
  let body: Body | UnknownBody;
  try {
    body = readBody(opened.body);
    if (body.type === 'unknown' || body.conversation !== keys.reporter.conversation) {
      return { kind: 'unreadable' };
    }
    const author = authorOf(sender, body, devices);
    if (author.kind === 'stranger') return { kind: 'stranger' };
    const audience = body.type === 'receipt' ? 'talk' : body.audience;
    if (author.kind !== 'device' || !mayWrite(author, { type: body.type, audience })) {
      return { kind: 'unreadable' };
    }
  } catch (error) {
    if (error instanceof ProtocolError) return { kind: 'unreadable' };
    throw error;
  }
  if (body.type === 'receipt') return { kind: 'receipt', tab: deliver(tab, keys, body.receipts) };
  const theirs: Theirs = {
    by: 'team',
    mid: body.mid,
    at: body.at,
    lamport: body.lamport,
    session: body.session,
    seq: body.seq,
    sender,
    prev: body.prev,
    hash: opened.bodyHash,
    alias: body.type === 'text' ? (body.alias ?? '') : '',
    text: body.type === 'text' ? body.text : null,
  };
  if (tab.talk.some((shown) => isSame(shown, theirs))) return { kind: 'repeat' };
  return { kind: 'message', tab: add(tab, keys, theirs) };
}

const isSame = (shown: Shown, theirs: Theirs): boolean =>
  shown.by === 'team' &&
  shown.sender === theirs.sender &&
  shown.mid === theirs.mid &&
  shown.hash === theirs.hash;

function add(tab: Tab, keys: TabKeys, theirs: Theirs): Tab {
  const me = SenderKey.of(keys.reporter.box.publicKey);
  const place = (shown: Shown): Place => ({
    ...shown,
    sender: shown.by === 'me' ? me : shown.sender,
  });
  return {
    ...tab,
    chain: { ...tab.chain, lamport: heard(tab.chain.lamport, theirs.lamport) },
    talk: [...tab.talk, theirs].toSorted((a, b) => byPlace(place(a), place(b))),
  };
}

/** Marks what a receipt covers as delivered; delivered messages no longer need their body. */
export function deliver(tab: Tab, keys: TabKeys, receipts: readonly Receipt[]): Tab {
  const me = SenderKey.of(keys.reporter.box.publicKey);
  const covered = (shown: Shown): boolean =>
    shown.by === 'me' &&
    shown.state !== 'delivered' &&
    receipts.some((receipt) => covers(receipt, { ...shown, sender: me }));
  if (!tab.talk.some(covered)) return tab;
  return {
    ...tab,
    codeStep: tab.codeStep === 'none' ? 'offered' : tab.codeStep,
    talk: tab.talk.map((shown) =>
      shown.by === 'me' && covered(shown) ? { ...shown, state: 'delivered', body: null } : shown,
    ),
  };
}

/** Remembers an envelope that could not be read, so that a device seals its reply again. */
export const noteUnreadable = (tab: Tab, eid: EnvelopeId): Tab =>
  tab.unreadable.includes(eid)
    ? tab
    : { ...tab, unreadable: [...tab.unreadable, eid].slice(-MAX_NOTED) };

const MAX_NOTED = 128;

/** What has arrived from each of the team's chains, the newest chains last. */
export function receiptsOf(tab: Tab): readonly Receipt[] {
  const theirs = tab.talk.filter((shown) => shown.by === 'team');
  const chains = Map.groupBy(theirs, ({ sender, session }) => `${sender}/${session}`);
  return [...chains.values()].flatMap((chain) =>
    chain[0] === undefined
      ? []
      : [
          receiptFor(
            chain[0],
            chain.map(({ seq }) => seq),
          ),
        ],
  );
}

/** What is wrong with the team's chains, by message: something missing before it, or two versions of it. */
export interface Marks {
  readonly gap: ReadonlySet<Shown>;
  readonly forked: ReadonlySet<Shown>;
}

/** Looks every chain of the team through. Who came back by code is not told that the past is missing. */
export function marksOf(tab: Tab): Marks {
  const gap = new Set<Shown>();
  const forked = new Set<Shown>();
  const theirs = tab.talk.filter((shown) => shown.by === 'team');
  for (const chain of Map.groupBy(
    theirs,
    ({ sender, session }) => `${sender}/${session}`,
  ).values()) {
    const { gaps, forks } = faults(chain);
    for (const shown of chain) {
      const missing = gaps.some(
        ({ from, to }) => to + 1 === shown.seq && !(tab.returned && from === 0),
      );
      if (missing) gap.add(shown);
      if (forks.some(({ seq }) => seq === shown.seq)) forked.add(shown);
    }
  }
  return { gap, forked };
}
