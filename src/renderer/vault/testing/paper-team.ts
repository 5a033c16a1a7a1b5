/** Vault, testing: a team's devices that share papers, over records in memory and a post that a test delivers by hand. */
import { open } from '../../../../protocol/crypto/envelope.ts';
import { sign } from '../../../../protocol/crypto/keys.ts';
import { BucketId, type DeviceId } from '../../../../protocol/ids.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import { roles, type TeamDocument } from '../../../../protocol/team/document.ts';
import type { Role } from '../../../../protocol/team/device-entry.ts';
import { readPrekey } from '../../../../protocol/team/prekey.ts';
import { testTeam, type TestDevice } from '../../../../protocol/testing/team.ts';
import type { SendResult } from '../../../../protocol/wire/relay-frames.ts';
import { ok } from '../../../contract/outcome.ts';
import type { DeskFact } from '../../../contract/desk.ts';
import type { Held } from '../inbox/judge.ts';
import { openPapers, type PaperParts, type Papers } from '../papers/open-papers.ts';
import { MemoryStore } from './memory-store.ts';
import { testEnv, type TestEnv } from './test-env.ts';

export interface PaperDevice {
  readonly id: DeviceId;
  readonly keys: TestDevice;
  readonly papers: Papers;
  readonly store: MemoryStore;
  readonly facts: DeskFact[];
  /** Called with each fact as well, by a room that goes by it. */
  readonly hearing: Set<(fact: DeskFact) => void>;
  /** What waits for it, opened; a test takes from it in any order. */
  readonly queue: Held[];
  /** Closes what is open and opens it again over the same records. */
  readonly restart: () => Promise<PaperDevice>;
}

export interface PaperTeam {
  readonly env: TestEnv;
  readonly devices: readonly PaperDevice[];
  /** The newest document, held by every device. */
  document: TeamDocument;
  /** Every device has asked the relay, which then shows these devices' prekeys. */
  readonly fetched: (reachable?: readonly PaperDevice[]) => Promise<void>;
  /** Every device has heard that the document is another one. */
  readonly accepted: () => Promise<void>;
  readonly full: Set<DeviceId>;
  readonly seen: Map<DeviceId, number>;
  /** How many envelopes were posted. */
  posts: number;
}

export async function paperTeam(granted: readonly (readonly Role[])[]): Promise<PaperTeam> {
  const made = testTeam('papers', granted);
  const env = testEnv(made.now);
  const queues = new Map<DeviceId, Held[]>(made.devices.map(({ id }) => [id, []]));
  const fetching: (() => Promise<void>)[] = [];
  const accepting: Parameters<PaperParts['documents']['whenAccepted']>[0][] = [];
  let held = made.document;
  let reachable = new Set<DeviceId>(made.devices.map(({ id }) => id));
  const team: { -readonly [K in keyof PaperTeam]: PaperTeam[K] } = {
    env,
    devices: [],
    document: made.document,
    full: new Set(),
    seen: new Map(),
    posts: 0,
    accepted: async () => {
      const before = held;
      held = team.document;
      for (const heard of accepting) await heard(before, team.document);
      await rest();
    },
    fetched: async (devices = team.devices) => {
      reachable = new Set(devices.map(({ id }) => id));
      for (const heard of fetching) await heard();
      await rest();
    },
  };

  const post = (sender: TestDevice): PaperParts['carrier']['post'] => {
    return async ({ targets, header, ct }) => {
      team.posts += 1;
      return ok(
        targets.map((target): SendResult => {
          if (target.kind !== 'device' || team.full.has(target.device)) return 'full';
          const to = made.devices.find(({ id }) => id === target.device);
          if (to === undefined || target.device === sender.id) return 'refused';
          const copy = { header, wrap: target.wrap, ct };
          queues.get(to.id)?.push(open(copy, { team: made.team, ik: to.ik, keyFor: () => to.spk }));
          return 'accepted';
        }),
      );
    };
  };

  const documents: PaperParts['documents'] = {
    current: () => team.document,
    devices: () =>
      new Map(
        made.document.devices.map(({ id, ik, roles: known }) => {
          const listed = team.document.devices.find((one) => one.id === id);
          const now = roles.filter((role) => (listed?.roles ?? known).includes(role));
          return [SenderKey.of(ik), { id, roles: now, revoked: listed === undefined }];
        }),
      ),
    reachable: () =>
      made.devices.flatMap(({ id, bundle }) => {
        const device = team.document.devices.find((one) => one.id === id);
        return device === undefined || !reachable.has(id)
          ? []
          : [{ device, bundle: readPrekey(bundle) }];
      }),
    lastSeen: (id) => team.seen.get(id) ?? null,
    whenAccepted: (heard) => void accepting.push(heard),
    whenFetched: (heard) => void fetching.push(async () => await heard(true)),
  };

  const start = async (keys: TestDevice, store: MemoryStore): Promise<PaperDevice> => {
    const facts: DeskFact[] = [];
    const hearing: PaperDevice['hearing'] = new Set();
    const papers = await openPapers({
      env,
      store,
      own: BUCKET,
      nameKey: () => new Uint8Array(32).fill(7),
      carrier: { post: post(keys) },
      device: {
        keys,
        me: SenderKey.of(keys.ik.publicKey),
        sign: (message) => sign(keys.sign, message),
      },
      documents,
      refetch: async () => await team.fetched(),
      tell: (fact) => {
        facts.push(fact);
        for (const hear of hearing) hear(fact);
      },
    });
    const restart = async (): Promise<PaperDevice> => {
      papers.stop();
      return await start(keys, store);
    };
    const queue = queues.get(keys.id) ?? [];
    return { id: keys.id, keys, papers, store, facts, hearing, queue, restart };
  };
  for (const keys of made.devices) {
    team.devices = [...team.devices, await start(keys, new MemoryStore())];
  }
  return team;
}

const BUCKET = BucketId.random();

/** Until the post has done what it was asked to. */
export async function rest(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
  }
}

/** Everything that waits for it, in this order: the n-th of what is left each time. */
export async function delivered(
  { papers, queue }: PaperDevice,
  order: (left: number) => number = () => 0,
): Promise<readonly string[]> {
  const taken: string[] = [];
  while (queue.length > 0) {
    const [held] = queue.splice(Math.min(order(queue.length), queue.length - 1), 1);
    if (held !== undefined) taken.push((await papers.take(held)) ?? 'nothing');
  }
  return taken;
}
