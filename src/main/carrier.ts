/** Main's side of the carrier door: one page at a time, served by the parts that outlive it. */
import type { CarrierFact, CarrierRequests } from '../contract/carrier.ts';
import { serveDoor } from '../contract/port.ts';
import type { PagePort } from './ipc/hand-over.ts';
import { parseRequest } from './ipc/schemas.ts';
import { fileRequests, type FileParts } from './files/requests.ts';
import { linkRequests } from './link/requests.ts';
import type { Link } from './link/link.ts';
import type { SetupHint } from './shell/setup-link.ts';

export interface CarrierParts {
  readonly files: FileParts;
  readonly link: Link;
  readonly setupHint: () => SetupHint;
  /** Free bytes where they are too few, else null. */
  readonly lowSpace: () => number | null;
}

export interface CarrierSeat {
  readonly serve: (port: PagePort) => void;
  /** Tells the page that is there, if one is. */
  readonly tell: (fact: CarrierFact) => void;
}

/** Serves whichever page holds the port. When that page is gone, its seat at the link is empty again. */
export function carrierSeat({ files, link, setupHint, lowSpace }: CarrierParts): CarrierSeat {
  let current: { readonly tell: (fact: CarrierFact) => void } | null = null;
  const handlers = {
    ...fileRequests(files),
    ...linkRequests(link),
    setupHint: async () => setupHint(),
  };
  return {
    serve: (port) => {
      const door = serveDoor<CarrierRequests, CarrierFact>(port, handlers, parseRequest);
      const mine = { tell: door.tell };
      current = mine;
      link.seat(door.tell);
      const free = lowSpace();
      if (free !== null) door.tell({ type: 'low-space', free });
      port.onGone(() => {
        door.stop();
        if (current !== mine) return;
        current = null;
        link.vacate();
      });
    },
    tell: (fact) => current?.tell(fact),
  };
}
