/** Vault, testing: main's side of the carrier door, over a disk and a relay in memory. */
import { readPrekey } from '../../../../protocol/team/prekey.ts';
import {
  carrierRequests,
  type CarrierFact,
  type CarrierRequests,
  type Login,
  type VaultFiles,
} from '../../../contract/carrier.ts';
import type { Handlers } from '../../../contract/door.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import { serveDoor, type PortLike } from '../../../contract/port.ts';
import type { FakeRelay } from './fake-relay.ts';

/** What survives a crash. */
export class FakeDisk {
  header: Uint8Array | null = null;
  keyring: Uint8Array | null = null;
  readonly journal: Uint8Array[] = [];
  /** Writes are refused. */
  full = false;
  /** The app dies right after this many more appends: the write is done, the answer never comes. */
  appendsUntilCrash = Infinity;
  keyringWrites = 0;
}

export interface FakeMain {
  readonly port: PortLike;
  readonly saved: { readonly name: string; readonly text: string }[];
  /** The file the open dialog would give. */
  chosen: Uint8Array | null;
  online: boolean;
  readonly log: string[];
  readonly tell: (fact: CarrierFact) => void;
  readonly goOnline: () => void;
  readonly goOffline: () => void;
  readonly stop: () => void;
}

const PAGE = 3;

export function fakeMain(disk: FakeDisk, relay: FakeRelay): FakeMain {
  const [above, below] = portPair();
  let login: Login | null = null;
  const log: string[] = [];

  const connect = (): void => {
    if (!main.online) return;
    tell({ type: 'link-changed', link: 'online' });
    if (login === null) return;
    const bundle = relay.bundles.get(login.device);
    const kid = bundle === undefined ? new Uint8Array(8) : readPrekey(bundle).kid;
    const { document, time } = relay.team();
    tell({
      type: 'signed-in',
      kid,
      documentSeq: document.length > 0 ? login.documentSeq : 0,
      time,
    });
  };

  const handlers: Handlers<CarrierRequests> = {
    readVault: async () => ({ header: disk.header, keyring: disk.keyring }),
    writeVault: async ({ header, keyring }: Partial<VaultFiles>) => {
      if (disk.full) return refuse('disk-full');
      if (header !== undefined) disk.header = header;
      if (keyring !== undefined) {
        disk.keyring = keyring;
        disk.keyringWrites += 1;
        log.push('keyring');
      }
      return ok(null);
    },
    append: async ({ entries }) => {
      if (disk.full) return refuse('disk-full');
      disk.journal.push(...entries);
      log.push('append');
      disk.appendsUntilCrash -= 1;
      if (disk.appendsUntilCrash <= 0) return await new Promise(() => undefined);
      return ok(null);
    },
    replay: async ({ from }) => {
      const entries = disk.journal.slice(from, from + PAGE);
      const next = from + entries.length;
      return { entries, next, end: next >= disk.journal.length };
    },
    dial: async ({ login: who }) => {
      login = who;
      connect();
      return ok(null);
    },
    subscribe: async () => {
      if (!main.online || login === null) return refuse('offline');
      log.push('subscribe');
      relay.subscribe(login.device, {
        deliver: (envelopes) => tell({ type: 'envelopes-arrived', envelopes }),
        sign: (copy) => tell({ type: 'ephemeral-arrived', ...copy }),
      });
      return ok(null);
    },
    settle: async ({ ids }) => {
      if (!main.online || login === null) return refuse('offline');
      log.push('settle');
      for (const id of ids) relay.queue(login.device).waiting.delete(id);
      return ok(null);
    },
    post: async (post) => (main.online ? ok(relay.post(post)) : refuse('offline')),
    ephemeral: async (sign) => {
      if (!main.online) return refuse('offline');
      relay.ephemeral(sign);
      return ok(null);
    },
    fetchTeam: async () => (main.online ? ok(relay.team()) : refuse('offline')),
    putTeam: async ({ document, claim }) =>
      main.online ? relay.putTeam(document, claim) : refuse('offline'),
    putPrekey: async ({ bundle }) => {
      log.push('prekey');
      return main.online ? relay.putPrekey(bundle) : refuse('offline');
    },
    putBeacon: async ({ beacon }) => {
      if (!main.online) return refuse('offline');
      relay.beacon = beacon;
      return ok(null);
    },
    save: async ({ name, bytes }) => {
      main.saved.push({ name, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) });
      return ok({ name });
    },
    print: async ({ name, html }) => {
      main.saved.push({ name, text: html });
      return ok({ name });
    },
    open: async () =>
      main.chosen === null
        ? refuse('cancelled')
        : ok({ name: 'incidents.json', bytes: main.chosen }),
    space: async () => ({ free: 1e12 }),
    setupHint: async () => ({ relay: '', claim: '' }),
  };
  const served = serveDoor<CarrierRequests, CarrierFact>(below, handlers, (name, input) => {
    if (!carrierRequests.includes(name)) throw new Error('not in the contract');
    return input as never;
  });
  const { tell } = served;

  const main: FakeMain = {
    port: above,
    saved: [],
    chosen: null,
    online: true,
    log,
    tell,
    goOnline: () => {
      main.online = true;
      connect();
    },
    goOffline: () => {
      main.online = false;
      if (login !== null) relay.leave(login.device);
      tell({ type: 'link-changed', link: 'offline' });
    },
    stop: () => {
      served.stop();
      if (login !== null) relay.leave(login.device);
    },
  };
  return main;
}

/** Two ends of a wire that clones what crosses, as a MessagePort does. */
export function portPair(): readonly [PortLike, PortLike] {
  const listeners = [
    new Set<(message: unknown) => void>(),
    new Set<(message: unknown) => void>(),
  ] as const;
  const end = (mine: 0 | 1, other: 0 | 1): PortLike => ({
    post: (message) => {
      const clone: unknown = structuredClone(message);
      queueMicrotask(() => {
        for (const listener of listeners[other]) listener(clone);
      });
    },
    listen: (onMessage) => {
      listeners[mine].add(onMessage);
      return () => {
        listeners[mine].delete(onMessage);
      };
    },
  });
  return [end(0, 1), end(1, 0)];
}
