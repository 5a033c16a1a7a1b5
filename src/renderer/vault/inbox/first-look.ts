/** Vault, inbox: the first lines of the queue, sealed with each checkpoint and shown before anything else is read. */
import type { ConversationSummary, DeskFact } from '../../../contract/desk.ts';
import { FIRST_LOOK_LINES } from '../limits.ts';
import type { Book } from './book.ts';
import { readConversationHead, summaryOf, type ConversationHead } from './conversation-head.ts';

type CaseOf = (id: ConversationHead['id']) => ConversationSummary['case'];

/** What is sealed. Nobody is here yet when it is shown. */
export const makeFirstLook = (
  book: Pick<Book, 'page' | 'size'>,
  caseOf: CaseOf,
): { readonly lines: readonly unknown[]; readonly total: number } => ({
  lines: book
    .page({ from: 0, limit: FIRST_LOOK_LINES })
    .map((head) => ({ head, case: caseOf(head.id) })),
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
  const id = read(known, 'id');
  const reference = read(known, 'reference');
  const isCase = typeof id === 'string' && typeof reference === 'string';
  return summaryOf(head, {
    live: false,
    typing: false,
    case: isCase ? { id, reference } : null,
  });
}

const read = (from: unknown, field: string): unknown =>
  typeof from === 'object' && from !== null ? Reflect.get(from, field) : undefined;
