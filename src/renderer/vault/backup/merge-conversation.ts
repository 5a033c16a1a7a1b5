/**
 * Vault, backup: one conversation as two vaults know it, made one. Pure.
 *
 * What one of them has, counts as had, because the messages of both are here when this is written.
 * Where they differ about the present (who waits, the last line), the one that heard last is right.
 */
import { byPlace } from '../../../../protocol/talk/chain.ts';
import { covers, mergeReceipts, type Receipt } from '../../../../protocol/talk/receipts.ts';
import { withCard } from '../../../../protocol/talk/restriction.ts';
import type { RowId } from '../../../../protocol/ids.ts';
import type { SenderKey } from '../../../../protocol/talk/names.ts';
import type { Conversation, Pending } from '../inbox/conversation.ts';
import { MAX_CHAINS, MAX_PENDING } from '../limits.ts';
import { mergeVeils, NOTHING_VEILED } from '../inbox/veil.ts';
import { mergeWork, NO_WORK, type Work } from '../inbox/work.ts';
import { mergeChains } from './merge-chains.ts';

/** The conversation here with what a backup knows of it. Merging the same again changes nothing. */
export function mergeConversation(here: Conversation, there: Conversation): Conversation {
  const newer = heardLast(here, there);
  const last = saidLast(here, there) ?? newer;
  return {
    ...here,
    created: Math.min(here.created, there.created),
    language: here.language === '' ? there.language : here.language,
    lamport: Math.max(here.lamport, there.lamport),
    newest: there.lamport > here.lamport ? there.newest : (here.newest ?? there.newest),
    mailbox: newest(here.mailbox, there.mailbox),
    session: newest(here.session, there.session),
    ...mergedChains(here, there),
    linksOwn: here.linksOwn && there.linksOwn,
    receipts: mergedReceipts(here.receipts, there.receipts),
    pending: mergedPending(here.pending, there.pending),
    stars: newer.stars ?? here.stars ?? there.stars,
    topics: here.topics.length === 0 ? there.topics : here.topics,
    consent: here.consent === '' ? there.consent : here.consent,
    asks: {
      resume: here.asks.resume ?? there.asks.resume,
      erase: here.asks.erase ?? there.asks.erase,
    },
    work: mergeWork(here.work, there.work),
    cards: [...there.cards.reduce(withCard<Conversation['cards'][number]>, here.cards)],
    preview: last.preview,
    previewKind: last.previewKind,
    previewBy: last.previewBy,
    previewOf: last.previewOf ?? (here.preview === there.preview ? there.previewOf : null),
    previewAt: last.previewAt,
    lastAt: newer.lastAt,
    waitingSince: newer.waitingSince,
    unread: newer.unread,
    veil: mergeVeils(here.veil, there.veil),
  };
}

/**
 * A backup's record as this vault may keep it. Replies of another device that had not gone out then
 * never will from here: they are shown as expired, not as sent. Those that had gone out need nothing.
 */
export function adopted(
  there: Conversation,
  about: { readonly me: SenderKey; readonly rows: ReadonlyMap<RowId, RowId> },
): Conversation {
  const lost = there.pending.flatMap((reply): readonly Pending[] => {
    const row = about.rows.get(reply.row);
    if (row === undefined || reply.state === 'sent' || isDelivered(there, reply, about.me))
      return [];
    return [{ ...reply, row, state: 'expired', eids: [], resealAt: null }];
  });
  const rowHere = (row: RowId | null): RowId | null =>
    row === null ? null : (about.rows.get(row) ?? null);
  const asks = { resume: rowHere(there.asks.resume), erase: rowHere(there.asks.erase) };
  // Contact details and fetched files lie elsewhere, and are taken over or fetched on their own.
  return {
    ...there,
    pending: lost,
    toTeam: [],
    unheard: [],
    hearers: [],
    work: workHere(there.work, rowHere),
    cards: there.cards.map((card) => ({ ...card, row: rowHere(card.row) ?? card.row })),
    asks,
    contact: null,
    files: [],
    previewOf: rowHere(there.previewOf),
    veil: { ...there.veil, except: there.veil.except.flatMap((row) => rowHere(row) ?? []) },
  };
}

/** Its states under the names they have here; what is not here says nothing. */
const workHere = (work: Work, rowHere: (row: RowId | null) => RowId | null): Work => ({
  ...work,
  states: work.states.flatMap((one) => {
    const row = rowHere(one.row);
    return row === null ? [] : [{ ...one, row }];
  }),
  dealt: work.dealt.flatMap((row) => rowHere(row) ?? []),
});

/** Whose preview stands further on; null where they show the same place, or one of them does not say. */
function saidLast(here: Conversation, there: Conversation): Conversation | null {
  if (here.previewAt === null || there.previewAt === null) return null;
  const order = byPlace(here.previewAt, there.previewAt);
  if (order === 0) return null;
  return order > 0 ? here : there;
}

/** By our clocks; where they agree, by the conversation's own time. */
function heardLast(here: Conversation, there: Conversation): Conversation {
  if (there.lastAt !== here.lastAt) return there.lastAt > here.lastAt ? there : here;
  return there.lamport > here.lamport ? there : here;
}

/** What stands before the messages are here: nothing is claimed of them yet. */
export const begun = (
  there: Conversation,
  look: { readonly name: string; readonly hue: number },
) => ({
  ...there,
  ...look,
  chains: [],
  pending: [],
  asks: { resume: null, erase: null },
  contact: null,
  files: [],
  work: NO_WORK,
  toTeam: [],
  unheard: [],
  hearers: [],
  previewOf: null,
  veil: NOTHING_VEILED,
});

/** Part of it was erased here: a line that came from there may repeat what was. */
export const withoutWords = (united: Conversation, there: Conversation): Conversation =>
  united.preview === there.preview
    ? { ...united, preview: '', previewKind: 'text', previewAt: null }
    : united;

const isDelivered = ({ receipts }: Conversation, reply: Pending, me: SenderKey): boolean =>
  receipts.some((one) => covers(one, { sender: me, session: reply.session, seq: reply.seq }));

function newest<T extends { readonly lamport: number }>(a: T | null, b: T | null): T | null {
  if (a === null || b === null) return a ?? b;
  return b.lamport > a.lamport ? b : a;
}

function mergedReceipts(a: Conversation['receipts'], b: Conversation['receipts']) {
  const merged = new Map<string, Receipt>();
  for (const one of [...b, ...a]) {
    const name = `${one.sender}/${one.session}`;
    const known = merged.get(name);
    merged.set(name, known === undefined ? one : mergeReceipts(known, one));
  }
  return [...merged.values()]
    .slice(-MAX_CHAINS)
    .map((one) => ({ ...one, further: [...one.further] }));
}

function mergedPending(here: readonly Pending[], there: readonly Pending[]): Pending[] {
  const known = new Set(here.map(({ row }) => row));
  return [...there.filter(({ row }) => !known.has(row)), ...here].slice(-MAX_PENDING);
}

/** What both hold, and every place that one of them calls forked or the two disagree about. */
function mergedChains(
  here: Conversation,
  there: Conversation,
): Pick<Conversation, 'chains' | 'forks'> {
  const { chains, faults } = mergeChains(here.chains, there.chains);
  const forks = new Map(
    [...there.forks, ...here.forks, ...faults].map((fork) => [
      `${fork.sender}/${fork.session}/${fork.seq}`,
      fork,
    ]),
  );
  return {
    chains: chains.map((chain) => ({ ...chain, further: [...chain.further] })),
    forks: [...forks.values()].slice(-MAX_CHAINS),
  };
}
