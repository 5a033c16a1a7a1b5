/** Numbers in rising order. `toSorted` is missing on the older phones the widget must run on. */
export function rising(numbers: Iterable<number>): readonly number[] {
  const sorted = Float64Array.from(numbers);
  sorted.sort();
  return Array.from(sorted);
}
