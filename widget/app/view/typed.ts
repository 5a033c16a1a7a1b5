import { noContact, type Contact } from '../contact.ts';

/** What stands in a page's fields and is not yet sent. */
interface Fields {
  readonly code: string;
  readonly stars: number;
  readonly comment: string;
  /** What the conversation will be about. */
  readonly topics: readonly number[];
  readonly contact: Contact;
}

/**
 * Keeps those fields, in memory alone, while their page is away: whoever goes to the menu for another
 * language finds them again.
 */
export interface Typed {
  readonly now: () => Fields;
  readonly keep: (fields: Partial<Fields>) => void;
  readonly forget: () => void;
}

const empty: Fields = { code: '', stars: 0, comment: '', topics: [], contact: noContact };

export function makeTyped(): Typed {
  let fields = empty;
  return {
    now: () => fields,
    keep: (changed) => {
      fields = { ...fields, ...changed };
    },
    forget: () => {
      fields = empty;
    },
  };
}
