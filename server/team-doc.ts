import { ProtocolError, type ProtocolErrorCode } from '../protocol/errors.ts';
import { equalBytes } from '../protocol/hash.ts';
import type { DeviceId, TeamId } from '../protocol/ids.ts';
import { checkBeacon } from '../protocol/team/beacon.ts';
import {
  checkFirst,
  checkSuccessor,
  readDocument,
  type TeamDocument,
  type TeamPin,
} from '../protocol/team/document.ts';
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

export type Put =
  /** `gone` are devices that were in the document before and are no longer. */
  | { readonly ok: true; readonly changed: boolean; readonly gone: readonly DeviceId[] }
  | { readonly ok: false; readonly why: PutRefusal };

/** Which teams this relay serves, and the compare-and-set of what hangs on their documents (PROTOCOL §2). */
export interface Teams {
  /** Undefined for a team that is not served or has no document yet: the two look alike. */
  readonly view: (team: TeamId) => TeamView | undefined;
  readonly count: () => number;
  /** Needs no login: the signature is the right. A first document needs RELAY_TEAMS or the claim code. */
  readonly putDocument: (bytes: Uint8Array, claim: string) => Put & { readonly team?: TeamId };
  readonly putPrekey: (team: TeamId, device: DeviceId, bytes: Uint8Array) => Put;
  readonly putBeacon: (team: TeamId, device: DeviceId, bytes: Uint8Array) => Put;
}

/** Signed bytes are checked against keys the relay pinned itself; ours to decide is only which teams. */
export function serveTeams(options: {
  readonly store: TeamStore;
  /** From RELAY_TEAMS: ids, or whole pins for a team that has changed its root. Empty: whoever is stored or claims. */
  readonly served: ReadonlyMap<TeamId, TeamPin | TeamId>;
  readonly claim: Claim | null;
  readonly verify: Verify;
  readonly clock: () => number;
}): Teams {
  const { store, served, claim, verify, clock } = options;
  const views = new Map<TeamId, TeamView>();
  for (const { team, bytes } of store.documents()) {
    if (served.size > 0 && !served.has(team)) continue;
    const bundles = new Map(store.bundles(team).map(({ device, bytes: held }) => [device, held]));
    views.set(team, { document: readDocument(bytes), bytes, bundles, beacon: NONE });
  }

  const first = (bytes: Uint8Array, typed: string): Put & { team?: TeamId } => {
    const { team } = readDocument(bytes);
    const expected = served.get(team);
    if (expected === undefined) {
      if (claim === null) return refuse('not-served');
      if (!claim.matches(typed, clock())) return refuse('bad-claim');
    }
    const { document } = checkFirst(bytes, expected ?? team, verify, clock());
    store.saveDocument(team, bytes, []);
    claim?.use();
    views.set(team, { document, bytes, bundles: new Map(), beacon: NONE });
    return { ok: true, changed: true, gone: [], team };
  };

  const successor = (bytes: Uint8Array, held: TeamView): Put & { team?: TeamId } => {
    const { team } = held.document;
    if (equalBytes(bytes, held.bytes)) return { ...UNCHANGED, team };
    const { document } = checkSuccessor(bytes, held.bytes, verify, clock());
    const stay = new Set(document.devices.map(({ id }) => id));
    const gone = held.document.devices.map(({ id }) => id).filter((id) => !stay.has(id));
    store.saveDocument(team, bytes, gone);
    const bundles = new Map([...held.bundles].filter(([device]) => stay.has(device)));
    const beacon = stillStands(held.beacon, document) ? held.beacon : NONE;
    views.set(team, { document, bytes, bundles, beacon });
    return { ok: true, changed: true, gone, team };
  };

  const stillStands = (beacon: Uint8Array, document: TeamDocument): boolean =>
    beacon.length > 0 &&
    attempt(() => {
      checkBeacon(beacon, document, clock(), verify);
      return UNCHANGED;
    }).ok;

  return {
    view: (team) => views.get(team),
    count: () => views.size,
    putDocument: (bytes, typed) =>
      attempt(() => {
        const held = views.get(readDocument(bytes).team);
        return held === undefined ? first(bytes, typed) : successor(bytes, held);
      }),
    putPrekey: (team, device, bytes) =>
      attempt(() => {
        const view = views.get(team);
        if (view === undefined) return refuse('not-served');
        const held = view.bundles.get(device);
        const at = { document: view.document, now: clock(), ...(held && { held }) };
        if (checkPrekeyPut(bytes, at, verify).device !== device) return refuse('not-allowed');
        if (held !== undefined && equalBytes(bytes, held)) return UNCHANGED;
        store.saveBundle(team, device, bytes);
        views.set(team, { ...view, bundles: new Map([...view.bundles, [device, bytes]]) });
        return { ok: true, changed: true, gone: [] };
      }),
    putBeacon: (team, device, bytes) =>
      attempt(() => {
        const view = views.get(team);
        if (view === undefined) return refuse('not-served');
        const beacon = checkBeacon(bytes, view.document, clock(), verify);
        if (beacon.device !== device) return refuse('not-allowed');
        if (beacon.until <= untilOf(view)) return UNCHANGED;
        views.set(team, { ...view, beacon: bytes });
        return { ok: true, changed: true, gone: [] };
      }),
  };

  /** When the beacon held now ends; 0 without one. */
  function untilOf(view: TeamView): number {
    try {
      return checkBeacon(view.beacon, view.document, clock(), verify).until;
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

const KID_BYTES = 8;
const NONE: Uint8Array = new Uint8Array();
const UNCHANGED: Put & { ok: true } = { ok: true, changed: false, gone: [] };
const refuse = (why: PutRefusal): Put => ({ ok: false, why });

/** Turns a refusal of protocol/team into the word the wire has for it. */
function attempt<T extends Put>(put: () => T): T | Put {
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
