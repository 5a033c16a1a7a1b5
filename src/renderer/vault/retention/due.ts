/**
 * Vault, retention: what is due. Pure: lines in, items out.
 *
 * Nothing here reads content or the clock. A chat in which somebody waits, or to which a reply is
 * still on its way, has not ended and is never due (ADR 0016). What was closed as abuse has a period of its own (ADR 0041).
 */
import { MAILBOX_TTL_MS } from '../../../../protocol/limits.ts';
import type { ConversationId } from '../../../../protocol/ids.ts';
import {
  RETENTION_CLASSES,
  type RetentionClass,
  type RetentionItem,
  type RetentionRules,
} from '../../../contract/retention.ts';
import type { CaseLine } from '../cases/case-head.ts';
import type { Doomed } from '../erase/destroy.ts';
import type { ConversationHead } from '../inbox/conversation-head.ts';

export type ChatLine = Pick<
  ConversationHead,
  'id' | 'name' | 'lastAt' | 'waitingSince' | 'pending' | 'details' | 'look'
>;
export type KeptCase = Pick<
  CaseLine,
  'id' | 'reference' | 'conversation' | 'verifiedAt' | 'closedAt' | 'held' | 'files'
>;

export interface Kept {
  readonly chats: Iterable<ChatLine>;
  readonly cases: Iterable<KeptCase>;
  /** Events of the audit log that are old enough, and when the newest of them happened; null: none is. */
  readonly audit: { readonly count: number; readonly at: number } | null;
}

export interface Due {
  readonly items: readonly RetentionItem[];
  /** Due, but under a legal hold. */
  readonly held: readonly RetentionItem[];
  /** Not due yet, and only because it was closed as abuse. */
  readonly kept: readonly RetentionItem[];
}

const DAY = 24 * 3_600_000;
/** The one item that stands for the old part of the audit log; its label is how many events. */
const AUDIT_ITEM = 'audit';

/** Everything whose period is over at `now`, in one fixed order. */
export function dueAt(rules: RetentionRules, kept: Kept, now: number): Due {
  const chats = new Map([...kept.chats].map((chat) => [chat.id, chat]));
  const cases = [...kept.cases];
  const owners = Map.groupBy(cases, ({ conversation }) => conversation);
  const found: Found[] = cases.flatMap((one) => ofCase(rules, one));
  const going = new Set(found.filter(isCaseDue(now)).map(({ item }) => item.id));
  for (const chat of chats.values()) {
    if (hasEnded(chat, now)) {
      const about = { owners: owners.get(chat.id) ?? [], going };
      const whole = ofChat(rules, chat, about);
      found.push(...whole, ...ofContact(rules, chat, { ...about, whole: whole[0] ?? null }));
    }
  }
  if (kept.audit !== null) found.push(...ofAudit(rules, kept.audit));
  const inLine = found.toSorted(inOrder);
  const due = inLine.filter(({ item }) => item.due <= now);
  return {
    items: due.filter(({ held }) => !held).map(({ item }) => item),
    held: due.filter(({ held }) => held).map(({ item }) => item),
    kept: inLine
      .filter(({ item, otherwise }) => item.due > now && otherwise !== null && otherwise <= now)
      .map(({ item }) => item),
  };
}

/** How old the newest event of a stretch of the audit log must be; null: nothing is. */
export const auditUntil = (rules: RetentionRules, now: number): number | null =>
  rules['audit-log'] === null ? null : now - rules['audit-log'] * DAY;

interface Found {
  readonly item: RetentionItem;
  readonly held: boolean;
  /** Of what was closed as abuse: when it would be due if it had not been. */
  readonly otherwise: number | null;
}

const isCaseDue =
  (now: number) =>
  ({ item }: Found): boolean =>
    item.class === 'case-documentation' && item.due <= now;

/** A reply on its way holds a chat open as long as the relay may still hand it over. */
const hasEnded = ({ waitingSince, pending, lastAt }: ChatLine, now: number): boolean =>
  waitingSince === null && (pending === 0 || lastAt + MAILBOX_TTL_MS <= now);

/** The documentation from the closing on, and each file of evidence: with its case at the latest. */
function ofCase(rules: RetentionRules, one: KeptCase): readonly Found[] {
  const { id, reference: what, closedAt: since, held, files } = one;
  if (since === null) return [];
  const end = endOf(rules['case-documentation'], since);
  const evidenceEnd = Math.min(endOf(rules.evidence, since), end);
  const documentation: Found = {
    item: { class: 'case-documentation', id, what, since, due: end },
    held,
    otherwise: null,
  };
  const evidence = files.map((file): Found => ({
    item: { class: 'evidence', id: file, what, since, due: evidenceEnd },
    held,
    otherwise: null,
  }));
  return [documentation, ...evidence].filter(({ item }) => Number.isFinite(item.due));
}

interface Owners {
  readonly owners: readonly KeptCase[];
  /** Cases that are due themselves. */
  readonly going: ReadonlySet<string>;
}

function ofChat(rules: RetentionRules, chat: ChatLine, about: Owners): readonly Found[] {
  const held = about.owners.some((one) => one.held);
  const alone = about.owners.length === 0;
  const spans = alone
    ? [spanOf(rules['chat-without-case'], chat.lastAt)]
    : [ownSpan(rules, chat, about), caseSpan(rules, about)];
  const ordinary = spans.reduce((a, b) => (b.due < a.due ? b : a));
  const isAbuse = chat.look.status === 'muted';
  const span = isAbuse ? abuseSpan(rules, chat, alone ? null : ordinary) : ordinary;
  if (!Number.isFinite(span.due)) return [];
  const { id, name: what } = chat;
  const name = alone ? 'chat-without-case' : 'chat-of-documented-case';
  const item = { class: isAbuse ? 'chat-of-abuse' : name, id, what, ...span } as const;
  return [{ item, held, otherwise: isAbuse ? ordinary.due : null }];
}

/** Kept as evidence for its own period, and where it belongs to a case not gone before that lets it go. */
function abuseSpan(rules: RetentionRules, { lastAt }: ChatLine, ordinary: Span | null): Span {
  const own = spanOf(rules['chat-of-abuse'], lastAt);
  return ordinary !== null && ordinary.due > own.due ? ordinary : own;
}

/**
 * How to reach the person, from the last message of either side, whatever becomes of a case; with the
 * conversation at the latest.
 */
function ofContact(
  rules: RetentionRules,
  { id, name: what, lastAt, details }: ChatLine,
  { owners, whole }: Owners & { readonly whole: Found | null },
): readonly Found[] {
  if (!details) return [];
  const own = spanOf(rules.contacts, lastAt);
  const span = whole !== null && whole.item.due <= own.due ? whole.item : own;
  if (!Number.isFinite(span.due)) return [];
  const { since, due } = span;
  const item = { class: 'contacts', id, what, since, due } as const;
  return [{ item, held: owners.some((one) => one.held), otherwise: null }];
}

interface Span {
  readonly since: number;
  readonly due: number;
}

const spanOf = (days: number | null, since: number | null): Span => ({
  since: since ?? Infinity,
  due: since === null ? Infinity : endOf(days, since),
});

/** From the verification on, or from its end if that is later. */
function ownSpan(rules: RetentionRules, { lastAt }: ChatLine, { owners }: Owners): Span {
  const verified = latest(owners.map(({ verifiedAt }) => verifiedAt));
  const since = verified === null ? null : Math.max(verified, lastAt);
  return spanOf(rules['chat-of-documented-case'], since);
}

/** With its cases at the latest, once all of them go. */
function caseSpan(rules: RetentionRules, { owners, going }: Owners): Span {
  const allGo = owners.every((one) => going.has(one.id));
  const closed = latest(owners.map(({ closedAt }) => closedAt));
  return spanOf(rules['case-documentation'], allGo ? closed : null);
}

function ofAudit(
  rules: RetentionRules,
  { count, at }: NonNullable<Kept['audit']>,
): readonly Found[] {
  const due = endOf(rules['audit-log'], at);
  const item = {
    class: 'audit-log',
    id: AUDIT_ITEM,
    what: String(count),
    since: at,
    due,
  } as const;
  return Number.isFinite(due) ? [{ item, held: false, otherwise: null }] : [];
}

const endOf = (days: number | null, since: number): number =>
  days === null ? Infinity : since + days * DAY;

/** The latest of them; null as soon as one is missing. */
const latest = (times: readonly (number | null)[]): number | null =>
  times.reduce((last, time) => (last === null || time === null ? null : Math.max(last, time)), 0);

const inOrder = ({ item: a }: Found, { item: b }: Found): number =>
  RETENTION_CLASSES.indexOf(a.class) - RETENTION_CLASSES.indexOf(b.class) ||
  a.due - b.due ||
  (a.id < b.id ? -1 : Number(a.id > b.id));

const CHATS: ReadonlySet<RetentionClass> = new Set([
  'chat-without-case',
  'chat-of-documented-case',
  'chat-of-abuse',
]);

/** Which conversations and cases of these items go whole, and of which conversations the contact details. */
export const wholesOf = (items: readonly RetentionItem[]): Doomed => ({
  conversations: items
    .filter((item) => CHATS.has(item.class))
    .map(({ id }) => id as ConversationId),
  cases: items.filter((item) => item.class === 'case-documentation').map(({ id }) => id),
  contacts: items.filter((item) => item.class === 'contacts').map(({ id }) => id as ConversationId),
});
