/**
 * Vault, search: conversations by the tags their team has given them.
 *
 * Asked of the lists, which have the tags as they stand now. The index keeps none of them: a tag that was
 * taken away is found no more, and nothing is written anew when one is given.
 */
import type { BucketId } from '../../../../protocol/ids.ts';
import type { SearchAnswer, SearchKind } from '../../../contract/search.ts';
import type { Filters } from './find.ts';
import type { Sought } from './forms.ts';
import { MAX_TAGGED } from './limits.ts';
import { hasAll, passageOf } from './passage.ts';
import type { ConversationPlace, Places } from './places.ts';

type Asked = Pick<Places, 'conversations' | 'language'>;

interface Query {
  /** Empty: any. */
  readonly kinds: readonly SearchKind[];
  readonly filters: Omit<Filters, 'kinds'>;
  readonly limit: number;
}

interface Tagged {
  readonly bucket: BucketId;
  readonly place: ConversationPlace;
}

/**
 * The newest conversations that have each word in one of their tags. Beside other kinds only a few, so that a tag
 * given to many leaves room for what was said.
 */
export function taggedWith(
  places: Asked,
  words: readonly Sought[],
  { kinds, filters, limit }: Query,
): Pick<SearchAnswer, 'hits' | 'more'> {
  if (kinds.length > 0 && !kinds.includes('tags')) return { hits: [], more: false };
  const room = kinds.length === 1 ? limit : Math.min(limit, MAX_TAGGED);
  const found = tagged(places, words, filters);
  return {
    hits: found.slice(0, room).map(({ bucket, place: { id, name, lastAt, look } }) => ({
      kind: 'tags',
      conversation: id,
      case: null,
      item: null,
      veiled: false,
      title: name,
      at: lastAt,
      ...passageOf(look.tags.join(', '), words, places.language(bucket, null)),
    })),
    more: found.length > room,
  };
}

/** The newest first. Typing mistakes are forgiven where nothing is found without. */
function tagged(
  places: Asked,
  words: readonly Sought[],
  filters: Query['filters'],
): readonly Tagged[] {
  // Nobody is the author of a tag.
  if (words.length === 0 || filters.author !== null) return [];
  const there = [...places.conversations()]
    .filter(([, { look }]) => look.tags.length > 0)
    .map(([bucket, place]) => ({ bucket, place }))
    .filter((one) => fits(one, filters, places));
  const strict = words.map((word) => ({ ...word, edits: 0 as const }));
  const asWritten = withAll(there, strict);
  const found = asWritten.length > 0 ? asWritten : withAll(there, words);
  return found.toSorted((a, b) => b.place.lastAt - a.place.lastAt);
}

function fits(
  { bucket, place }: Tagged,
  { from, to, language, bucket: wanted }: Query['filters'],
  places: Asked,
): boolean {
  return (
    (from === null || place.lastAt >= from) &&
    (to === null || place.lastAt <= to) &&
    (language === null || places.language(bucket, null) === language) &&
    (wanted === null || wanted(bucket))
  );
}

/** A team has few tags and gives them often: each is looked at once. */
function withAll(there: readonly Tagged[], words: readonly Sought[]): readonly Tagged[] {
  const known = new Map<string, readonly boolean[]>();
  const answers = (tag: string): readonly boolean[] => {
    const before = known.get(tag);
    if (before !== undefined) return before;
    const found = words.map((word) => hasAll(tag, [word], ANY_LANGUAGE));
    known.set(tag, found);
    return found;
  };
  return there.filter(({ place }) => {
    const found = place.look.tags.map(answers);
    return words.every((_, n) => found.some((one) => one[n]));
  });
}

/** A tag says nothing of its language: every stem counts. */
const ANY_LANGUAGE = '';
