/**
 * Vault: a vault that is not there yet, made and durable before anyone relies on it.
 *
 * An unfinished founding is never overwritten: its team may be in force, and its root code was not
 * seen yet. Only its own passphrase takes it up again; any other is refused and says so.
 */
import { formatRootCode } from '../../../protocol/crypto/identity.ts';
import { REQUEST_TIMEOUT_MS } from '../../../protocol/limits.ts';
import { readDocument } from '../../../protocol/team/document.ts';
import { isOrigin } from '../../../protocol/team/origin.ts';
import type { Carrier } from '../../contract/carrier.ts';
import type { DeskRequests } from '../../contract/desk.ts';
import { ok, refuse, type Outcome } from '../../contract/outcome.ts';
import { newHeaderKeys, writeHeader, type HeaderState } from './keys/header.ts';
import { sealBuckets, sealKeyring } from './keys/keyring-file.ts';
import { wipeBuckets, type Keyring, type KeyringCore } from './keys/keyring.ts';
import { calibrated, newPassphraseKey } from './keys/slot-keys.ts';
import { sealSlot } from './keys/slots.ts';
import { isStrong } from './keys/strength.ts';
import {
  FIRST,
  firstDocument,
  isOurs,
  newReaderKeyring,
  newTeamKeyring,
  type Founding,
  type Reader,
} from './team/found-team.ts';
import {
  openedFiles,
  standing,
  unlockFiles,
  wipeOpened,
  type Opened,
  type Prefetched,
  type UnlockParts,
} from './unlock.ts';

type CreateOutput = DeskRequests['createTeam']['output'];
type CreateRefusal = Extract<CreateOutput, { ok: false }>['refusal'];

/** What {@link foundTeam} made, and what the person is to print. */
export interface FoundedVault extends Opened {
  readonly rootCode: string;
}

/** Makes team, device and vault, durable before the relay is claimed (see team/found-team.ts). */
export async function foundTeam(
  parts: UnlockParts,
  input: Founding,
  files: Prefetched,
): Promise<Outcome<FoundedVault, CreateRefusal>> {
  const { carrier } = parts;
  if (!(await isStrong(input.passphrase, [input.teamName, input.alias]))) {
    return refuse('weak-passphrase');
  }
  if (!isOrigin(input.relay)) return refuse('bad-relay');
  const dialled = await carrier.dial({ origins: [input.relay], login: null });
  if (!dialled.ok) return refuse('bad-relay');
  if (!(await isOnline(parts))) return refuse('relay-unreachable');

  const made = await resumedOrNew(parts, input, files);
  if (!made.ok) return made;
  const { core } = made.value;
  const put = await claim(carrier, core, input.claim);
  if (put.ok && core.rootCode !== null) {
    return ok({ ...made.value, rootCode: formatRootCode(core.rootCode) });
  }
  wipeOpened(made.value);
  return put.ok ? refuse('unfinished-team') : put;
}

/** A vault whose device is in no team, to be filled from a backup. Durable when it answers. */
export async function foundReader(
  parts: UnlockParts,
  input: Reader & { readonly passphrase: string },
  files: Prefetched,
): Promise<Outcome<Opened, 'weak-passphrase' | 'disk-full' | 'unfinished-team'>> {
  const { teamName, alias } = input.settings;
  if (!(await isStrong(input.passphrase, [teamName, alias]))) return refuse('weak-passphrase');
  if (standing(files) !== 'none') return refuse('unfinished-team');
  const keyring = newReaderKeyring(input, parts.env);
  return await written(parts, keyring, { passphrase: input.passphrase, founding: false });
}

async function resumedOrNew(
  parts: UnlockParts,
  input: Founding,
  files: Prefetched,
): Promise<Outcome<Opened, 'disk-full' | 'unfinished-team'>> {
  if (standing(files) === 'none') {
    const keyring = newTeamKeyring(input, parts.env);
    return await written(parts, keyring, { passphrase: input.passphrase, founding: true });
  }
  const before = await unlockFiles(parts, input.passphrase, files);
  if (!before.ok) return refuse('unfinished-team');
  return await resumed(parts, before.value, input);
}

/** An earlier try with this passphrase: the same team again. What the person typed is taken anew unless it is in force. */
async function resumed(
  { carrier, env }: UnlockParts,
  before: Opened,
  input: Founding,
): Promise<Outcome<Opened, 'disk-full' | 'unfinished-team'>> {
  const { core, box, keys } = before;
  const { rootCode, device } = core;
  const held = await carrier.fetchTeam({ team: readDocument(core.document).team });
  if (rootCode === null || (held.ok && isOurs(held.value.document, core))) return ok(before);
  const again = firstDocument({ rootCode, device }, input, env.now());
  const next: KeyringCore = { ...core, ...again, counter: core.counter + 1 };
  const bytes = sealKeyring(next, { box, keyringKey: keys.keyring }, env.random);
  const wrote = await carrier.writeKeyring({ number: next.number, bytes });
  if (!wrote.ok) {
    wipeOpened(before);
    return wrote;
  }
  const keyring = (): Keyring | null => {
    const whole = before.keyring();
    return whole === null ? null : { ...whole, ...next };
  };
  return ok({ ...before, core: next, keyring });
}

/** Keyring, an empty journal, and then the header that names them. */
async function written(
  parts: UnlockParts,
  keyring: Keyring,
  how: { readonly passphrase: string; readonly founding: boolean },
): Promise<Outcome<Opened, 'disk-full'>> {
  const { env, carrier } = parts;
  const keys = newHeaderKeys(env.random);
  const slotKey = newPassphraseKey(parts, how.passphrase, { work: calibrated(parts) });
  const slots = [sealSlot(slotKey, keys.master, { random: env.random })];
  slotKey.key.fill(0);
  const header: HeaderState = {
    founding: how.founding,
    generation: keyring.generation,
    keyring: keyring.number,
    copy: FIRST,
    masterSince: env.now(),
    slots,
  };
  const box = sealBuckets(keyring.buckets, keys.keyring, env.random);
  const bytes = sealKeyring(keyring, { box, keyringKey: keys.keyring }, env.random);
  const { buckets, ...core } = keyring;
  // From here on they come out of the box, like everybody's.
  wipeBuckets(buckets);
  const made = openedFiles(header, keys, { core, box });
  const there = await onDisk(carrier, {
    header,
    bytes,
    head: writeHeader(header, keys, env.random),
  });
  if (there.ok) return ok(made);
  wipeOpened(made);
  return there;
}

async function onDisk(
  carrier: Carrier,
  {
    header: { keyring: number, generation },
    bytes,
    head,
  }: { readonly header: HeaderState; readonly bytes: Uint8Array; readonly head: Uint8Array },
): Promise<Outcome<null, 'disk-full'>> {
  const ring = await carrier.writeKeyring({ number, bytes });
  if (!ring.ok) return ring;
  const journal = await carrier.openJournal({ generation, fresh: true });
  return journal.ok ? await carrier.writeHeader({ bytes: head }) : journal;
}

async function claim(
  carrier: Carrier,
  core: KeyringCore,
  code: string,
): Promise<Outcome<null, CreateRefusal>> {
  const { document } = core;
  const held = await carrier.fetchTeam({ team: readDocument(document).team });
  if (held.ok && isOurs(held.value.document, core)) return ok(null);
  const put = await carrier.putTeam({ document, claim: code });
  if (put.ok) return put;
  return refuse(put.refusal === 'offline' ? 'relay-unreachable' : put.refusal);
}

/** The relay answers within the time a request may take, or counts as unreachable. */
export async function isOnline({ env, carrier, link }: UnlockParts): Promise<boolean> {
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
