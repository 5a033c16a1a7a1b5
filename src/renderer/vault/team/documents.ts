/**
 * Vault, team: the newest team document and whom it lists.
 *
 * Whatever the relay answers is checked against the document this vault already trusts; a lower, a
 * forked or an expired one changes nothing. What is accepted is durable before it is used.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { sign, signKeysFrom, usable, verify } from '../../../../protocol/crypto/keys.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import { DeviceId } from '../../../../protocol/ids.ts';
import { DOCUMENT_LIFE_MS, DOCUMENT_RESIGN_MS } from '../../../../protocol/limits.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import type { KnownDevice } from '../../../../protocol/talk/rights.ts';
import {
  checkDocument,
  documentHash,
  pinOf,
  readDocument,
  roles,
  signDocument,
  type TeamDocument,
} from '../../../../protocol/team/document.ts';
import { usablePrekeys, type Reachable } from '../../../../protocol/team/usable-prekeys.ts';
import type { Carrier, TeamAnswer } from '../../../contract/carrier.ts';
import type { Env } from '../env.ts';
import type { Keyring, Settings } from '../keys/keyring.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';

type Parts = {
  readonly env: Env;
  readonly carrier: Pick<Carrier, 'fetchTeam' | 'putTeam'>;
  readonly keys: Pick<VaultKeys, 'current' | 'write'>;
  /** What the relay holds for every device of the team, ours among them; waited for. */
  readonly bundles?: (bundles: TeamAnswer['bundles']) => Promise<void>;
};

export class Documents {
  readonly #parts: Parts;
  readonly #issuedSeen = new Map<DeviceId, number>();
  #document: TeamDocument;
  #devices: ReadonlyMap<SenderKey, KnownDevice>;
  #reachable: readonly Reachable[] = [];
  /** Relay clock minus ours when it last answered. */
  #skew: number | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#document = readDocument(parts.keys.current().document);
    this.#devices = knownDevices(parts.keys.current().settings, this.#document);
  }

  current(): TeamDocument {
    return this.#document;
  }

  /** Whether the newest document lists this device: then the relay lets it in. */
  lists(device: DeviceId): boolean {
    return this.#document.devices.some(({ id }) => id === device);
  }

  /** Devices one can seal to right now. */
  reachable(): readonly Reachable[] {
    return this.#reachable;
  }

  /** Devices of every document seen, by ik; those the newest does not list count as revoked. */
  devices(): ReadonlyMap<SenderKey, KnownDevice> {
    return this.#devices;
  }

  /** The relay's clock, carried forward since it last answered; undefined before. */
  relayTime(): number | undefined {
    return this.#skew === undefined ? undefined : this.#parts.env.now() + this.#skew;
  }

  noteTime(relay: number): void {
    this.#skew = relay - this.#parts.env.now();
  }

  /** Asks the relay; true when the answer changed who is listed. Offline or hostile answers change nothing. */
  async fetch(): Promise<boolean> {
    const answer = await this.#parts.carrier.fetchTeam({ team: this.#document.team });
    if (!answer.ok) return false;
    this.noteTime(answer.value.time);
    try {
      await this.#parts.bundles?.(answer.value.bundles);
      const changed = await this.#accept(answer.value.document);
      this.#takeBundles(answer.value.bundles);
      await this.#resign();
      return changed;
    } catch (error) {
      if (error instanceof ProtocolError) return false;
      throw error;
    }
  }

  /** Durable in the keyring before anything uses it. */
  async #accept(bytes: Uint8Array): Promise<boolean> {
    const { env, keys } = this.#parts;
    const before = keys.current().document;
    if (bytes.length === 0 || equalBytes(bytes, before)) return false;
    const newest = { ...this.#document, hash: documentHash(before) };
    const against = { pin: pinOf(this.#document), newest, clock: { local: env.now() } };
    const { document } = checkDocument(bytes, against, verify);
    if (document.seq === this.#document.seq) return false;
    const written = await keys.write(({ settings }) => ({
      document: bytes,
      settings: withDevices(settings, document),
    }));
    if (!written.ok) return false;
    this.#document = document;
    this.#devices = knownDevices(keys.current().settings, document);
    return true;
  }

  #takeBundles(bundles: TeamAnswer['bundles']): void {
    const seen = (id: DeviceId): number | undefined => this.#issuedSeen.get(id);
    const clock = { local: this.#parts.env.now() };
    const at = { document: this.#document, clock, usable, seen };
    this.#reachable = usablePrekeys(bundles, at, verify).reachable;
    for (const { device, bundle } of this.#reachable) {
      this.#issuedSeen.set(device.id, bundle.issued);
    }
  }

  /** A week old: the same again, one seq on, while we hold the root seed. Until accepted nothing changes here. */
  async #resign(): Promise<void> {
    const { env, keys, carrier } = this.#parts;
    if (env.now() - this.#document.issued < DOCUMENT_RESIGN_MS) return;
    const bytes = resigned(keys.current(), this.#document, env.now());
    if (bytes === null) return;
    const put = await carrier.putTeam({ document: bytes, claim: '' });
    if (put.ok) await this.#accept(bytes);
  }
}

/** The document again with only issued, expires, seq and prev changed; null without the signer's seed. */
function resigned(
  keyring: Pick<Keyring, 'rootSeed' | 'document'>,
  document: TeamDocument,
  now: number,
): Uint8Array | null {
  if (keyring.rootSeed === null) return null;
  const root = signKeysFrom(keyring.rootSeed);
  if (!equalBytes(root.publicKey, document.signer)) return null;
  const next: TeamDocument = {
    ...document,
    seq: document.seq + 1,
    prev: documentHash(keyring.document),
    issued: now,
    expires: now + DOCUMENT_LIFE_MS,
  };
  return signDocument(next, (message) => sign(root, message));
}

/** Every device ever listed stays known, so that a revoked one cannot come back as a reporter. */
export function withDevices(settings: Settings, document: TeamDocument): Settings {
  const listed = document.devices.map((device) => ({
    id: device.id,
    ik: bytesToHex(device.ik),
    roles: [...device.roles],
  }));
  const ids = new Set<string>(listed.map(({ id }) => id));
  return {
    ...settings,
    devices: [...settings.devices.filter(({ id }) => !ids.has(id)), ...listed],
  };
}

function knownDevices(
  settings: Settings,
  document: TeamDocument,
): ReadonlyMap<SenderKey, KnownDevice> {
  const current = new Set<string>(document.devices.map(({ id }) => id));
  return new Map(
    withDevices(settings, document).devices.map((device) => [
      SenderKey.of(hexToBytes(device.ik)),
      {
        id: DeviceId(device.id),
        roles: roles.filter((role) => device.roles.includes(role)),
        revoked: !current.has(device.id),
      },
    ]),
  );
}
