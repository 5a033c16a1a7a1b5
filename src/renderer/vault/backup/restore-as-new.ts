/**
 * Vault, backup: a new vault and a new device, filled from a backup (first run).
 *
 * The file is read to its end before anything is made, so a bad one leaves nothing behind. The device
 * has keys of its own and is in no team document: it reads, and talks once a coordinator has let it in.
 */
import { refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { Restored } from '../../../contract/backup.ts';
import type { KeepingRequests } from '../../../contract/keeping.ts';
import type { Jobs } from '../jobs.ts';
import type { Reader } from '../team/found-team.ts';
import { ANY_FILE, type Backup } from './open-backup.ts';
import { checked } from './restore.ts';

type Input = KeepingRequests['restoreAsNew']['input'];
type Answer = KeepingRequests['restoreAsNew']['output'];

export interface NewVaultParts {
  readonly carrier: Pick<Carrier, 'beginOpen' | 'readOpen' | 'endOpen'>;
  readonly jobs: Pick<Jobs, 'run'>;
  readonly isStrong: (passphrase: string) => boolean | Promise<boolean>;
  /** Makes the vault durable and opens it. */
  readonly found: (
    reader: Reader & { readonly passphrase: string },
  ) => Promise<
    Outcome<
      Pick<Backup, 'restoreFile'>,
      'weak-passphrase' | 'disk-full' | 'unfinished-team' | 'stopped'
    >
  >;
}

/**
 * After `disk-full`, `cannot-read` or `stopped` the vault may be there and open, and a restore into it
 * goes on where this one ended.
 */
export async function restoreAsNew(parts: NewVaultParts, input: Input): Promise<Answer> {
  const { carrier, isStrong } = parts;
  if (!(await isStrong(input.passphrase))) return refuse('weak-passphrase');
  const file = await carrier.beginOpen(ANY_FILE);
  if (!file.ok) return file;
  try {
    return notBusy(await fill(parts, file.value, input));
  } finally {
    await carrier.endOpen({ handle: file.value.handle });
  }
}

type File = { readonly handle: number; readonly size: number };

async function fill({ carrier, jobs, found }: NewVaultParts, file: File, input: Input) {
  const { secret, passphrase, alias, language } = input;
  const sound = await jobs.run(
    'verify',
    async (watch) => await checked(carrier, file, { secret, watch }),
  );
  if (!sound.ok) return sound;
  const { document, tombstoneKey, settings } = sound.value;
  const { relay, teamName, devices } = settings;
  const kept = { relay, teamName, devices, alias, language };
  const vault = await found({ document, settings: kept, tombstoneKey, passphrase });
  return vault.ok ? await vault.value.restoreFile(file, secret) : vault;
}

/** Nothing else runs in a vault that has just been made. */
function notBusy<R extends string>(outcome: Outcome<Restored, R | 'busy'>): Outcome<Restored, R> {
  if (!outcome.ok && outcome.refusal === 'busy') throw new Error('a new vault is busy');
  return outcome as Outcome<Restored, R>;
}
