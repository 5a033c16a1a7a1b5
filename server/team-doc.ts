import { ProtocolError, type ProtocolErrorCode } from '../protocol/errors.ts';
import { equalBytes } from '../protocol/hash.ts';
import type { DeviceId, TeamId } from '../protocol/ids.ts';
import { checkBeacon } from '../protocol/team/beacon.ts';
import {
  checkFirst,
  checkSuccessor,
  documentStart,
  readDocument,
  type TeamDocument,
  type TeamPin,
} from '../protocol/team/document.ts';
import { KID_BYTES } from '../protocol/team/derived-ids.ts';
import { checkPrekeyPut, readPrekey } from '../protocol/team/prekey.ts';
import type { Verify } from '../protocol/team/signature.ts';
import type { PutRefusal } from '../protocol/wire/relay-frames.ts';
import type { Claim } from './claim.ts';
import type { TeamStore } from './team-store.ts';

/** A team as the relay serves it. Everything in it is public and was checked when it came. */
export interface TeamView {
  readonly document: TeamDocument;
  readonly bytes: Uint8Array;
  readonly bundles: ReadonlyMap<DeviceId, Uint8Array>;
  /** Empty when nobody is known to be here. */
  readonly beacon: Uint8Array;
}

/** What became of a PUT. Putting again what is held already is no change and no error. */
export type Put =
  | {
      readonly ok: true;
      readonly team: TeamId;
      readonly changed: boolean;
      /** Devices that were in the document before and are no longer. */
      readonly gone: readonly DeviceId[];
    }
  | { readonly ok: false; readonly why: PutRefusal };

export interface TeamsOptions {
  readonly store: TeamStore;
  /** From RELAY_TEAMS: ids, or whole pins for a team that has changed its root. Empty: whoever is stored or claims. */
  readonly served: ReadonlyMap<TeamId, TeamPin | TeamId>;
  readonly claim: Claim | null;
  readonly verify: Verify;
  readonly clock: () => number;
  /** Hears of every team served: those already stored, and a first document when it is taken. */
  readonly welcome: (document: TeamDocument) => void;
}

/**
 * Which teams this relay serves, and the compare-and-set of what hangs on their documents (PROTOCOL §2).
 *
 * What is signed is checked against keys the relay learnt from the document before; all the relay
 * decides by itself is which teams it serves.
 */
export class Teams {
  readonly #on: TeamsOptions;
  readonly #views = new Map<TeamId, TeamView>();

  constructor(options: TeamsOptions) {
    this.#on = options;
    const { store, served } = options;
    for (const { team, bytes } of store.documents()) {
      if (served.size > 0 && !served.has(team)) continue;
      const bundles = new Map(store.bundles(team).map(({ device, bytes: held }) => [device, held]));
      const document = readDocument(bytes);
      this.#views.set(team, { document, bytes, bundles, beacon: NONE });
      options.welcome(document);
    }
  }

  /** Undefined for a team that is not served or has no document yet: the two look alike. */
  readonly view = (team: TeamId): TeamView | undefined => this.#views.get(team);

  /** The newest document of every team served. */
  readonly documents = (): readonly TeamDocument[] =>
    [...this.#views.values()].map(({ document }) => document);

  /** Needs no login: the signature is the right. A first document needs RELAY_TEAMS or the claim code. */
  putDocument(bytes: Uint8Array, claim: string): Put {
    return translated(() => {
      const held = this.#views.get(documentStart(bytes).team);
      return held === undefined ? this.#first(bytes, claim) : this.#successor(bytes, held);
    });
  }

  /** Only a device's own bundle, and only one newer than the one held. */
  putPrekey(team: TeamId, device: DeviceId, bytes: Uint8Array): Put {
    return translated(() => {
      const view = this.#views.get(team);
      if (view === undefined) return refuse('not-served');
      const { store, verify, clock } = this.#on;
      const held = view.bundles.get(device);
      const at = { document: view.document, now: clock(), ...(held && { held }) };
      if (readPrekey(bytes).device !== device) return refuse('not-allowed');
      checkPrekeyPut(bytes, at, verify);
      if (held !== undefined && equalBytes(bytes, held)) return unchanged(team);
      store.saveBundle(team, device, bytes);
      this.#views.set(team, { ...view, bundles: new Map([...view.bundles, [device, bytes]]) });
      return { ok: true, team, changed: true, gone: [] };
    });
  }

  /** Keeps the beacon that lasts longest, in memory only: it is over in two and a half minutes. */
  putBeacon(team: TeamId, device: DeviceId, bytes: Uint8Array): Put {
    return translated(() => {
      const view = this.#views.get(team);
      if (view === undefined) return refuse('not-served');
      const { verify, clock } = this.#on;
      const beacon = checkBeacon(bytes, view.document, clock(), verify);
      if (beacon.device !== device) return refuse('not-allowed');
      if (beacon.until <= this.#hereUntil(view.beacon, view.document)) return unchanged(team);
      this.#views.set(team, { ...view, beacon: bytes });
      return { ok: true, team, changed: true, gone: [] };
    });
  }

  #first(bytes: Uint8Array, typed: string): Put {
    const { store, served, claim, verify, clock, welcome } = this.#on;
    const { team } = documentStart(bytes);
    const expected = served.get(team);
    if (expected === undefined) {
      if (claim === null) return refuse('not-served');
      if (!claim.matches(typed, clock())) return refuse('bad-claim');
    }
    const { document } = checkFirst(bytes, expected ?? team, verify, clock());
    store.saveDocument(team, bytes, []);
    if (expected === undefined) claim?.use();
    this.#views.set(team, { document, bytes, bundles: new Map(), beacon: NONE });
    welcome(document);
    return { ok: true, team, changed: true, gone: [] };
  }

  #successor(bytes: Uint8Array, held: TeamView): Put {
    const { store, verify, clock } = this.#on;
    const { team } = held.document;
    if (equalBytes(bytes, held.bytes)) return unchanged(team);
    const { document } = checkSuccessor(bytes, held.bytes, verify, clock());
    const stay = new Set(document.devices.map(({ id }) => id));
    const gone = held.document.devices.map(({ id }) => id).filter((id) => !stay.has(id));
    store.saveDocument(team, bytes, gone);
    const bundles = new Map([...held.bundles].filter(([device]) => stay.has(device)));
    const beacon = this.#hereUntil(held.beacon, document) > 0 ? held.beacon : NONE;
    this.#views.set(team, { document, bytes, bundles, beacon });
    return { ok: true, team, changed: true, gone };
  }

  /** When this beacon ends under this document; 0 when it counts no more. */
  #hereUntil(beacon: Uint8Array, document: TeamDocument): number {
    try {
      return checkBeacon(beacon, document, this.#on.clock(), this.#on.verify).until;
    } catch (error) {
      if (error instanceof ProtocolError) return 0;
      throw error;
    }
  }
}

/** The kid of the bundle held for a device; eight zero bytes when there is none. */
export function kidHeld(view: TeamView, device: DeviceId): Uint8Array {
  const bundle = view.bundles.get(device);
  return bundle === undefined ? new Uint8Array(KID_BYTES) : readPrekey(bundle).kid;
}

const NONE: Uint8Array = new Uint8Array();
const unchanged = (team: TeamId): Put => ({ ok: true, team, changed: false, gone: [] });
const refuse = (why: PutRefusal): Put => ({ ok: false, why });

/** Turns a refusal of protocol/team into the word the wire has for it. */
function translated(put: () => Put): Put {
  try {
    return put();
  } catch (error) {
    if (error instanceof ProtocolError) return refuse(refusals[error.code] ?? 'bad-document');
    throw error;
  }
}

const refusals: Partial<Record<ProtocolErrorCode, PutRefusal>> = {
  'bad-signature': 'bad-signature',
  'wrong-key': 'not-allowed',
  expired: 'expired',
  older: 'not-newest',
  forked: 'not-newest',
};
