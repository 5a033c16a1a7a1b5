/**
 * Vault, search: typing mistakes: a letter too many, too few, another one, or two changed places.
 *
 * The table is kept row by row for one word that is looked for; a row depends only on the letters
 * before it, so terms that begin alike share their rows and a whole dictionary is walked as a tree.
 */

/** Rows of the table for one word. Row n says what the first n letters of a term cost. */
export class EditRows {
  readonly #word: string;
  readonly #most: number;
  readonly #rows: Uint8Array[];
  readonly #letters: number[] = [];

  constructor(word: string, most: number) {
    this.#word = word;
    this.#most = most;
    this.#rows = [Uint8Array.from({ length: word.length + 1 }, (_, i) => i)];
  }

  /** Letters of a term beyond this can no longer be near. */
  get deepest(): number {
    return this.#word.length + this.#most;
  }

  /**
   * Takes the term's letter at `depth` (from 0). False when no term that begins so can be near: the least
   * of a row never falls, and two letters that change places cost no less than the row between them.
   */
  take(depth: number, letter: number): boolean {
    const above = this.#rows[depth];
    if (above === undefined) throw new RangeError('a row was left out');
    const width = this.#word.length;
    const row = (this.#rows[depth + 1] ??= new Uint8Array(width + 1));
    this.#letters[depth] = letter;
    row[0] = depth + 1;
    let least = depth + 1;
    for (let i = 1; i <= width; i += 1) {
      const same = this.#word.charCodeAt(i - 1) === letter ? 0 : 1;
      const cost = Math.min(
        (above[i] ?? 0) + 1,
        (row[i - 1] ?? 0) + 1,
        (above[i - 1] ?? 0) + same,
        this.#swapped(depth, i),
      );
      row[i] = cost;
      if (cost < least) least = cost;
    }
    return least <= this.#most;
  }

  /** Whether the term of the first `length` letters taken is near enough. */
  near(length: number): boolean {
    return (this.#rows[length]?.[this.#word.length] ?? this.#most + 1) <= this.#most;
  }

  #swapped(depth: number, i: number): number {
    if (depth < 1 || i < 2) return Number.POSITIVE_INFINITY;
    const word = this.#word;
    const crossed =
      this.#letters[depth] === word.charCodeAt(i - 2) &&
      this.#letters[depth - 1] === word.charCodeAt(i - 1);
    return crossed ? (this.#rows[depth - 1]?.[i - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
  }
}

/** Whether two words are within so many mistakes of one another. */
export function withinEdits(word: string, other: string, most: number): boolean {
  if (Math.abs(word.length - other.length) > most) return false;
  const rows = new EditRows(word, most);
  for (let i = 0; i < other.length; i += 1) {
    if (!rows.take(i, other.charCodeAt(i))) return false;
  }
  return rows.near(other.length);
}
