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

/** Something that comes back until it is acked. */
export type Delivery =
  | { readonly kind: 'envelope'; readonly envelope: Envelope }
  | { readonly kind: 'expired'; readonly id: EnvelopeId; readonly day: number };

type Tell = (fact: CarrierFact) => void;

export class Held {
  readonly #mayTell: () => Promise<boolean>;
  readonly #deliveries = new Map<EnvelopeId, Delivery>();
  readonly #told = new Set<EnvelopeId>();
  #reader: Tell | null = null;
  #telling = false;

  /** `mayTell` is asked before each batch: false while the disk has no room. */
  constructor(mayTell: () => Promise<boolean>) {
    this.#mayTell = mayTell;
  }

  /** False when the relay delivers more than its window: it breaks the protocol. */
  add(delivery: Delivery): boolean {
    const id = delivery.kind === 'envelope' ? delivery.envelope.id : delivery.id;
    this.#deliveries.set(id, delivery);
    this.#tellSoon();
    return this.#deliveries.size <= DELIVER_WINDOW;
  }

  /** True when it was held; it is no longer. */
  drop(id: EnvelopeId): boolean {
    this.#told.delete(id);
    return this.#deliveries.delete(id);
  }

  /** The connection is gone, and the relay delivers everything again on the next. */
  clear(): void {
    this.#deliveries.clear();
    this.#told.clear();
    this.#reader = null;
  }

  /** From now on deliveries go to this reader, beginning with everything held; null: they wait. */
  readBy(tell: Tell | null): void {
    this.#reader = tell;
    this.retell();
  }

  /** There may be room again: tells everything once more. */
  retell(): void {
    this.#told.clear();
    this.#tellSoon();
  }

  /** One batch for everything that arrives in the same turn of the event loop. */
  #tellSoon(): void {
    setImmediate(() => void this.#tellUntold());
  }

  async #tellUntold(): Promise<void> {
    if (this.#telling) return;
    this.#telling = true;
    try {
      while (this.#hasUntold() && (await this.#mayTell())) this.#tellBatch();
    } finally {
      this.#telling = false;
    }
  }

  #hasUntold(): boolean {
    return this.#reader !== null && this.#told.size < this.#deliveries.size;
  }

  #tellBatch(): void {
    const fresh = [...this.#deliveries].filter(([id]) => !this.#told.has(id));
    if (this.#reader === null) return;
    for (const [id] of fresh) this.#told.add(id);
    for (const fact of factsOf(fresh.map(([, delivery]) => delivery))) this.#reader(fact);
  }
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
