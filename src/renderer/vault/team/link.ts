/**
 * Vault, team: what happens when the relay can be reached.
 *
 * Signed in → document and bundles → a newer prekey is put → only then delivery starts → outbox and
 * beacon. The beacon says "somebody is here" while the vault is open and online and the person there for
 * reporters, and for no longer.
 */
import {
  BEACON_EVERY_MS,
  DOCUMENT_LIFE_MS,
  MAX_ORIGINS,
  REFETCH_TEAM_MS,
} from '../../../../protocol/limits.ts';
import { beaconUntil, signBeacon } from '../../../../protocol/team/beacon.ts';
import { isOrigin } from '../../../../protocol/team/origin.ts';
import type { Carrier, CarrierFact } from '../../../contract/carrier.ts';
import type { Env } from '../env.ts';
import { EPOCH_EVERY_MS, LET_IN_AGAIN_MS } from '../limits.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import type { Device } from './device.ts';
import type { Documents } from './documents.ts';
import type { Prekeys } from './prekeys.ts';

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
  /** The document is more than half through its life, although any coordinator's app signs it again weekly. */
  readonly stale: (expires: number) => void;
  /** Whether the person here is there for reporters. */
  readonly isHere: () => boolean;
};

export class TeamLink {
  readonly #parts: Parts;
  readonly #timers = new Map<string, () => void>();
  #stopped = false;
  /** Whether the last dialling signed in: only a device that the document lists is let in. */
  #signsIn = false;
  /** Not before: the relay has turned us away, though a document may list us. */
  #signsInFrom = 0;
  /** Signed in, and the link has not gone since. */
  #reached = false;
  /** The newest prekey the relay holds for us. */
  #kid: Uint8Array = new Uint8Array(0);

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Dials and signs in, with the newest document's origins; the rest follows from facts. A device that
   * the document does not list, restored from a backup, dials without a login and asks for the document
   * until it does; where none of those relays answers, at the one it was told of when its vault was made.
   */
  async begin(): Promise<void> {
    const { keys, documents, device, carrier } = this.#parts;
    const { origins, seq: documentSeq, team } = documents.current();
    const { id } = device.keys;
    this.#signsIn = documents.lists(id);
    const seed = keys.current().device.loginSeed.slice();
    if (this.#signsIn) {
      await carrier.dial({ origins, login: { team, device: id, seed, documentSeq } });
      return;
    }
    const { relay } = keys.current().settings;
    await carrier.dial({ origins: withRelay(origins, relay), login: null });
  }

  fact(fact: CarrierFact): void {
    if (this.#stopped) return;
    if (fact.type === 'link-changed' && fact.link !== 'online') {
      this.#reached = false;
      this.#rest();
    }
    if (fact.type === 'link-changed' && fact.link === 'online' && !this.#signsIn) {
      this.#every('team', REFETCH_TEAM_MS, async () => await this.refetch());
      void this.refetch();
    }
    if (fact.type === 'team-newer') void this.refetch();
    if (fact.type === 'not-let-in') void this.#askWhy();
    if (fact.type === 'signed-in') {
      this.#kid = fact.kid;
      this.#parts.documents.noteTime(fact.time);
      void this.#signedIn();
    }
  }

  /** Fetches the document now; also for an envelope of a device nobody has heard of. */
  async refetch(): Promise<void> {
    const { documents, newDocument, device } = this.#parts;
    if (await documents.fetch()) await newDocument();
    if (!this.#signsIn && !this.#stopped && documents.lists(device.keys.id)) await this.#signIn();
    this.#warn();
  }

  async #signIn(): Promise<void> {
    const { env } = this.#parts;
    const wait = this.#signsInFrom - env.now();
    if (wait <= 0) await this.begin();
    else this.#every('sign-in', wait, async () => await this.refetch());
  }

  /** Without a login the relay still shows the document, and that says whether we were removed. */
  async #askWhy(): Promise<void> {
    const { carrier, documents, env } = this.#parts;
    this.#signsIn = false;
    this.#signsInFrom = env.now() + LET_IN_AGAIN_MS;
    await carrier.dial({ origins: documents.current().origins, login: null });
  }

  /** Says so at once instead of at the next beacon; nothing while the relay cannot be reached. */
  async sayHere(): Promise<void> {
    if (this.#timers.has('beacon')) await this.#beacon();
  }

  /**
   * Stopped or not: leaves with the relay how far the vault has come, so that no copy of it made before
   * this moment passes for the newest. Nothing while the relay cannot be reached.
   */
  async leave(): Promise<void> {
    if (this.#reached) await this.#publish();
  }

  stop(): void {
    this.#rest();
    this.#stopped = true;
  }

  async #signedIn(): Promise<void> {
    await this.refetch();
    await this.#publish();
    const subscribed = await this.#parts.carrier.subscribe(null);
    if (!subscribed.ok || this.#stopped) return;
    this.#reached = true;
    this.#parts.online(true);
    await this.#beacon();
    this.#every('beacon', BEACON_EVERY_MS, async () => await this.#beacon());
    // By the clock and not when something was written: the relay shall not learn when somebody works.
    this.#every('epoch', EPOCH_EVERY_MS, async () => await this.#publish());
    this.#every('team', REFETCH_TEAM_MS, async () => await this.refetch());
  }

  async #publish(): Promise<void> {
    const { prekeys, documents, env } = this.#parts;
    const relayTime = documents.relayTime() ?? env.now();
    await prekeys.publish({ kid: this.#kid, relayTime });
  }

  async #beacon(): Promise<void> {
    const { documents, device, carrier, isHere } = this.#parts;
    if (!isHere()) return;
    const about = { team: documents.current().team, device: device.keys.id };
    const beacon = signBeacon({ ...about, until: beaconUntil(documents.time()) }, device.sign);
    await carrier.putBeacon({ beacon });
  }

  /** From half its life on, everyone is told that the document must be signed again. */
  #warn(): void {
    const { documents, env, stale } = this.#parts;
    const { expires } = documents.current();
    if (expires - env.now() < DOCUMENT_LIFE_MS / 2) stale(expires);
  }

  /** Again and again until the link goes; a failure is tried at the next turn. */
  #every(name: string, ms: number, work: () => Promise<void>): void {
    this.#timers.get(name)?.();
    const turn = (): void => {
      if (!this.#stopped) void work().finally(() => this.#every(name, ms, work));
    };
    this.#timers.set(name, this.#parts.env.later(ms, turn));
  }

  #rest(): void {
    for (const stop of this.#timers.values()) stop();
    this.#timers.clear();
    this.#parts.online(false);
  }
}

/** A relay that came out of a backup's settings is dialled only if it can be. */
const withRelay = (origins: readonly string[], relay: string): readonly string[] =>
  origins.includes(relay) || !isOrigin(relay) || origins.length >= MAX_ORIGINS
    ? origins
    : [...origins, relay];
