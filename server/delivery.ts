import type { EnvelopeId } from '../protocol/ids.ts';
import { DELIVER_WINDOW } from '../protocol/limits.ts';
import type { RelayFrame } from '../protocol/wire/relay-frames.ts';
import type { Mailboxes, Owner, Waiting } from './mailbox/contract.ts';

/** One connection reading one queue from its start, at most {@link DELIVER_WINDOW} ahead of its acks. */
export interface Delivery {
  /** Something may have come into the queue. */
  readonly wake: () => void;
  /** The owner says this one is safe; true when it was one we were waiting for. */
  readonly settle: (eid: EnvelopeId) => boolean;
  readonly awaits: (eid: EnvelopeId) => boolean;
  /** Nothing is delivered after this; what was not acknowledged waits for the next subscriber. */
  readonly stop: () => void;
}

/** Starts delivering. `failed` hears of a store that cannot be read. */
export function deliver(
  owner: Owner,
  mailboxes: Mailboxes,
  to: { readonly send: (frame: RelayFrame) => void; readonly failed: (error: unknown) => void },
): Delivery {
  const unsettled = new Set<EnvelopeId>();
  let place = 0;
  let running = false;
  let again = false;
  let stopped = false;

  const fill = async (): Promise<void> => {
    do {
      again = false;
      const room = DELIVER_WINDOW - unsettled.size;
      if (room <= 0) return;
      const waiting = await mailboxes.next(owner, place, room);
      if (stopped) return;
      for (const item of waiting) {
        place = item.place;
        unsettled.add(item.kind === 'envelope' ? item.envelope.id : item.eid);
        to.send(frameOf(item));
      }
      if (waiting.length === room) again = true;
    } while (again);
  };

  const wake = (): void => {
    again = true;
    if (running || stopped) return;
    running = true;
    fill().then(
      () => {
        running = false;
        if (again && unsettled.size < DELIVER_WINDOW) wake();
      },
      (error: unknown) => to.failed(error),
    );
  };

  wake();
  return {
    wake,
    settle: (eid) => {
      if (!unsettled.delete(eid)) return false;
      wake();
      return true;
    },
    awaits: (eid) => unsettled.has(eid),
    stop: () => {
      stopped = true;
    },
  };
}

const frameOf = (item: Waiting): RelayFrame =>
  item.kind === 'envelope'
    ? { type: 'deliver', envelope: item.envelope }
    : { type: 'expired', eid: item.eid, day: item.day };
