/** What a file can say about a person without their knowing; counted by kind, never by value. */
export const removedKinds = [
  'place',
  'time',
  'device',
  'author',
  'software',
  'thumbnail',
  'comment',
  'other',
] as const;
export type RemovedKind = (typeof removedKinds)[number];

/** How many entries of each kind were taken out; a kind that was not there is absent. */
export type Removed = Readonly<Partial<Record<RemovedKind, number>>>;

/** Counts what is taken out while a file is walked. */
export interface Tally {
  readonly add: (kind: RemovedKind, count?: number) => void;
  readonly removed: () => Removed;
}

export function newTally(): Tally {
  const counts: Partial<Record<RemovedKind, number>> = {};
  return {
    add: (kind, count = 1) => {
      if (count > 0) counts[kind] = (counts[kind] ?? 0) + count;
    },
    removed: () => ({ ...counts }),
  };
}
