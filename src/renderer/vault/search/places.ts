/** Vault, search: where a bucket belongs: to a conversation, or to a case. Asked of the lists, never of rows. */
import type { BucketId, ConversationId } from '../../../../protocol/ids.ts';
import type { SearchHit } from '../../../contract/search.ts';
import type { Look } from '../../../contract/work.ts';
import type { Veil } from '../../../contract/veil.ts';
import type { Person } from './authors.ts';

/** What the search needs to know of the inbox and the cases. */
export interface Lists {
  readonly conversations: () => Iterable<readonly [BucketId, ConversationPlace]>;
  readonly conversation: (bucket: BucketId) => ConversationPlace | undefined;
  readonly cases: () => Iterable<readonly [BucketId, unknown]>;
  readonly case: (bucket: BucketId) => CasePlace | undefined;
  readonly bucketOf: (conversation: ConversationId) => BucketId | undefined;
  /** Whoever has written here, by every name. */
  readonly people: () => Iterable<Person>;
  /** Of the team: for what says nothing of its language. */
  readonly language: string;
}

export interface ConversationPlace {
  readonly id: ConversationId;
  readonly name: string;
  readonly language: string;
  readonly lastAt: number;
  /** As the team has them now. */
  readonly look: Pick<Look, 'tags'>;
  readonly veil: Veil;
}

export interface CasePlace {
  readonly id: string;
  readonly reference: string;
  readonly conversation: ConversationId | null;
}

export class Places {
  readonly #lists: Lists;

  constructor(lists: Lists) {
    this.#lists = lists;
  }

  /** Every bucket that holds something to find, in an order that stays. */
  buckets(): readonly BucketId[] {
    const all = new Set<BucketId>();
    for (const [bucket] of this.#lists.conversations()) all.add(bucket);
    for (const [bucket] of this.#lists.cases()) all.add(bucket);
    return [...all].toSorted();
  }

  conversations(): Iterable<readonly [BucketId, ConversationPlace]> {
    return this.#lists.conversations();
  }

  conversation(bucket: BucketId): ConversationPlace | undefined {
    return this.#lists.conversation(bucket);
  }

  case(bucket: BucketId): CasePlace | undefined {
    return this.#lists.case(bucket);
  }

  /** What a hit in this bucket is shown under; null when the bucket is in no list. */
  home(bucket: BucketId): Pick<SearchHit, 'conversation' | 'case' | 'title'> | null {
    const place = this.case(bucket);
    if (place !== undefined) {
      return { conversation: place.conversation, case: place.id, title: place.reference };
    }
    const talk = this.conversation(bucket);
    return talk === undefined ? null : { conversation: talk.id, case: null, title: talk.name };
  }

  /** The language of something in this bucket: its own, else the conversation's, else the team's. "de-AT" is "de". */
  language(bucket: BucketId, own: string | null): string {
    const conversation = this.case(bucket)?.conversation ?? null;
    const home = conversation === null ? bucket : this.#lists.bucketOf(conversation);
    const inherited = home === undefined ? undefined : this.conversation(home)?.language;
    return mainLanguage(own || inherited || this.#lists.language);
  }

  /** Whether a bucket belongs to one of these cases: is its own, or its conversation's. */
  ofCases(buckets: ReadonlySet<BucketId>): (bucket: BucketId) => boolean {
    const talks = new Set([...buckets].map((bucket) => this.case(bucket)?.conversation));
    return (bucket) => {
      const conversation = this.conversation(bucket)?.id;
      return buckets.has(bucket) || (conversation !== undefined && talks.has(conversation));
    };
  }
}

export const mainLanguage = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
