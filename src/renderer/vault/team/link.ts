/**
 * Vault, team: what happens when the relay can be reached.
 *
 * Signed in → document and bundles → a newer prekey is put → only then delivery starts → outbox and
 * beacon. The beacon says "somebody is here" while the vault is open and online, and for no longer.
 */
import { BEACON_EVERY_MS, PREKEY_EVERY_MS, REFETCH_TEAM_MS } from '../../../../protocol/limits.ts';
import { beaconUntil, signBeacon } from '../../../../protocol/team/beacon.ts';
import { nearRelayTime } from '../../../../protocol/team/clock.ts';
import type { Carrier, CarrierFact, LinkState } from '../../../contract/carrier.ts';
import type { Env } from '../env.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import type { Device } from './device.ts';
import type { Documents } from './documents.ts';
import type { Prekeys } from './prekeys.ts';

export interface Link {
  /** Dials and signs in, with the newest document's origins. */
  readonly begin: () => Promise<void>;
  readonly fact: (fact: CarrierFact) => void;
  /** Fetches the document now; for an envelope of a device nobody has heard of. */
  readonly refetch: () => Promise<void>;
  readonly stop: () => void;
}

type Parts = {
  readonly env: Env;
  readonly carrier: Carrier;
  readonly keys: VaultKeys;
  readonly device: Device;
  readonly documents: Documents;
  readonly prekeys: Prekeys;
  /** True once delivery runs, false when the link is gone. */
  readonly online: (online: boolean) => void;
  /** The document changed: what waits for it can be judged again. */
  readonly newDocument: () => Promise<void>;
};

export function teamLink(parts: Parts): Link {
  const { env, carrier, keys, device, documents, prekeys } = parts;
  const team = documents.current().team;
  const timers = new Map<string, () => void>();
  let stopped = false;
  let held: Uint8Array = new Uint8Array(0);

  const clock = (): number => {
    const relay = documents.relayTime();
    return nearRelayTime({ local: env.now(), ...(relay === undefined ? {} : { relay }) });
  };

  const refetch = async (): Promise<void> => {
    if (await documents.fetch()) await parts.newDocument();
  };

  const publish = async (): Promise<void> =>
    await prekeys.publish({ kid: held, relayTime: documents.relayTime() ?? env.now() });

  const beacon = async (): Promise<void> => {
    const until = beaconUntil(clock());
    await carrier.putBeacon({
      beacon: signBeacon({ team, device: device.keys.id, until }, device.sign),
    });
  };

  /** Again and again until the link goes; a failure is tried at the next turn. */
  const every = (name: string, ms: number, work: () => Promise<void>): void => {
    timers.get(name)?.();
    timers.set(
      name,
      env.later(ms, () => {
        if (!stopped) void work().finally(() => every(name, ms, work));
      }),
    );
  };

  const rest = (): void => {
    for (const stop of timers.values()) stop();
    timers.clear();
    parts.online(false);
  };

  const signedIn = async (): Promise<void> => {
    await refetch();
    await publish();
    const subscribed = await carrier.subscribe(null);
    if (!subscribed.ok || stopped) return;
    parts.online(true);
    await beacon();
    every('beacon', BEACON_EVERY_MS, beacon);
    every('prekey', PREKEY_EVERY_MS, publish);
    every('team', REFETCH_TEAM_MS, refetch);
  };

  const linkChanged = (link: LinkState): void => {
    if (link !== 'online') rest();
  };

  return {
    begin: async () => {
      const { loginSeed } = keys.current().device;
      const { origins, seq } = documents.current();
      const login = { team, device: device.keys.id, seed: loginSeed.slice(), documentSeq: seq };
      await carrier.dial({ origins, login });
    },
    fact: (fact) => {
      if (stopped) return;
      if (fact.type === 'link-changed') linkChanged(fact.link);
      if (fact.type === 'team-newer') void refetch();
      if (fact.type === 'signed-in') {
        held = fact.kid;
        documents.noteTime(fact.time);
        void signedIn();
      }
    },
    refetch,
    stop: () => {
      rest();
      stopped = true;
    },
  };
}
