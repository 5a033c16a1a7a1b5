/** Vault, backup: what the desk may ask of it while the vault is open (docs/decisions/0017). */
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { BackupView } from '../../../contract/backup.ts';
import type { KeepingRequests } from '../../../contract/keeping.ts';
import { DAY_MS, MAX_REMIND_DAYS } from './limits.ts';
import type { BackupParts } from './parts.ts';
import { restoreFrom, type ChosenFile } from './restore.ts';
import { saveBackup } from './save.ts';
import { readReminder, reminderChange, type Reminder } from './settings.ts';

type Out<K extends keyof KeepingRequests> = Promise<KeepingRequests[K]['output']>;

export interface Backup {
  readonly state: () => BackupView;
  /** `everyDays` from 1 to {@link MAX_REMIND_DAYS}; anything else is taken to the nearest. */
  readonly setReminder: (everyDays: number) => Out<'setBackupReminder'>;
  readonly backup: (passphrase: string) => Out<'backup'>;
  readonly restore: (secret: string) => Out<'restore'>;
  /** The same from a file that was chosen already; the caller ends it. */
  readonly restoreFile: (file: ChosenFile, secret: string) => Out<'restore'>;
  /** Says at once, and then daily, when a backup is due. */
  readonly begin: () => void;
  readonly stop: () => void;
}

/** Reads the reminder and does nothing else. */
export async function openBackup(parts: BackupParts): Promise<Backup> {
  const reminder = await readReminder(parts);
  return new Backups(parts, reminder);
}

class Backups implements Backup {
  readonly #parts: BackupParts;
  #reminder: Reminder;
  #cancel: () => void = () => undefined;

  constructor(parts: BackupParts, reminder: Reminder) {
    this.#parts = parts;
    this.#reminder = reminder;
  }

  readonly state = (): BackupView => {
    const { lastAt, everyDays } = this.#reminder;
    const due = lastAt === null || this.#parts.env.now() - lastAt >= everyDays * DAY_MS;
    return { lastAt, everyDays, due };
  };

  readonly setReminder = async (everyDays: number): Out<'setBackupReminder'> => {
    const days = Math.min(MAX_REMIND_DAYS, Math.max(1, Math.round(everyDays)));
    return await this.#write((before) => ({ ...before, everyDays: days }));
  };

  readonly backup = async (passphrase: string): Out<'backup'> => {
    const { carrier, env, jobs, audit } = this.#parts;
    if (!(await this.#parts.isStrong(passphrase))) return refuse('weak-passphrase');
    if (jobs.busy()) return refuse('busy');
    const day = new Date(env.now()).toISOString().slice(0, 10);
    const file = await carrier.beginSave({ name: `beistand-${day}.age` });
    if (!file.ok) return file;
    const began = env.now();
    const saved = await saveBackup(this.#parts, file.value, passphrase);
    if (!saved.ok) return saved;
    audit.note('backup', { count: saved.value.messages + saved.value.cases });
    // A full disk forgets only when it was; the file is there, and its code must be seen.
    await this.#write((before) => ({ ...before, lastAt: began }));
    return saved;
  };

  readonly restore = async (secret: string): Out<'restore'> => {
    const { carrier, jobs } = this.#parts;
    if (jobs.busy()) return refuse('busy');
    const file = await carrier.beginOpen(ANY_FILE);
    if (!file.ok) return file;
    try {
      return await this.restoreFile(file.value, secret);
    } finally {
      await carrier.endOpen({ handle: file.value.handle });
    }
  };

  readonly restoreFile: Backup['restoreFile'] = async (file, secret) => {
    const restored = await restoreFrom(this.#parts, file, secret);
    if (restored.ok) this.#parts.audit.note('restore', { count: restored.value.added });
    return restored;
  };

  readonly begin = (): void => {
    const { env, tell } = this.#parts;
    const turn = (): void => {
      if (this.state().due) tell({ type: 'backup-due', lastAt: this.#reminder.lastAt });
      this.#cancel = env.later(DAY_MS, turn);
    };
    this.stop();
    turn();
  };

  readonly stop = (): void => {
    this.#cancel();
  };

  async #write(change: (before: Reminder) => Reminder): Promise<Outcome<null, 'disk-full'>> {
    const { oneByOne, store } = this.#parts;
    return await oneByOne(async () => {
      const next = change(this.#reminder);
      const written = await store.commit([reminderChange(this.#parts, next)]);
      if (!written.ok) return written;
      this.#reminder = next;
      return ok(null);
    });
  }
}

/** It may have been renamed, and its first bytes say what it is. */
export const ANY_FILE = { extensions: [] } as const;
