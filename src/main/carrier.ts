/** Main's side of the carrier door: one page at a time, served by the parts that outlive it. */
import type { CarrierFact, CarrierRequests, SetupHint } from '../contract/carrier.ts';
import type { Handlers } from '../contract/door.ts';
import { serveDoor } from '../contract/port.ts';
import { documentRequests, type DocumentParts } from './files/document-requests.ts';
import { fileRequests, type FileParts } from './files/requests.ts';
import { openStreams, type StreamRequest, type Streams } from './files/streams.ts';
import type { PagePort } from './ipc/hand-over.ts';
import { parseRequest } from './ipc/schemas.ts';
import { linkRequests } from './link/requests.ts';
import type { Link } from './link/link.ts';
import type { Caller } from './shell/caller.ts';
import type { Machine } from './shell/machine.ts';
import type { IdleWatch } from './shell/idle.ts';
import { keychainRequests, type KeychainParts } from './shell/keychain.ts';

export interface CarrierParts {
  readonly files: FileParts;
  readonly documents: DocumentParts;
  readonly keychain: KeychainParts;
  readonly link: Link;
  readonly idle: IdleWatch;
  /** The same for being away, which locks nothing. */
  readonly away: IdleWatch;
  readonly caller: Caller;
  readonly machine: Machine;
  readonly wipe: () => Promise<void>;
  readonly setupHint: () => SetupHint;
  /** Free bytes where they are too few, else null. */
  readonly lowSpace: () => number | null;
}

export interface CarrierSeat {
  readonly serve: (port: PagePort) => void;
  /** Tells the page that is there, if one is. */
  readonly tell: (fact: CarrierFact) => void;
  /** Whether a file is being written that {@link CarrierSeat.abandon} would delete. */
  readonly saving: () => boolean;
  /** Deletes unfinished files, before the app ends. */
  readonly abandon: () => Promise<void>;
}

/** Serves whichever page holds the port. When that page is gone, its seat at the link is empty again. */
export function carrierSeat(parts: CarrierParts): CarrierSeat {
  const { documents, link, idle, away, machine, lowSpace } = parts;
  let current: { readonly tell: (fact: CarrierFact) => void } | null = null;
  const pages = new Set<Streams>();
  const shared = sharedHandlers(parts);

  return {
    serve: (port) => {
      const streams = openStreams(documents);
      pages.add(streams);
      const handlers = { ...shared, ...streams.handlers };
      const door = serveDoor<CarrierRequests, CarrierFact>(port, handlers, parseRequest);
      const mine = { tell: door.tell };
      current = mine;
      link.seat(door.tell);
      const free = lowSpace();
      if (free !== null) door.tell({ type: 'low-space', free });
      port.onGone(() => {
        door.stop();
        void streams.close().finally(() => pages.delete(streams));
        if (current !== mine) return;
        current = null;
        idle.stop();
        away.stop();
        machine.count(0);
        link.vacate();
      });
    },
    tell: (fact) => current?.tell(fact),
    saving: () => [...pages].some((streams) => streams.saving()),
    abandon: async () => {
      await Promise.all([...pages].map((streams) => streams.close()));
    },
  };
}

/** What is the same for every page. */
function sharedHandlers({
  files,
  documents,
  keychain,
  link,
  idle,
  away,
  caller,
  machine,
  wipe,
  setupHint,
}: CarrierParts): Omit<Handlers<CarrierRequests>, StreamRequest> {
  return {
    ...fileRequests(files),
    ...documentRequests(documents),
    ...keychainRequests(keychain),
    ...linkRequests(link),
    watchIdle: async ({ minutes }) => {
      idle.watch(minutes);
      return null;
    },
    watchAway: async ({ minutes }) => {
      away.watch(minutes);
      return null;
    },
    heedWakes: async (heeds) => {
      caller.heed(heeds);
      return null;
    },
    call: async ({ what }) => {
      caller.call(what);
      return null;
    },
    wipe: async () => {
      await wipe();
      return null;
    },
    machine: async () => await machine.view(),
    setMachine: async (wish) => await machine.set(wish),
    countUnread: async ({ unread }) => {
      machine.count(unread);
      return null;
    },
    setupHint: async () => setupHint(),
  };
}
