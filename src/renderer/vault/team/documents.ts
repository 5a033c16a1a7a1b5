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

export interface Documents {
  readonly current: () => TeamDocument;
  readonly reachable: () => readonly Reachable[];
  readonly devices: () => ReadonlyMap<SenderKey, KnownDevice>;
  /** Asks the relay; true when the answer changed who is listed. Offline changes nothing. */
  readonly fetch: () => Promise<boolean>;
  /** The relay's clock when it last answered, carried forward; undefined before. */
  readonly relayTime: () => number | undefined;
  readonly noteTime: (relay: number) => void;
}

type Parts = {
  readonly env: Env;
  readonly carrier: Pick<Carrier, 'fetchTeam' | 'putTeam'>;
  readonly keys: VaultKeys;
};

export function documentsOf({ env, carrier, keys }: Parts): Documents {
  let document = readDocument(keys.current().document);
  let reachable: readonly Reachable[] = [];
  let devices = knownDevices(keys.current().settings, document);
  let skew: number | undefined;
  const issuedSeen = new Map<DeviceId, number>();

  const accept = async (bytes: Uint8Array): Promise<boolean> => {
    const before = keys.current().document;
    if (bytes.length === 0 || equalBytes(bytes, before)) return false;
    const newest = { ...document, hash: documentHash(before) };
    const clock = { local: env.now() };
    const checked = checkDocument(bytes, { pin: pinOf(document), newest, clock }, verify);
    if (checked.document.seq === document.seq) return false;
    const written = await keys.write(({ settings }) => ({
      document: bytes,
      settings: withDevices(settings, checked.document),
    }));
    if (!written.ok) return false;
    document = checked.document;
    devices = knownDevices(keys.current().settings, document);
    return true;
  };

  const takeBundles = (bundles: TeamAnswer['bundles']): void => {
    const seen = (id: DeviceId): number | undefined => issuedSeen.get(id);
    const at = { document, clock: { local: env.now() }, usable, seen };
    reachable = usablePrekeys(bundles, at, verify).reachable;
    for (const { device, bundle } of reachable) issuedSeen.set(device.id, bundle.issued);
  };

  /** A week old: the same again, one seq on, while we hold the root seed. Until accepted nothing changes here. */
  const resign = async (): Promise<void> => {
    if (env.now() - document.issued < DOCUMENT_RESIGN_MS) return;
    const bytes = resigned(keys.current(), document, env.now());
    if (bytes === null) return;
    const put = await carrier.putTeam({ document: bytes, claim: '' });
    if (put.ok) await accept(bytes);
  };

  return {
    current: () => document,
    reachable: () => reachable,
    devices: () => devices,
    relayTime: () => (skew === undefined ? undefined : env.now() + skew),
    noteTime: (relay) => {
      skew = relay - env.now();
    },
    fetch: async () => {
      const answer = await carrier.fetchTeam({ team: document.team });
      if (!answer.ok) return false;
      skew = answer.value.time - env.now();
      try {
        const changed = await accept(answer.value.document);
        takeBundles(answer.value.bundles);
        await resign();
        return changed;
      } catch (error) {
        if (error instanceof ProtocolError) return false;
        throw error;
      }
    },
  };
}

/** The document again with only issued, expires, seq and prev changed; null without the signer's seed. */
function resigned(
  keyring: Pick<Keyring, 'rootSeed' | 'document'>,
  document: TeamDocument,
  now: number,
): Uint8Array | null {
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
