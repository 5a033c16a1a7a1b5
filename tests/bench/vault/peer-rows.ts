/** What both peers hold: the vault's rows in clear, as one would lay them out without encryption. */
import type { ConversationSummary } from '../../../src/contract/desk.ts';
import { blankLine } from '../../../src/renderer/ui/app/rehearsal-lines.ts';
import { conversationOf, narrativeOf, textOf, writtenAt, type Sizes } from './corpus.ts';

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
  text: textOf(n, sizes.seed),
});

/** A line of the queue as the screen draws it; the newest is the long conversation's. */
export const lineRow = (n: number, sizes: Sizes): ConversationSummary => ({
  ...blankLine,
  id: n.toString(16).padStart(32, '0') as ConversationSummary['id'],
  name: `Ahorn ${n}`,
  hue: n % 8,
  preview: textOf(n, sizes.seed).slice(0, 100),
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
  text: narrativeOf(n, sizes),
});

/** Its bytes are cut out of the noise. */
export interface EvidenceRow {
  readonly id: number;
  readonly case: number;
  readonly text: string;
}

export const evidenceRow = (n: number, { cases, seed }: Sizes): EvidenceRow => ({
  id: n,
  case: n % cases,
  text: textOf(n, seed),
});
