/** Vault, testing: main's side of the carrier door, over a disk and a relay in memory. */
import { readPrekey } from '../../../../protocol/team/prekey.ts';
import {
  carrierRequests,
  type CarrierFact,
  type CarrierRequests,
  type Login,
} from '../../../contract/carrier.ts';
import {
  PLAIN_MACHINE,
  type MachineRequests,
  type MachineView,
} from '../../../contract/machine.ts';
import type { Handlers } from '../../../contract/door.ts';
import { ok, refuse } from '../../../contract/outcome.ts';
import { serveDoor, type PortLike } from '../../../contract/port.ts';
import { chunks, journals, secrets, smallFiles, type FakeDisk } from './fake-disk.ts';
import type { FakeRelay } from './fake-relay.ts';
import { streams } from './fake-streams.ts';
import { crossed } from './test-env.ts';

type Some<K extends keyof CarrierRequests> = Pick<Handlers<CarrierRequests>, K>;

/** All that goes to a relay. */
export type Line = Some<
  | 'dial'
  | 'subscribe'
  | 'settle'
  | 'post'
  | 'ephemeral'
  | 'join'
  | 'fetchChunk'
  | 'openBlob'
  | 'sendChunk'
  | 'dropBlob'
  | 'fetchTeam'
  | 'putTeam'
  | 'putPrekey'
  | 'putBeacon'
>;

/** What is real in place of what is in memory. */
export interface Real {
  readonly line?: Line;
  /** Main's own requests for what lies in the vault's folder. */
  readonly files?: Partial<Handlers<CarrierRequests>>;
}

export class FakeMain {
  readonly port: PortLike;
  readonly saved: { readonly name: string; readonly text: string }[] = [];
  /** What was written through `beginSave` and kept, by name. */
  readonly savedFiles = new Map<string, Uint8Array>();
  /** What happened, by name, in order. */
  readonly log: string[] = [];
  readonly tell: (fact: CarrierFact) => void;
  /** The file the open dialog would give. */
  chosen: Uint8Array | null = null;
  chosenName = 'incidents.json';
  /** Waited for before a piece of a chosen file is given. */
  reading: (at: number) => Promise<void> = async () => undefined;
  /** The person cancels every save dialog. */
  cancels = false;
  /** As `watchIdle` last said. */
  idleMinutes = 0;
  awayMinutes = 0;
  /** As `heedWakes` last said. */
  heedsWakes = true;
  heedsHelp = true;
  online = true;
  /** How often a chunk of a blob was asked for, and how often the next ones are told to wait. */
  fetched = 0;
  busyChunks = 0;
  /** How often the next frames of a blob get no answer, though the line stands. */
  silentBlobs = 0;
  /** Bytes on the disk, as it says. */
  free = 1e12;
  /** Telling the relay that something is durable here fails. */
  settleFails = false;
  /** How often a chunk was brought, and what is waited for before such a one is answered. */
  brought = 0;
  bringing: (index: number) => Promise<void> = async () => undefined;
  readonly #disk: FakeDisk;
  readonly #relay: FakeRelay;
  readonly #stop: () => void;
  #login: Login | null = null;
  /** Once dead it does nothing and answers nobody. */
  #dead = false;

  constructor(disk: FakeDisk, relay: FakeRelay, { line, files }: Real = {}) {
    this.#disk = disk;
    this.#relay = relay;
    const [above, below] = portPair();
    this.port = above;
    const log = (what: string): void => void this.log.push(what);
    const handlers = {
      ...smallFiles(disk, log),
      ...secrets(disk, log),
      ...journals(disk, log),
      ...chunks(disk, log),
      ...this.#streams(),
      ...this.#link(),
      ...this.#blobs(),
      ...this.#team(),
      ...line,
      ...this.#dialogs(),
      ...this.#machine(),
      ...files,
    };
    const parse = (name: string, input: unknown): never => {
      if (!carrierRequests.some((one) => one === name)) throw new Error('not in the contract');
      return input as never;
    };
    const served = serveDoor<CarrierRequests, CarrierFact>(below, this.#mortal(handlers), parse);
    this.tell = (fact) => {
      if (!this.#dead) served.tell(fact);
    };
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

  /** The same handlers until the disk says that the app dies. */
  #mortal(handlers: Handlers<CarrierRequests>): Handlers<CarrierRequests> {
    const never = (): Promise<never> => new Promise(() => undefined);
    const entries = carrierRequests.map((name) => {
      const handle = handlers[name] as (input: unknown) => Promise<unknown>;
      const mortal = async (input: unknown): Promise<unknown> => {
        this.#dead ||= this.#disk.fate({ name, input, done: false });
        if (this.#dead) return await never();
        if (this.#disk.hanging.has(name)) return await never();
        if (this.#disk.failsAt(name)) throw new Error('EIO');
        const output = await handle(input);
        if (this.#disk.unsure.has(name)) throw new Error('EIO');
        this.#dead ||= this.#disk.fate({ name, input, done: true });
        this.#dead ||= !wasRefused(output) && this.#disk.diesAfter(name);
        return this.#dead ? await never() : output;
      };
      return [name, mortal] as const;
    });
    return Object.fromEntries(entries) as unknown as Handlers<CarrierRequests>;
  }

  #streams(): ReturnType<typeof streams> {
    return streams({
      chosen: () => (this.chosen === null ? null : { name: this.chosenName, bytes: this.chosen }),
      reading: async (at) => await this.reading(at),
      cancels: () => this.cancels,
      full: () => this.#disk.full,
      saved: (name, bytes) => this.savedFiles.set(name, bytes),
    });
  }

  #link(): Some<'dial' | 'subscribe' | 'settle' | 'post' | 'ephemeral' | 'join'> {
    const relay = this.#relay;
    return {
      dial: async ({ login }) => {
        this.log.push(login === null ? 'dial' : 'dial to sign in');
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
        if (this.settleFails) throw new Error('the port is closed');
        if (!this.online || this.#login === null) return refuse('offline');
        this.log.push('settle');
        for (const id of ids) relay.queue(this.#login.device).waiting.delete(id);
        return ok(null);
      },
      post: async (post) => (this.online ? ok(relay.post(post)) : refuse('offline')),
      join: async (asked) =>
        this.online ? ok(relay.post({ ...asked, wake: false })) : refuse('offline'),
      ephemeral: async (sign) => {
        if (!this.online) return refuse('offline');
        relay.ephemeral(sign);
        return ok(null);
      },
    };
  }

  #blobs(): Some<'fetchChunk' | 'openBlob' | 'sendChunk' | 'dropBlob'> {
    const relay = this.#relay;
    const held = (): 'offline' | 'busy' | null => {
      if (!this.online) return 'offline';
      if (this.silentBlobs > 0) {
        this.silentBlobs -= 1;
        return 'offline';
      }
      if (this.busyChunks === 0) return null;
      this.busyChunks -= 1;
      return 'busy';
    };
    return {
      fetchChunk: async ({ blob, index }) => {
        this.fetched += 1;
        const why = held();
        if (why !== null) return refuse(why);
        const chunk = relay.blobs.get(blob)?.[index];
        return chunk === undefined ? refuse('absent') : ok(chunk);
      },
      openBlob: async ({ blob, own, chunks: count }) => {
        const why = held();
        return why === null ? relay.openBlob(blob, own, count) : refuse(why);
      },
      sendChunk: async ({ blob, own, index, chunk }) => {
        this.brought += 1;
        const why = held();
        if (why !== null) return refuse(why);
        const put = relay.putChunk(blob, own, index, chunk);
        await this.bringing(index);
        return put;
      },
      dropBlob: async ({ blob, own }) => {
        const why = held();
        if (why !== null) return refuse(why);
        relay.dropBlob(blob, own);
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

  #machine(): Handlers<MachineRequests> {
    let view: MachineView = { ...PLAIN_MACHINE, taken: false };
    return {
      machine: async () => view,
      setMachine: async (wish) => {
        view = { ...wish, taken: false };
        return ok(view);
      },
      countUnread: async ({ unread }) => {
        this.log.push(`unread ${unread}`);
        return null;
      },
    };
  }

  #dialogs(): Some<
    | 'save'
    | 'print'
    | 'open'
    | 'setupHint'
    | 'space'
    | 'watchIdle'
    | 'watchAway'
    | 'heedWakes'
    | 'call'
  > {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return {
      save: async ({ name, bytes }) => {
        if (this.cancels) return refuse('cancelled');
        this.saved.push({ name, text: decoder.decode(bytes) });
        return ok({ name });
      },
      print: async ({ name, html }) => {
        if (this.cancels) return refuse('cancelled');
        this.saved.push({ name, text: html });
        return ok({ name });
      },
      open: async () =>
        this.chosen === null
          ? refuse('cancelled')
          : ok({ name: this.chosenName, bytes: this.chosen }),
      setupHint: async () => ({ relay: '', claim: '', invite: '' }),
      space: async () => ({ free: this.free }),
      watchIdle: async ({ minutes }) => {
        this.idleMinutes = minutes;
        return null;
      },
      watchAway: async ({ minutes }) => {
        this.awayMinutes = minutes;
        return null;
      },
      heedWakes: async ({ on, help }) => {
        this.heedsWakes = on;
        this.heedsHelp = help;
        return null;
      },
      call: async ({ what }) => {
        this.log.push(`call ${what}`);
        return null;
      },
    };
  }
}

const wasRefused = (output: unknown): boolean =>
  typeof output === 'object' && output !== null && 'ok' in output && output.ok === false;

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
