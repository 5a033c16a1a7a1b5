/** Vault, testing: an audit log over records in memory, with a real device. */
import { deviceKeys, newDevice } from '../../../../protocol/crypto/identity.ts';
import { sign } from '../../../../protocol/crypto/keys.ts';
import { BucketId, type ConversationId } from '../../../../protocol/ids.ts';
import { ok } from '../../../contract/outcome.ts';
import { openAudit, type Audit, type AuditParts } from '../audit/audit.ts';
import type { SignedHead } from '../audit/signed-head.ts';
import { MemoryStore } from './memory-store.ts';
import { testEnv, type TestEnv } from './test-env.ts';

export const OWN = BucketId('0'.repeat(32));

export interface KeptLog {
  readonly env: TestEnv;
  readonly store: MemoryStore;
  readonly device: AuditParts['device'];
  /** What colleagues have brought back. */
  readonly given: SignedHead[];
  readonly saved: { readonly name: string; readonly text: string }[];
  readonly audit: Audit;
  readonly veiled: (id: ConversationId) => string;
  /** Opens the same records again. */
  readonly again: () => Promise<Audit>;
}

/** Opaque like a real one, and another name than the id. */
const veiled = (id: ConversationId): string => [...id].toReversed().join('');

export async function keptLog(
  from: Partial<Pick<KeptLog, 'env' | 'store' | 'device'> & Pick<AuditParts, 'save'>> = {},
): Promise<KeptLog> {
  const env = from.env ?? testEnv();
  const store = from.store ?? new MemoryStore();
  const device = from.device ?? testDevice();
  const saved: { readonly name: string; readonly text: string }[] = [];
  const given: SignedHead[] = [];
  const parts: AuditParts = {
    env,
    store,
    device,
    own: OWN,
    veiled,
    given: async () => given,
    signedAnew: () => undefined,
    nameKey: (bucket) => new TextEncoder().encode(`name ${bucket}`),
    save:
      from.save ??
      (async ({ name, bytes }) => {
        saved.push({ name, text: new TextDecoder().decode(bytes) });
        return ok({ name });
      }),
  };
  const again = async (): Promise<Audit> => await openAudit(parts);
  return { env, store, device, given, saved, veiled, audit: await again(), again };
}

export function testDevice(of = deviceKeys(newDevice())): AuditParts['device'] {
  const { id, login, sign: signKeys, ik } = of;
  const keys = { login: login.publicKey, sign: signKeys.publicKey, ik: ik.publicKey };
  return { id, keys, sign: (message) => sign(signKeys, message) };
}
