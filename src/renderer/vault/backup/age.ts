/** Vault, backup: the age file around the payload. Everything streams; nothing is ever held whole. */
import { Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import type { Random } from '../../../../protocol/crypto/random.ts';
import { MAX_AGE_HEADER } from './limits.ts';
import { passphraseIdentity, passphraseRecipient } from './passphrase-stanza.ts';
import { identityOf, parseBackupCode } from './recovery-code.ts';
import { BadBackup, CannotRead, Stopped, WrongSecret } from './refusals.ts';

export type Pieces = () => Promise<Uint8Array | null>;

/** The file's bytes, for payload bytes of any size: two stanzas, then age's own stream. */
export async function sealed(
  payload: AsyncIterable<Uint8Array>,
  secrets: { readonly passphrase: string; readonly code: Uint8Array },
  random: Random,
): Promise<ReadableStream<Uint8Array>> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(passphraseRecipient(secrets.passphrase, random));
  encrypter.addRecipient(await identityToRecipient(identityOf(secrets.code)));
  const steps = payload[Symbol.asyncIterator]();
  return await encrypter.encrypt(
    streamOf(async () => {
      const { done, value } = await steps.next();
      return done === true ? null : value;
    }),
  );
}

/**
 * The payload's pieces, in order, each authentic. `secret` is the passphrase or the printed code.
 * Throws {@link WrongSecret} or {@link BadBackup}; what `file` throws goes through as it is.
 */
export async function opened(file: Pieces, secret: string): Promise<Pieces> {
  let broken: unknown = null;
  const source = async (): Promise<Uint8Array | null> => {
    try {
      return await file();
    } catch (error) {
      broken = error;
      throw error;
    }
  };
  /** The library and the streams say "no" in many words; which disk or person it was, we know ourselves. */
  const translated = (error: unknown): unknown =>
    broken ?? (error instanceof CannotRead || error instanceof Stopped ? error : new BadBackup());

  const first = await source();
  if (first === null || !startsLikeAge(first)) throw new BadBackup();
  let unmatched = false;
  const decrypter = decrypterFor(secret, () => {
    unmatched = true;
  });
  let held: Uint8Array | null = first;
  const cipher = streamOf(async () => {
    const now = held;
    held = null;
    return now ?? (await source());
  });
  const plain = await decrypter.decrypt(cipher).catch((error: unknown) => {
    throw unmatched && broken === null ? new WrongSecret() : translated(error);
  });
  const reader = plain.getReader();
  return async () => {
    try {
      const { done, value } = await reader.read();
      return done ? null : value;
    } catch (error) {
      throw translated(error);
    }
  };
}

/** A code first: it costs nothing to try. A passphrase may look like one, so it is tried as that too. */
function decrypterFor(secret: string, unmatched: () => void): Decrypter {
  const decrypter = new Decrypter();
  const code = parseBackupCode(secret);
  if (code !== null) decrypter.addIdentity(identityOf(code));
  decrypter.addIdentity(passphraseIdentity(secret, unmatched));
  return decrypter;
}

/** The header ends early in the first piece, or the library would look for its end through the whole file. */
function startsLikeAge(first: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(first.subarray(0, MAX_AGE_HEADER));
  const end = start.indexOf('\n--- ');
  return start.startsWith('age-encryption.org/v1\n') && end !== -1 && start.includes('\n', end + 1);
}

const streamOf = (next: Pieces): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull: async (controller) => {
      const piece = await next();
      if (piece === null) controller.close();
      else controller.enqueue(piece);
    },
  });
