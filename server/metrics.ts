/** What a relay counts. Each is one number for the whole relay: no queue, team or address has its own. */
export const counterNames = [
  'connections',
  'refusedConnections',
  'logins',
  'failedLogins',
  'badFrames',
  'tooFast',
  'timeouts',
  'accepted',
  'full',
  'refused',
  'delivered',
  'acked',
  'expired',
  'ephemerals',
  'droppedEphemerals',
  'takeovers',
  'slowReaders',
  'puts',
  'refusedPuts',
  'openedBlobs',
  'storedChunks',
  'readChunks',
  'deletedBlobs',
  'expiredBlobs',
  'refusedBlobs',
  'erasedMailboxes',
] as const;
export type CounterName = (typeof counterNames)[number];

/** Counters since the start; they only rise. */
export interface Metrics {
  readonly count: (name: CounterName, by?: number) => void;
  readonly read: () => Readonly<Record<CounterName, number>>;
}

export function startMetrics(): Metrics {
  const counts = Object.fromEntries(counterNames.map((name) => [name, 0])) as Record<
    CounterName,
    number
  >;
  return {
    count: (name, by = 1) => {
      counts[name] += by;
    },
    read: () => ({ ...counts }),
  };
}
