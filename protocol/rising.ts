/** Numbers in rising order. `toSorted` is missing on the older phones the widget must run on. */
export const rising = (numbers: Iterable<number>): readonly number[] =>
  Array.from(Float64Array.from(numbers).sort());
