/** Contract: what is searched for, and what was found. */
import type { ConversationId } from '../../protocol/ids.ts';

export interface SearchQuery {
  readonly text: string;
  /** Empty: any. */
  readonly kinds: readonly SearchKind[];
  /** ms, inclusive; null: no bound. */
  readonly from: number | null;
  readonly to: number | null;
  /** Codes a case must carry, such as a category; empty: any. */
  readonly codes: readonly string[];
  /** A name, or its beginning, of somebody of the team; only messages and notes say who wrote them. Null: anybody. */
  readonly operator: string | null;
  readonly language: string | null;
  readonly limit: number;
}

/** Records whose words are indexed. `note`: for the team alone, among the messages of its conversation. */
export type RecordKind = 'message' | 'note' | 'case' | 'evidence';
/** `tags`: a conversation, by the tags its team has given it. */
export type SearchKind = RecordKind | 'tags';

/** A search of everything. */
export const NO_FILTER: Omit<SearchQuery, 'text' | 'limit'> = {
  kinds: [],
  from: null,
  to: null,
  codes: [],
  operator: null,
  language: null,
};

/** Where a word was found. `text` is a short passage; `marks` are [start, end) in UTF-16 units of it. */
export interface SearchHit {
  readonly kind: SearchKind;
  readonly conversation: ConversationId | null;
  readonly case: string | null;
  /** Message, note or file of evidence; null for the case itself, and for a conversation by its tags. */
  readonly item: string | null;
  /** The conversation's generated name or the case's reference. */
  readonly title: string;
  readonly at: number;
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
  /** Somebody here has put these words out of sight: the passage is empty. */
  readonly veiled: boolean;
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  /** More were found than are shown. */
  readonly more: boolean;
  /** False while the index is still being built: some may be missing. */
  readonly complete: boolean;
}

/** Longest search text in code points. */
export const MAX_SEARCH = 200;
