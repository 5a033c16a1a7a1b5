/**
 * Vault, people: the team's keys, worked out from the printed root code: the next one when a coordinator is removed,
 * the one in force when a device begins to coordinate by the code alone.
 *
 * The seed is durable before the document is put, and taken over with the document, or at the next answer of the
 * relay where that was cut off; it is forgotten as soon as the relay answers with a document of the key before.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { parseRootCode, rootSeed } from '../../../../protocol/crypto/identity.ts';
import { signKeysFrom, type SignKeys } from '../../../../protocol/crypto/keys.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import type { TeamId } from '../../../../protocol/ids.ts';
import { teamIdOf, type TeamDocument } from '../../../../protocol/team/document.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import { MAX_ROOTS } from '../limits.ts';
import type { Device } from '../team/device.ts';
import type { MembershipRow } from './membership.ts';

/** The key that is to sign, and the one it is to name. Whoever asked wipes the seed. */
export interface Root {
  readonly index: number;
  readonly keys: SignKeys;
  readonly after: Uint8Array;
}

type Signed = Pick<TeamDocument, 'signer'>;
type Made = Outcome<Root, 'bad-code' | 'wrong-code'>;

/** The successor of the key that signed this document. */
export const nextRoot = (typed: string, document: Signed): Made => rootOf(typed, document, 1);

/** The key that signed this document itself. */
export const rootInForce = (typed: string, document: Signed): Made => rootOf(typed, document, 0);

/** The team whose every key this code makes: its id follows from T_0. */
export function teamOf(typed: string): Outcome<TeamId, 'bad-code'> {
  const code = read(typed);
  if (code === null) return refuse('bad-code');
  const team = teamIdOf(publicOf(code, 0));
  code.fill(0);
  return ok(team);
}

/** The index is found, for a coordinator may not know it. Of the code nothing is left here. */
function rootOf(typed: string, { signer }: Signed, ahead: 0 | 1): Made {
  const code = read(typed);
  if (code === null) return refuse('bad-code');
  try {
    let index = 0;
    while (index < MAX_ROOTS && !equalBytes(publicOf(code, index), signer)) index += 1;
    if (index === MAX_ROOTS) return refuse('wrong-code');
    const keys = signKeysFrom(rootSeed(code, index + ahead));
    return ok({ index: index + ahead, keys, after: publicOf(code, index + ahead + 1) });
  } finally {
    code.fill(0);
  }
}

function publicOf(code: Uint8Array, index: number): Uint8Array {
  const { publicKey, seed } = signKeysFrom(rootSeed(code, index));
  seed.fill(0);
  return publicKey;
}

export const withNext = async (
  membership: MembershipRow,
  next: Pick<Root, 'keys' | 'index'> | null,
): Promise<Outcome<null, 'disk-full'>> =>
  await membership.write((before) => ({
    ...before,
    next: next === null ? null : { seed: bytesToHex(next.keys.seed), index: next.index },
  }));

interface Parts {
  readonly keys: Pick<VaultKeys, 'write'>;
  readonly device: Device;
  readonly membership: MembershipRow;
}

type InForce = Pick<TeamDocument, 'signer' | 'devices'>;

/** Once a document is that key's and this device coordinates by it, the key is the one this vault holds; other coordinators want it too. Twice is once. */
export async function takeNext(
  { keys, device, membership }: Parts,
  document: InForce,
): Promise<void> {
  const { next } = membership.now();
  if (next === null) return;
  const seed = hexToBytes(next.seed);
  const written = isOurs(seed, device, document)
    ? await keys.write(() => ({ rootSeed: seed, rootIndex: next.index }))
    : null;
  if (written?.ok !== true) seed.fill(0);
  else await membership.write((before) => ({ ...before, next: null }));
}

/**
 * What the relay does not have by now it was never given; the key lives in the printed code alone. The key of the
 * document in force stays until the keyring holds it: a full disk must not cost a team its key.
 */
export async function forgetNext(
  { device, membership }: Omit<Parts, 'keys'>,
  document: InForce,
): Promise<void> {
  const { next } = membership.now();
  if (next === null) return;
  const seed = hexToBytes(next.seed);
  const isHeld = isOurs(seed, device, document);
  seed.fill(0);
  if (!isHeld) await withNext(membership, null);
}

const isOurs = (seed: Uint8Array, device: Device, { signer, devices }: InForce): boolean =>
  devices.some(({ id, roles }) => id === device.keys.id && roles.includes('coordinator')) &&
  equalBytes(signKeysFrom(seed).publicKey, signer);

function read(typed: string): Uint8Array | null {
  try {
    return parseRootCode(typed);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}
