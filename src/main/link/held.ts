/**
 * Deliveries that the vault has not settled: kept in memory in the order they came, never acked here.
 *
 * They are told to a vault that has subscribed, and told again to the next one. While no vault reads,
 * or the disk is too full to keep them, they wait; the relay's window bounds how many there can be.
 */
import type { CarrierFact } from '../../contract/carrier.ts';
import type { EnvelopeId } from '../../../protocol/ids.ts';
import { DELIVER_WINDOW } from '../../../protocol/limits.ts';
import type { Envelope } from '../../../protocol/wire/sealed.ts';

/** The relay's window, and as many expiries. */
export const MAX_HELD = 2 * DELIVER_WINDOW;

/** Something that comes back until it is acked. */
export type Delivery =
  | { readonly kind: 'envelope'; readonly envelope: Envelope }
  | { readonly kind: 'expired'; readonly id: EnvelopeId; readonly day: number };

export interface Held {
  /** False when the relay delivers more than its window: it breaks the protocol. */
  readonly add: (delivery: Delivery) => boolean;
  readonly drop: (id: EnvelopeId) => void;
  /** The connection is gone: the relay delivers everything again. */
  readonly clear: () => void;
  /** From now on deliveries go to this reader, beginning with everything held; null: they wait. */
  readonly readBy: (tell: ((fact: CarrierFact) => void) | null) => void;
  /** There may be room again: tells everything once more. */
  readonly retell: () => void;
}

/** `mayTell` is asked before each batch: false while the disk has no room. */
export function createHeld(mayTell: () => Promise<boolean>): Held {
  const deliveries = new Map<EnvelopeId, Delivery>();
  const told = new Set<EnvelopeId>();
  let reader: ((fact: CarrierFact) => void) | null = null;
  let telling = false;

  const tellWaiting = async (): Promise<void> => {
    if (telling) return;
    telling = true;
    try {
      while (reader !== null && told.size < deliveries.size && (await mayTell())) {
        if (reader === null) break;
        const fresh = [...deliveries].filter(([id]) => !told.has(id));
        for (const [id] of fresh) told.add(id);
        for (const fact of factsOf(fresh.map(([, delivery]) => delivery))) reader(fact);
      }
    } finally {
      telling = false;
    }
  };

  /** One batch for everything that arrived in the same turn of the event loop. */
  const soon = (): void => {
    setImmediate(() => void tellWaiting());
  };

  return {
    add: (delivery) => {
      const id = delivery.kind === 'envelope' ? delivery.envelope.id : delivery.id;
      deliveries.set(id, delivery);
      soon();
      return deliveries.size <= MAX_HELD;
    },
    drop: (id) => {
      deliveries.delete(id);
      told.delete(id);
    },
    clear: () => {
      deliveries.clear();
      told.clear();
    },
    readBy: (tell) => {
      reader = tell;
      told.clear();
      soon();
    },
    retell: () => {
      told.clear();
      soon();
    },
  };
}

/** Envelopes that follow each other travel together; an expiry keeps its place between them. */
function factsOf(deliveries: readonly Delivery[]): readonly CarrierFact[] {
  const facts: CarrierFact[] = [];
  let envelopes: Envelope[] = [];
  const flush = (): void => {
    if (envelopes.length > 0) facts.push({ type: 'envelopes-arrived', envelopes });
    envelopes = [];
  };
  for (const delivery of deliveries) {
    if (delivery.kind === 'envelope') envelopes.push(delivery.envelope);
    else {
      flush();
      facts.push({ type: 'envelope-expired', id: delivery.id, day: delivery.day });
    }
  }
  flush();
  return facts;
}
