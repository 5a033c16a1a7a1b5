/** Vault: from closed to open, by passphrase or by founding. Every "no" the person can get is a value. */
import { formatRootCode } from '../../../protocol/crypto/identity.ts';
import { isOrigin } from '../../../protocol/team/origin.ts';
import { readDocument } from '../../../protocol/team/document.ts';
import { REQUEST_TIMEOUT_MS } from '../../../protocol/limits.ts';
import type { Carrier, LinkState } from '../../contract/carrier.ts';
import type { DeskRequests } from '../../contract/desk.ts';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import type { Env } from './env.ts';
import {
  newHeaderKeys,
  openHeader,
  readHeaderState,
  writeHeader,
  type HeaderKeys,
} from './keys/header.ts';
import { openKeyring, sealKeyring, type Keyring } from './keys/keyring.ts';
import { isStrong, passphraseKey, SALT_BYTES, type Sodium, type Work } from './keys/passphrase.ts';
import { ARGON_FLOOR } from './limits.ts';
import { firstDocument, isOurs, newTeamKeyring, type Founding } from './team/found-team.ts';

/** Header and keyring as they lie on the disk, read while the passphrase is typed. */
export interface Prefetched {
  readonly header: Uint8Array | null;
  /** The keyring file that the header names. */
  readonly keyring: Uint8Array | null;
}

/** Files that a secret has opened. Whoever does not go on with them calls {@link wipeOpened}. */
export interface Opened {
  readonly header: HeaderState;
  readonly keys: HeaderKeys;
  readonly core: KeyringCore;
  /** The keyring's second box, still sealed. */
  readonly box: Uint8Array;
  /** Opens the second box: the core with every bucket's keys. Null: damaged. */
  readonly keyring: () => Keyring | null;
}

export interface UnlockParts {
  readonly env: Env;
  readonly carrier: Carrier;
  readonly sodium: Sodium;
  readonly link: () => LinkState;
}

/** Opens header and keyring. The time of the key derivation is measured on its own. */
export async function unlockFiles(
  parts: Pick<UnlockParts, 'env' | 'sodium'> & { readonly carrier: Pick<Carrier, 'readVault'> },
  passphrase: string,
): Promise<Outcome<Opened, 'wrong-passphrase' | 'damaged'>> {
  const files = await parts.carrier.readVault(null);
  if (files.header === null || files.keyring === null) return refuse('damaged');
  const state = readHeaderState(files.header);
  if (state === null) return refuse('damaged');
  const kek = timedKey(parts, passphrase, state);
  const keys = openHeader(files.header, kek);
  kek.fill(0);
  if (keys === 'wrong') return refuse('wrong-passphrase');
  if (keys === 'damaged') return refuse('damaged');
  const keyring = openKeyring(files.keyring, keys.keyring);
  return keyring === null ? refuse('damaged') : ok({ keys, keyring });
}

/** Whether a vault stands here that was founded to the end. */
export async function vaultExists(carrier: Carrier): Promise<boolean> {
  const { header } = await carrier.readVault(null);
  return header !== null && readHeaderState(header)?.founding !== true;
}

type CreateOutput = DeskRequests['createTeam']['output'];
type CreateRefusal = Extract<CreateOutput, { ok: false }>['refusal'];

/** What {@link foundTeam} made; `finish` says that the root code has arrived, and is false on a full disk. */
export interface FoundedVault extends Opened {
  readonly rootCode: string;
  readonly finish: () => Promise<boolean>;
}

/** Makes team, device and vault, durable before the relay is claimed (see team/found-team.ts). */
export async function foundTeam(
  parts: UnlockParts,
  input: Founding,
): Promise<Outcome<FoundedVault, CreateRefusal>> {
  const { carrier, env } = parts;
  if (!isStrong(input.passphrase)) return refuse('weak-passphrase');
  if (!isOrigin(input.relay)) return refuse('bad-relay');
  const dialled = await carrier.dial({ origins: [input.relay], login: null });
  if (!dialled.ok) return refuse('bad-relay');
  if (!(await isOnline(parts))) return refuse('relay-unreachable');

  const made = (await resumed(parts, input)) ?? (await fresh(parts, input));
  const written = await carrier.writeVault({
    keyring: sealKeyring(made.keyring, made.keys.keyring, env.random),
  });
  if (!written.ok) return refuse('disk-full');
  const headed = await carrier.writeVault({ header: headerOf(made, true, env) });
  if (!headed.ok) return refuse('disk-full');

  const put = await claim(carrier, made.keyring, input.claim);
  if (!put.ok) return put;
  const finish = async (): Promise<boolean> => {
    const last = await carrier.writeVault({ header: headerOf(made, false, env) });
    if (last.ok) made.kek.fill(0);
    return last.ok;
  };
  return ok({ ...made, rootCode: formatRootCode(made.rootCode), finish });
}

interface Made extends Opened {
  readonly rootCode: Uint8Array;
  readonly kek: Uint8Array;
  readonly salt: Uint8Array;
  readonly work: Work;
}

const headerOf = ({ keys, kek, salt, work }: Made, founding: boolean, env: Env): Uint8Array =>
  writeHeader({ work, salt, founding }, { ...keys, kek }, env.random);

/** An earlier try with this passphrase: the same team again. What the person typed is taken anew unless it is in force. */
async function resumed(parts: UnlockParts, input: Founding): Promise<Made | null> {
  const { carrier, env } = parts;
  const before = await unfinished(parts, input.passphrase);
  if (before === null) return null;
  const { keyring, rootCode } = before;
  const held = await carrier.fetchTeam({ team: readDocument(keyring.document).team });
  if (held.ok && isOurs(held.value.document, keyring)) return before;
  const again = firstDocument({ rootCode, device: keyring.device }, input, env.now());
  return { ...before, keyring: { ...keyring, ...again } };
}

/** A founding that was not finished, if this passphrase opens it. */
async function unfinished(parts: UnlockParts, passphrase: string): Promise<Made | null> {
  const { header, keyring: sealed } = await parts.carrier.readVault(null);
  const state = header === null ? null : readHeaderState(header);
  if (header === null || sealed === null || state?.founding !== true) return null;
  const kek = timedKey(parts, passphrase, state);
  const keys = openHeader(header, kek);
  const keyring = typeof keys === 'string' ? null : openKeyring(sealed, keys.keyring);
  if (typeof keys === 'string' || keyring === null) return null;
  if (keyring.rootCode === null) return null;
  return { keys, keyring, rootCode: keyring.rootCode, kek, salt: state.salt, work: state.work };
}

async function fresh(parts: UnlockParts, input: Founding): Promise<Made> {
  const { env, sodium, carrier } = parts;
  const salt = env.random(SALT_BYTES);
  const start = env.ticks();
  const atFloor = passphraseKey(sodium, input.passphrase, { salt, work: ARGON_FLOOR });
  const work = env.workFor(env.ticks() - start);
  const isFloor = work.memory === ARGON_FLOOR.memory && work.passes === ARGON_FLOOR.passes;
  const kek = isFloor ? atFloor : passphraseKey(sodium, input.passphrase, { salt, work });
  const keyring = newTeamKeyring(input, env, await journalLength(carrier));
  return { keys: newHeaderKeys(env.random), keyring, rootCode: keyring.rootCode, kek, salt, work };
}

/** Entries of a founding that was given up stay in the journal; this vault begins behind them. */
async function journalLength(carrier: Carrier): Promise<number> {
  let count = 0;
  let from = 0;
  for (;;) {
    const page = await carrier.replay({ from });
    count += page.entries.length;
    if (page.end) return count;
    from = page.next;
  }
}

async function claim(
  carrier: Carrier,
  keyring: Keyring,
  code: string,
): Promise<Outcome<null, CreateRefusal>> {
  const { document } = keyring;
  const held = await carrier.fetchTeam({ team: readDocument(document).team });
  if (held.ok && isOurs(held.value.document, keyring)) return ok(null);
  const put = await carrier.putTeam({ document, claim: code });
  if (put.ok) return put;
  return refuse(put.refusal === 'offline' ? 'relay-unreachable' : put.refusal);
}

/** The relay answers within the time a request may take, or counts as unreachable. */
async function isOnline({ env, carrier, link }: UnlockParts): Promise<boolean> {
  if (link() === 'online') return true;
  return await new Promise((resolve) => {
    const done = (online: boolean): void => {
      stop();
      cancel();
      resolve(online);
    };
    const cancel = env.later(REQUEST_TIMEOUT_MS, () => done(false));
    const stop = carrier.onFact((fact) => {
      if (fact.type === 'link-changed' && fact.link === 'online') done(true);
    });
  });
}

function timedKey(
  { env, sodium }: Pick<UnlockParts, 'env' | 'sodium'>,
  passphrase: string,
  how: { readonly salt: Uint8Array; readonly work: Work },
): Uint8Array {
  const start = env.ticks();
  const kek = passphraseKey(sodium, passphrase, how);
  env.measured('vault-kdf', env.ticks() - start);
  return kek;
}
