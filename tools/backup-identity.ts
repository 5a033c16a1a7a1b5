/**
 * Prints the age identity that a backup's printed code stands for (docs/BACKUP.md).
 *
 *   node tools/backup-identity.ts > identity.txt
 *
 * Asks for the code on its input: an argument would stand in the shell's history and in the list of
 * processes. Exits with 1 when it is no code of a backup.
 */
import { createInterface } from 'node:readline/promises';
import { identityOf, parseBackupCode } from '../src/renderer/vault/backup/recovery-code.ts';

const asked = createInterface({ input: process.stdin, terminal: false });
process.stderr.write('Code of the backup: ');
const typed = await asked[Symbol.asyncIterator]().next();
asked.close();
const code = typed.done === true ? null : parseBackupCode(typed.value);
if (code === null) {
  process.stderr.write('This is not the code of a backup.\n');
  process.exitCode = 1;
} else {
  process.stdout.write(`${identityOf(code)}\n`);
}
