/** Vault, testing: a backup as somebody else might have written it: any records, well sealed and counted. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { platformRandom } from '../../../../protocol/crypto/random.ts';
import { testTeam } from '../../../../protocol/testing/team.ts';
import { sealed } from '../backup/age.ts';
import { frame } from '../backup/frames.ts';
import { newBackupCode } from '../backup/recovery-code.ts';
import { MAGIC, noCounts, tally, type Head } from '../backup/records.ts';
import { BACKUP_PASSPHRASE } from './backup-rig.ts';

interface Forged {
  readonly document?: Uint8Array;
  readonly stoneKey?: Uint8Array;
  /** What stands between the key of the tombstones and the end. */
  readonly records: readonly object[];
}

export async function forged({ document, stoneKey, records }: Forged): Promise<Uint8Array> {
  const counts = { ...noCounts };
  for (const head of records) tally(counts, head as Head);
  const settings = { relay: '', teamName: '', alias: '', language: 'de', devices: [], kept: {} };
  const body = concatBytes(
    utf8ToBytes(MAGIC),
    frame({ type: 'header', made: 1, planned: noCounts }, document ?? testTeam('backup').bytes),
    frame({ type: 'settings', value: settings }),
    frame({ type: 'tombstones' }, stoneKey ?? new Uint8Array(32).fill(9)),
    ...records.map((head) => frame(head)),
  );
  const end = frame({ type: 'end', counts, sha256: bytesToHex(sha256(body)) });
  const secrets = { passphrase: BACKUP_PASSPHRASE, code: newBackupCode(platformRandom) };
  const stream = await sealed(
    (async function* () {
      yield concatBytes(body, end);
    })(),
    secrets,
    platformRandom,
  );
  const pieces: Uint8Array[] = [];
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read())
    pieces.push(next.value);
  return concatBytes(...pieces);
}
