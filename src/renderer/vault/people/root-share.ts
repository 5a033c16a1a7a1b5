/**
 * Vault, people: the team's key for a second coordinator. It goes sealed to coordinators of the newest
 * document and to nobody else, and is taken only from one of them (PROTOCOL §4 root-seed).
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { seal } from '../../../../protocol/crypto/envelope.ts';
import { signKeysFrom } from '../../../../protocol/crypto/keys.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import { EnvelopeId } from '../../../../protocol/ids.ts';
import type { Reachable } from '../../../../protocol/team/usable-prekeys.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { Env } from '../env.ts';
import type { Held } from '../inbox/judge.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import type { Device } from '../team/device.ts';
import type { Documents } from '../team/documents.ts';
import { saidBy } from '../team/said-by.ts';
import { teamEvent } from '../team/team-event.ts';
import type { Membership, MembershipRow } from './membership.ts';

export interface ShareParts {
  readonly env: Pick<Env, 'now'>;
  readonly carrier: Pick<Carrier, 'post'>;
  readonly keys: Pick<VaultKeys, 'current' | 'write'>;
  readonly device: Device;
  readonly documents: Pick<Documents, 'current' | 'devices' | 'reachable' | 'maySign'>;
  readonly membership: MembershipRow;
}

/** Gives it to every coordinator that can be reached and has not had it from here. Once per device. */
export async function shareRoot(parts: ShareParts): Promise<void> {
  const { carrier, device, documents, membership } = parts;
  for (const id of owed(parts).map((one) => one.device.id)) {
    // Judged anew before each, with the key that is in force then: a post is waited for, and a document may come meanwhile.
    const found = owed(parts).find((one) => one.device.id === id);
    if (found === undefined) continue;
    const { device: to, bundle } = found;
    const { team, signer: root } = documents.current();
    const signer = bytesToHex(root);
    const recipients = [{ spk: bundle.spk, ik: to.ik }];
    const body = seedBody(parts);
    const { header, wraps, ct } = seal({ team, sender: device.keys.ik, recipients, body });
    body.fill(0);
    const targets = wraps.map((wrap) => ({ kind: 'device', device: to.id, wrap }) as const);
    const eid = EnvelopeId.random();
    const sent = await carrier.post({ eid, wake: false, targets, header, ct });
    if (!sent.ok || !sent.value.includes('accepted')) continue;
    await membership.write((before) => ({
      ...before,
      shared: { signer, to: [...sharedUnder(before, signer), to.id] },
    }));
  }
}

/** Coordinators of the newest document that have not had the key from here; nobody while we do not hold the one in force. */
function owed({ device, documents, membership }: ShareParts): readonly Reachable[] {
  if (!documents.maySign()) return [];
  const given = sharedUnder(membership.now(), bytesToHex(documents.current().signer));
  return documents
    .reachable()
    .filter(({ device: { id, roles } }) => roles.includes('coordinator') && !given.includes(id))
    .filter(({ device: { id } }) => id !== device.keys.id);
}

/** Who had this key from here: whoever has only an older one is owed the new one. */
const sharedUnder = ({ shared }: Pick<Membership, 'shared'>, signer: string): readonly string[] =>
  shared.signer === signer ? shared.to : [];

function seedBody({ env, keys, documents }: ShareParts): Uint8Array {
  const { rootSeed: seed, rootIndex: index } = keys.current();
  if (seed === null) throw new Error('no root seed');
  const about = { at: env.now(), docSeq: documents.current().seq };
  return teamEvent(about, { type: 'root-seed', index, seed });
}

/** Null for anything else than a root seed that may be written by its sender, now. */
export async function takeRoot(
  { keys, documents }: ShareParts,
  held: Pick<Held, 'senderPk' | 'body'>,
): Promise<'known' | 'later' | 'unreadable' | null> {
  const shared = saidBy('root-seed', held, documents.devices());
  if (shared === null || shared.body.index > MAX_ROOT_INDEX) return null;
  const { seed: rootSeed, index: rootIndex } = shared.body;
  // A key that is not in force may be the next document's: quarantine keeps it until there is one.
  const isInForce = equalBytes(signKeysFrom(rootSeed).publicKey, documents.current().signer);
  const isKnown = isInForce && documents.maySign();
  const written = isInForce && !isKnown ? await keys.write(() => ({ rootSeed, rootIndex })) : null;
  if (written?.ok !== true) rootSeed.fill(0);
  return isKnown || written?.ok === true ? 'known' : 'later';
}

/** It is a u32 in the label. */
const MAX_ROOT_INDEX = 2 ** 32 - 1;
