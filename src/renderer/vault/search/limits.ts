/** Every bound of the search, named once (docs/decisions/0015). Units stand in the names or in the comment. */

const KIB = 1024;
const SECOND = 1000;

// Words
/** A longer word is found by its beginning. UTF-16 units. */
export const MAX_WORD = 64;
/** Words of one query; further ones are left out. */
export const MAX_QUERY_WORDS = 12;
/** From here on the beginning of a word finds it; shorter ones only match whole words. */
export const MIN_PREFIX = 2;
/** Shorter words are not stemmed: there is nothing to take away. */
export const MIN_STEM = 4;
/** One typing mistake is forgiven from this length on, two from the next. */
export const ONE_EDIT_FROM = 5;
export const TWO_EDITS_FROM = 9;
/** Typing mistakes are only thought of when a word was found less often than this. */
export const ENOUGH_EXACT = 8;
/** Words whose forms are remembered while text is taken in. */
export const MAX_REMEMBERED_WORDS = 20_000;

// Index
/** Records held unsorted before they become a segment. */
export const YOUNG_RECORDS = 512;
/** As many segments of about one size become one of the next. */
export const MERGE_AT = 4;
/** No segment grows beyond this by merging. */
export const MAX_SEGMENT_RECORDS = 262_144;
/** A segment is written anew when this part of its records was replaced; at once when any was deleted. */
export const REPLACED_PART = 1 / 8;

// Answers
/** Hits one answer shows at most. */
export const MAX_HITS = 50;
/** Of these, conversations found by their tags, where other kinds are looked for too. */
export const MAX_TAGGED = 8;
/** UTF-16 units of a passage, its ellipses included. */
export const MAX_PASSAGE = 160;
/** Words before the first mark stay within this. */
export const PASSAGE_LEAD = 48;
/** Marks in one passage. */
export const MAX_MARKS = 32;

// Snapshot
/** The store's sheets are no larger. */
export const SHEET_BYTES = 512 * KIB;
/** Written once so many records have changed … */
export const SAVE_EVERY_CHANGES = 256;
/** … and nothing has for so long. */
export const QUIET_MS = 20 * SECOND;
/** At lock no more than this is written: less than a second. What is left out, the journal's tail says again. */
export const LOCK_SAVE_BYTES = 4 * 1024 * KIB;
/** While a large index is being built, what there is is saved this often: a lock must not cost it all. */
export const SAVE_WHILE_BUILDING_MS = 60 * SECOND;
/** Numbers of sheets set aside at once, so that a crash leaves none behind that nobody knows of. */
export const RESERVED_SHEETS = 64;

// Taking in
/** Records read before they are taken in together. */
export const READ_BATCH = 128;
