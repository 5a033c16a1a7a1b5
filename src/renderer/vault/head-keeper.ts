/**
 * Vault: how often the keyring records where the journal stands.
 *
 * With every keyring write, after 64 entries, one minute after the first unrecorded one, and at lock.
 * A journal cut back further than that is noticed at the next unlock; a shorter cut looks like a
 * crash, and the relay or a colleague still has what it held.
 */
import type { Env } from './env.ts';
import type { VaultKeys } from './keys/vault-keys.ts';
import { HEAD_EVERY_ENTRIES, HEAD_EVERY_MS } from './limits.ts';
import type { Head } from './store/entry.ts';

export interface HeadKeeper {
  /** To be called after each durable entry. */
  readonly moved: () => void;
  /** Records now, if there is anything to record. */
  readonly record: () => Promise<void>;
  /** From now on only who asks for it records. */
  readonly stop: () => void;
}

export function headKeeper(
  keys: Pick<VaultKeys, 'write' | 'current'>,
  head: () => Head,
  env: Pick<Env, 'later'>,
): HeadKeeper {
  let cancel: (() => void) | null = null;
  let stopped = false;

  const record = async (): Promise<void> => {
    cancel?.();
    cancel = null;
    await keys.write((keyring) => (keyring.head.count === head().count ? null : {}));
  };

  /** Nobody waits for it: what fails is tried again after the next entry, and a lock in between ends it. */
  const soon = (): void => void record().catch(() => undefined);

  return {
    moved: () => {
      if (stopped) return;
      if (head().count - keys.current().head.count >= HEAD_EVERY_ENTRIES) soon();
      else cancel ??= env.later(HEAD_EVERY_MS, soon);
    },
    record,
    stop: () => {
      stopped = true;
      cancel?.();
      cancel = null;
    },
  };
}
