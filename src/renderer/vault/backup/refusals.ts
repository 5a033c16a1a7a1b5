/** Vault, backup: how reading a file ends early. Thrown inside the room only; the desk gets values. */

/** Not a backup of ours, or not whole, or changed. */
export class BadBackup extends Error {
  override readonly name = 'BadBackup';
}

/** The file is sound as far as can be told, and this secret does not open it. */
export class WrongSecret extends Error {
  override readonly name = 'WrongSecret';
}

/** Written by a newer version of the app. */
export class NewerBackup extends Error {
  override readonly name = 'NewerBackup';
}

/** A backup of another team: its people are not ours to answer. */
export class OtherTeam extends Error {
  override readonly name = 'OtherTeam';
}

/** The disk did not give what it was asked for. */
export class CannotRead extends Error {
  override readonly name = 'CannotRead';
}

/** The person stopped it. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** The vault's own disk is full. */
export class DiskFull extends Error {
  override readonly name = 'DiskFull';
}

/** The vault takes no more conversations and cases. */
export class VaultFull extends Error {
  override readonly name = 'VaultFull';
}

export type ReadRefusal =
  | 'bad-file'
  | 'other-team'
  | 'wrong-secret'
  | 'newer-version'
  | 'cannot-read'
  | 'stopped'
  | 'disk-full'
  | 'vault-full';

/** What to tell of it; everything else is a bug and is thrown on. */
export function refusalOf(error: unknown): ReadRefusal {
  if (error instanceof BadBackup) return 'bad-file';
  if (error instanceof OtherTeam) return 'other-team';
  if (error instanceof WrongSecret) return 'wrong-secret';
  if (error instanceof NewerBackup) return 'newer-version';
  if (error instanceof CannotRead) return 'cannot-read';
  if (error instanceof Stopped) return 'stopped';
  if (error instanceof DiskFull) return 'disk-full';
  if (error instanceof VaultFull) return 'vault-full';
  throw error;
}
