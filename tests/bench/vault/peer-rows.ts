/** What both peers hold: the vault's rows in clear, as one would lay them out without encryption. */
import type { ConversationSummary } from '../../../src/contract/desk.ts';
import { blankLine } from '../../../src/renderer/ui/app/rehearsal-lines.ts';
import { conversationOf, textOf, writtenAt, type Sizes } from './corpus.ts';

export interface MessageRow {
  readonly id: number;
  readonly conversation: number;
  readonly seq: number;
  readonly at: number;
  readonly text: string;
}

export const messageRow = (n: number, sizes: Sizes): MessageRow => ({
  id: n,
  conversation: conversationOf(n, sizes),
  seq: n,
  at: writtenAt(n, sizes),
  text: textOf(n),
});

/** A line of the queue as the screen draws it; the newest is the long conversation's. */
export const lineRow = (n: number, sizes: Sizes): ConversationSummary => ({
  ...blankLine,
  id: n.toString(16).padStart(32, '0') as ConversationSummary['id'],
  name: `Ahorn ${n}`,
  hue: n % 8,
  preview: textOf(n).slice(0, 100),
  lastAt: writtenAt(sizes.messages - n, sizes),
  unread: n % 3,
});

export interface CaseRow {
  readonly id: number;
  readonly conversation: number;
  readonly saved: number;
  readonly text: string;
}

export const caseRow = (n: number, sizes: Sizes): CaseRow => ({
  id: n,
  conversation: n % sizes.conversations,
  saved: writtenAt(n, sizes),
  text: `${textOf(n)}. ${textOf(n + 1)}. ${textOf(n + 2)}.`,
});

/** Its bytes each peer draws itself. */
export interface EvidenceRow {
  readonly id: number;
  readonly case: number;
  readonly text: string;
}

export const evidenceRow = (n: number, { cases }: Sizes): EvidenceRow => ({
  id: n,
  case: n % cases,
  text: textOf(n),
});
