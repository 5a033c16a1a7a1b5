// Room: ui/app/state. A map that keeps what was used last and lets the rest go: what is on screen is always the latest.

/** The same with this as the latest; of more than `most` those that were used longest ago are let go. */
export function withLatest<Key, Value>(
  all: ReadonlyMap<Key, Value>,
  [key, value]: readonly [Key, Value],
  most: number,
): ReadonlyMap<Key, Value> {
  const others = [...all].filter(([known]) => known !== key);
  return new Map([...others.slice(Math.max(0, others.length - most + 1)), [key, value]]);
}
