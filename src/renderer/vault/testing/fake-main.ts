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
import { crossed } from './test-env.ts';

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

const PAGE = 3;

type Some<K extends keyof CarrierRequests> = Pick<Handlers<CarrierRequests>, K>;

export class FakeMain {
  readonly port: PortLike;
  readonly saved: { readonly name: string; readonly text: string }[] = [];
  /** What happened, by name, in order. */
  readonly log: string[] = [];
  readonly tell: (fact: CarrierFact) => void;
  /** The file the open dialog would give. */
  chosen: Uint8Array | null = null;
  online = true;
  readonly #disk: FakeDisk;
  readonly #relay: FakeRelay;
  readonly #stop: () => void;
  #login: Login | null = null;

  constructor(disk: FakeDisk, relay: FakeRelay) {
    this.#disk = disk;
    this.#relay = relay;
    const [above, below] = portPair();
    this.port = above;
    const handlers = { ...this.#files(), ...this.#link(), ...this.#team(), ...this.#dialogs() };
    const parse = (name: string, input: unknown): never => {
      if (!carrierRequests.some((one) => one === name)) throw new Error('not in the contract');
      return input as never;
    };
    const served = serveDoor<CarrierRequests, CarrierFact>(below, handlers, parse);
    this.tell = served.tell;
    this.#stop = served.stop;
  }

  goOnline(): void {
    this.online = true;
    this.#connect();
  }

  goOffline(): void {
    this.online = false;
    if (this.#login !== null) this.#relay.leave(this.#login.device);
    this.tell({ type: 'link-changed', link: 'offline' });
  }

  stop(): void {
    this.#stop();
    if (this.#login !== null) this.#relay.leave(this.#login.device);
  }

  #connect(): void {
    if (!this.online) return;
    this.tell({ type: 'link-changed', link: 'online' });
    if (this.#login === null) return;
    const { device, documentSeq } = this.#login;
    const bundle = this.#relay.bundles.get(device);
    const kid = bundle === undefined ? new Uint8Array(8) : readPrekey(bundle).kid;
    this.tell({ type: 'signed-in', kid, documentSeq, time: this.#relay.team().time });
  }

  #files(): Some<'readVault' | 'writeVault' | 'append' | 'replay' | 'space'> {
    const disk = this.#disk;
    return {
      readVault: async () => ({ header: disk.header, keyring: disk.keyring }),
      writeVault: async ({ header, keyring }: Partial<VaultFiles>) => {
        if (disk.full) return refuse('disk-full');
        if (header !== undefined) disk.header = header;
        if (keyring === undefined) return ok(null);
        disk.keyring = keyring;
        disk.keyringWrites += 1;
        this.log.push('keyring');
        return ok(null);
      },
      append: async ({ entries }) => {
        if (disk.full) return refuse('disk-full');
        disk.journal.push(...entries);
        this.log.push('append');
        disk.appendsUntilCrash -= 1;
        if (disk.appendsUntilCrash <= 0) return await new Promise(() => undefined);
        return ok(null);
      },
      replay: async ({ from }) => {
        const entries = disk.journal.slice(from, from + PAGE);
        const next = from + entries.length;
        return { entries, next, end: next >= disk.journal.length };
      },
      space: async () => ({ free: 1e12 }),
    };
  }

  #link(): Some<'dial' | 'subscribe' | 'settle' | 'post' | 'ephemeral'> {
    const relay = this.#relay;
    return {
      dial: async ({ login }) => {
        this.#login = login;
        this.#connect();
        return ok(null);
      },
      subscribe: async () => {
        if (!this.online || this.#login === null) return refuse('offline');
        this.log.push('subscribe');
        relay.subscribe(this.#login.device, {
          deliver: (envelopes) => this.tell({ type: 'envelopes-arrived', envelopes }),
          sign: (copy) => this.tell({ type: 'ephemeral-arrived', ...copy }),
        });
        return ok(null);
      },
      settle: async ({ ids }) => {
        if (!this.online || this.#login === null) return refuse('offline');
        this.log.push('settle');
        for (const id of ids) relay.queue(this.#login.device).waiting.delete(id);
        return ok(null);
      },
      post: async (post) => (this.online ? ok(relay.post(post)) : refuse('offline')),
      ephemeral: async (sign) => {
        if (!this.online) return refuse('offline');
        relay.ephemeral(sign);
        return ok(null);
      },
    };
  }

  #team(): Some<'fetchTeam' | 'putTeam' | 'putPrekey' | 'putBeacon'> {
    const relay = this.#relay;
    return {
      fetchTeam: async () => (this.online ? ok(relay.team()) : refuse('offline')),
      putTeam: async ({ document, claim }) =>
        this.online ? relay.putTeam(document, claim) : refuse('offline'),
      putPrekey: async ({ bundle }) => {
        this.log.push('prekey');
        return this.online ? relay.putPrekey(bundle) : refuse('offline');
      },
      putBeacon: async ({ beacon }) => {
        if (!this.online) return refuse('offline');
        relay.beacon = beacon;
        return ok(null);
      },
    };
  }

  #dialogs(): Some<'save' | 'print' | 'open' | 'setupHint'> {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return {
      save: async ({ name, bytes }) => {
        this.saved.push({ name, text: decoder.decode(bytes) });
        return ok({ name });
      },
      print: async ({ name, html }) => {
        this.saved.push({ name, text: html });
        return ok({ name });
      },
      open: async () =>
        this.chosen === null
          ? refuse('cancelled')
          : ok({ name: 'incidents.json', bytes: this.chosen }),
      setupHint: async () => ({ relay: '', claim: '' }),
    };
  }
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
      crossed();
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
