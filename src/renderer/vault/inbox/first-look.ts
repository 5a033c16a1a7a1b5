/** Vault, inbox: the first lines of the queue, sealed with each checkpoint and shown before anything else is read. */
import type { ConversationSummary, DeskFact } from '../../../contract/desk.ts';
import { FIRST_LOOK_LINES } from '../limits.ts';
import type { Book } from './book.ts';
import { readConversationHead, summaryOf, type ConversationHead } from './conversation-head.ts';

type CaseOf = (id: ConversationHead['id']) => ConversationSummary['case'];
type ReadersOf = (
  head: ConversationHead,
) => Pick<ConversationSummary, 'holder' | 'restricted' | 'mayRestrict' | 'erasedBy'>;
type TopicOf = (topics: readonly number[]) => string;

/** What is sealed. Nobody is here yet when it is shown. */
export const makeFirstLook = (
  book: Pick<Book, 'page' | 'size'>,
  caseOf: CaseOf,
  topicOf: TopicOf,
  readers: ReadersOf,
): { readonly lines: readonly unknown[]; readonly total: number } => ({
  lines: book.page({ from: 0, limit: FIRST_LOOK_LINES }).map((head) => ({
    head,
    case: caseOf(head.id),
    topic: topicOf(head.topics),
    ...readers(head),
  })),
  total: book.size,
});

/** The fact for the screen; null when another version wrote it, and then the list comes a moment later. */
export function readFirstLook(raw: unknown): Extract<DeskFact, { type: 'first-look' }> | null {
  const lines: unknown = read(raw, 'lines');
  const total = read(raw, 'total');
  if (!Array.isArray(lines) || typeof total !== 'number') return null;
  try {
    return { type: 'first-look', conversations: lines.map(lineOf), total };
  } catch {
    return null;
  }
}

function lineOf(raw: unknown): ConversationSummary {
  const head = readConversationHead(read(raw, 'head'));
  const known = read(raw, 'case');
  const topic = read(raw, 'topic');
  const id = read(known, 'id');
  const reference = read(known, 'reference');
  const isCase = typeof id === 'string' && typeof reference === 'string';
  return summaryOf(head, {
    live: false,
    typing: false,
    topic: typeof topic === 'string' ? topic : '',
    holder: asHolder(read(raw, 'holder')),
    restricted: asRestricted(read(raw, 'restricted')),
    mayRestrict: read(raw, 'mayRestrict') === true,
    erasedBy: asText(read(raw, 'erasedBy')),
    case: isCase ? { id, reference } : null,
  });
}

function asHolder(raw: unknown): ConversationSummary['holder'] {
  const [device, alias] = [read(raw, 'device'), read(raw, 'alias')];
  if (typeof device !== 'string' || typeof alias !== 'string') return null;
  return { device, alias, offered: read(raw, 'offered') === true, own: read(raw, 'own') === true };
}

function asRestricted(raw: unknown): ConversationSummary['restricted'] {
  const devices: unknown = read(raw, 'devices');
  if (!Array.isArray(devices)) return null;
  const own = read(raw, 'own') === true;
  return { devices: devices.map(String), own, waits: read(raw, 'waits') === true };
}

const asText = (raw: unknown): string | null => (typeof raw === 'string' ? raw : null);

const read = (from: unknown, field: string): unknown =>
  typeof from === 'object' && from !== null ? Reflect.get(from, field) : undefined;
