/**
 * Vault, renewal: whether this device may put its identity keys down, and what it takes up in their place
 * (docs/decisions/0038). The exchange itself is one write of the keyring: before it nothing has happened.
 */
import { newDevice } from '../../../../protocol/crypto/identity.ts';
import type { DeviceId } from '../../../../protocol/ids.ts';
import { refuse, type Outcome } from '../../../contract/outcome.ts';
import type { KeepingRequests } from '../../../contract/keeping.ts';
import type { Env } from '../env.ts';
import type { KeyringChange } from '../keys/vault-keys.ts';
import { rootInForce } from '../people/new-root.ts';
import { standingOf, type RosterParts } from '../people/roster.ts';
import type { VaultStore } from '../store/vault-store.ts';
import { publicKeysOf } from '../team/device.ts';
import { newPrekey } from '../team/prekeys.ts';
import type { FormerDevices } from './former.ts';

export interface BeginParts extends Pick<RosterParts, 'documents' | 'device'> {
  readonly store: Pick<VaultStore, 'commit'>;
  readonly jobs: { readonly busy: () => boolean };
  readonly former: FormerDevices;
}

type Refusal = Exclude<
  Extract<KeepingRequests['renewDevice']['output'], { ok: false }>['refusal'],
  'wrong-passphrase' | 'keychain-missing'
>;

/** Durable when it answers: the keys may be exchanged. */
export async function beginRenewal(
  parts: BeginParts,
  code: string | null,
): Promise<Outcome<null, Refusal>> {
  const { store, jobs, device, documents, former } = parts;
  if (jobs.busy()) return refuse('busy');
  if (standingOf(parts) === 'waiting') return refuse('not-in-team');
  const document = documents.current();
  // What this device was before may be listed still, and lets nobody in.
  const own: readonly DeviceId[] = [device.keys.id, ...former.ids];
  const mayLetIn = document.devices.some(
    ({ id, roles }) => !own.includes(id) && roles.includes('coordinator'),
  );
  if (!mayLetIn) {
    if (code === null) return refuse('only-coordinator');
    const root = rootInForce(code, document);
    if (!root.ok) return refuse(root.refusal === 'bad-code' ? 'bad-code' : 'wrong-root-code');
    root.value.keys.seed.fill(0);
  }
  return await store.commit([former.beginning(publicKeysOf(device))]);
}

/** Keys that nobody has seen. The team's own key is put down with the old ones: who copied these has it. */
export const newIdentity = (env: Pick<Env, 'now' | 'random'>): KeyringChange => ({
  device: newDevice(env.random),
  prekeys: [newPrekey(env)],
  published: 0,
  rootSeed: null,
  rootIndex: 0,
  rootCode: null,
});
