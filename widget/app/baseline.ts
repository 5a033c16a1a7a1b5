/**
 * What phones of 2023 lack and our code uses: `Map.groupBy` (Safari 17.4, Chrome 117, Firefox 119).
 * Everything else we use is in Safari 16.4, Chrome 111 and Firefox 115.
 */
export function fillBaseline(): void {
  if ('groupBy' in Map) return;
  Object.defineProperty(Map, 'groupBy', { value: groupBy, configurable: true, writable: true });
}

function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T, index: number) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
    index += 1;
  }
  return groups;
}
