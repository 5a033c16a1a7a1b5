/**
 * Vault, store: sealed pages beside the rows. Copies of what the journal says, made so that it need
 * not be read from its beginning; anything wrong with one, and it is as if it were not there.
 *
 * A page is named by a MAC and sealed under a key of its own, both from the epoch key, so the disk
 * tells neither what it is nor lets one page open as another.
 */
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { hkdf, hmac, NO_SALT } from '../../../../protocol/crypto/kdf.ts';
import type { Random } from '../../../../protocol/crypto/random.ts';
import { equalBytes } from '../../../../protocol/hash.ts';
import { ID_BYTES } from '../../../../protocol/ids.ts';
import { ROW_PAD } from '../limits.ts';
import { NONCE_BYTES, type Box } from './box.ts';
import type { Sheet, VaultDb } from './db.ts';
import { labels } from './labels.ts';

/** A page ready to be written. Its nonce is random, so it names exactly these bytes. */
export interface SealedSheet extends Sheet {
  readonly nonce: Uint8Array;
}

export interface Sheets {
  readonly seal: (name: string, plain: Uint8Array) => SealedSheet;
  /** All of it or nothing, and on the disk when it answers. Rejects when IndexedDB does not take it. */
  readonly write: (put: readonly SealedSheet[], drop: readonly string[]) => Promise<void>;
  /** Those that are there and are ours, in order; with a nonce only exactly that one. Never rejects. */
  readonly read: (
    wanted: readonly { readonly name: string; readonly nonce?: Uint8Array }[],
  ) => Promise<readonly (Uint8Array | null)[]>;
  /** Removes every page, whoever sealed it. What IndexedDB does not let go, nobody can open after its key went. */
  readonly clear: () => Promise<void>;
  /** Wipes the key; after it nothing opens. */
  readonly zero: () => void;
}

const MARK = 0x80;

export function sheetsIn(
  db: VaultDb,
  epochKey: Uint8Array,
  { box, random }: { readonly box: Box; readonly random: Random },
): Sheets {
  const key = epochKey.slice();
  const idOf = (name: string): string =>
    bytesToHex(hmac(key, concatBytes(labels.sheetName, utf8ToBytes(name))).slice(0, ID_BYTES));
  const keyOf = (name: string): Uint8Array =>
    hkdf(key, NO_SALT, concatBytes(labels.sheet, utf8ToBytes(name)));

  const open = (sheet: Sheet | undefined, name: string, nonce?: Uint8Array): Uint8Array | null => {
    if (sheet === undefined || sheet.sealed.length <= NONCE_BYTES) return null;
    const used = sheet.sealed.slice(0, NONCE_BYTES);
    if (nonce !== undefined && !equalBytes(nonce, used)) return null;
    const pageKey = keyOf(name);
    const plain = box.open(sheet.sealed.subarray(NONCE_BYTES), used, pageKey);
    pageKey.fill(0);
    return plain === null ? null : unpadded(plain);
  };

  return {
    seal: (name, plain) => {
      const nonce = random(NONCE_BYTES);
      const pageKey = keyOf(name);
      const whole = padded(plain);
      const sealed = concatBytes(nonce, box.seal(whole, nonce, pageKey));
      pageKey.fill(0);
      whole.fill(0);
      return { id: idOf(name), sealed, nonce };
    },
    write: async (put, drop) => {
      await db.transaction('rw', db.sheets, async () => {
        await db.sheets.bulkDelete(drop.map(idOf));
        await db.sheets.bulkPut(put.map(({ id, sealed }) => ({ id, sealed })));
      });
    },
    read: async (wanted) => {
      try {
        const found = await db.sheets.bulkGet(wanted.map(({ name }) => idOf(name)));
        return wanted.map(({ name, nonce }, index) => open(found[index], name, nonce));
      } catch {
        return wanted.map(() => null);
      }
    },
    clear: async () => {
      try {
        await db.sheets.clear();
      } catch {
        // The next unlock that finds no root tries again.
      }
    },
    zero: () => {
      key.fill(0);
    },
  };
}

function padded(plain: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil((plain.length + 1) / ROW_PAD) * ROW_PAD);
  whole.set(plain);
  whole[plain.length] = MARK;
  return whole;
}

const unpadded = (whole: Uint8Array): Uint8Array => whole.subarray(0, whole.lastIndexOf(MARK));
