/** Contract: what is said about backups, and why one is not read. */

export interface BackupView {
  /** ms; null: never. */
  readonly lastAt: number | null;
  readonly everyDays: number;
  readonly due: boolean;
}

export interface BackupWritten {
  readonly name: string;
  readonly bytes: number;
  readonly conversations: number;
  readonly messages: number;
  readonly cases: number;
  readonly evidence: number;
  /** Opens this one file without its passphrase. Shown once, to be printed. */
  readonly recoveryCode: string;
}

/** `added` was not here; `same` was; `newer`: the one here was kept because it is the newer. */
export interface Restored {
  readonly added: number;
  readonly same: number;
  readonly newer: number;
  readonly evidence: number;
  /** Revisions of marks that found no room in their conversation. */
  readonly marksLeft: number;
}

export type RestoreRefusal =
  | 'cancelled'
  | 'cannot-read'
  | 'wrong-secret'
  | 'bad-file'
  /** Of a team with another root: never merged. As a new device it can be read. */
  | 'other-team'
  | 'newer-version'
  | 'disk-full'
  | 'vault-full'
  | 'stopped';
