/**
 * Vault, backup: the file on its way out, and read back before it counts.
 *
 * Main is given at most 1 MiB at a time, one in flight. The file gets its name only after every byte
 * of it was read from the disk again, decrypted with the passphrase and checked; whatever happens
 * before that leaves nothing behind.
 */
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { BackupWritten } from '../../../contract/backup.ts';
import type { Watch } from '../jobs.ts';
import { opened, sealed, type Pieces } from './age.ts';
import { FrameReader } from './frames.ts';
import { MAX_SAVE_BYTES } from './limits.ts';
import type { BackupParts } from './parts.ts';
import { payload, planned } from './payload.ts';
import { formatBackupCode, newBackupCode } from './recovery-code.ts';
import { items, noCounts, type Counts } from './records.ts';
import { BadBackup, CannotRead, refusalOf, Stopped } from './refusals.ts';

type SaveRefusal = 'cannot-write' | 'disk-full' | 'unverified' | 'stopped' | 'busy';

interface Secrets {
  readonly passphrase: string;
  readonly code: Uint8Array;
}

/** Writes to a file main has begun, verifies and ends it: kept, or gone. */
export async function saveBackup(
  parts: BackupParts,
  { handle, name }: { readonly handle: number; readonly name: string },
  passphrase: string,
): Promise<Outcome<BackupWritten, SaveRefusal>> {
  const code = newBackupCode(parts.env.random);
  let kept = false;
  try {
    const secrets = { passphrase, code };
    const saved = await parts.jobs.run('backup', async (watch) => {
      const written = await write(parts, { handle, secrets, watch });
      if (!written.ok) return written;
      const sound = await parts.jobs.run(
        'verify',
        async (own) =>
          await verify(parts, { handle, secrets, bytes: written.value.bytes }, both(watch, own)),
        { alone: false },
      );
      if (!sound.ok) return sound;
      kept = true;
      const ended = await parts.carrier.endSave({ handle, keep: true });
      return ended.ok ? written : ended;
    });
    if (!saved.ok) return saved;
    const { counts, bytes } = saved.value;
    const { conversations, messages, cases, evidence } = counts;
    const recoveryCode = formatBackupCode(code);
    return ok({ name, bytes, conversations, messages, cases, evidence, recoveryCode });
  } finally {
    code.fill(0);
    if (!kept) await parts.carrier.endSave({ handle, keep: false });
  }
}

async function write(
  parts: BackupParts,
  { handle, secrets, watch }: { handle: number; secrets: Secrets; watch: Watch },
): Promise<
  Outcome<
    { readonly counts: Counts; readonly bytes: number },
    'cannot-write' | 'disk-full' | 'stopped'
  >
> {
  const plan = await planned(parts);
  let counts = noCounts;
  const source = payload(parts, plan, (all) => {
    counts = all;
  });
  const reader = (await sealed(source, secrets, parts.env.random)).getReader();
  let bytes = 0;
  try {
    for await (const block of blocks(async () => (await reader.read()).value ?? null)) {
      if (watch.stopped()) return refuse('stopped');
      const written = await parts.carrier.writeSave({ handle, bytes: block });
      if (!written.ok) return written;
      bytes += block.length;
      watch.progress(bytes, Math.max(bytes, plan.bytes));
    }
  } finally {
    await reader.cancel();
    await source.return(undefined);
  }
  return watch.stopped() ? refuse('stopped') : ok({ counts, bytes });
}

/** The whole file by its passphrase, and its header by the code. */
async function verify(
  { carrier }: BackupParts,
  file: { readonly handle: number; readonly secrets: Secrets; readonly bytes: number },
  watch: Watch,
): Promise<Outcome<null, 'unverified' | 'stopped'>> {
  const { handle, secrets, bytes } = file;
  const pieces = (): Pieces =>
    piecesOf(bytes, watch, async (at, length) => await carrier.readSave({ handle, at, length }));
  try {
    const reader = new FrameReader(await opened(pieces(), secrets.passphrase));
    for await (const _ of items(reader)) if (watch.stopped()) throw new Stopped();
    const byCode = await opened(pieces(), formatBackupCode(secrets.code));
    if ((await byCode()) === null) throw new BadBackup();
    return ok(null);
  } catch (error) {
    return refuse(refusalOf(error) === 'stopped' ? 'stopped' : 'unverified');
  }
}

/** A file's bytes from its start, read as they are asked for. Throws {@link CannotRead} and {@link Stopped}. */
export function piecesOf(
  size: number,
  watch: Watch,
  read: (at: number, length: number) => Promise<Outcome<Uint8Array, 'cannot-read'>>,
): Pieces {
  let at = 0;
  return async () => {
    if (watch.stopped()) throw new Stopped();
    watch.progress(at, size);
    if (at >= size) return null;
    const got = await read(at, Math.min(MAX_SAVE_BYTES, size - at));
    if (!got.ok || got.value.length === 0) throw new CannotRead();
    at += got.value.length;
    return got.value;
  };
}

/** Pieces of any size as blocks of {@link MAX_SAVE_BYTES}, the last one shorter. */
async function* blocks(next: Pieces): AsyncGenerator<Uint8Array> {
  let block = new Uint8Array(MAX_SAVE_BYTES);
  let filled = 0;
  for (let piece = await next(); piece !== null; piece = await next()) {
    let rest = piece;
    while (rest.length > 0) {
      const part = rest.subarray(0, MAX_SAVE_BYTES - filled);
      block.set(part, filled);
      filled += part.length;
      rest = rest.subarray(part.length);
      if (filled < MAX_SAVE_BYTES) continue;
      yield block;
      block = new Uint8Array(MAX_SAVE_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}

const both = (one: Watch, other: Watch): Watch => ({
  progress: other.progress,
  stopped: () => one.stopped() || other.stopped(),
});
