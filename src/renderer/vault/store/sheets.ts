/**
 * Vault, store: sealed pages beside the rows. Copies of what the journal says, made so that it need
 * not be read from its beginning; anything wrong with one, and it is as if it were not there.
 *
 * A page is named by a MAC and sealed under a key of its own, both from the epoch key, so the disk
 * tells neither what it is nor lets one page open as another. Two pages have names that everybody
 * knows, so that their sealed bytes can be read before there is a key (ADR 0018).
 */
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { hkdfFrom, hmac } from '../../../../protocol/crypto/kdf.ts';
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

/** The pages that every unlock begins with. */
export const AHEAD = { look: `${'0'.repeat(31)}1`, root: `${'0'.repeat(31)}2` } as const;

export interface Sheets {
  readonly seal: (name: string, plain: Uint8Array) => SealedSheet;
  /** All of it or nothing, and on the disk when it answers. Rejects when IndexedDB does not take it. */
  readonly write: (put: readonly SealedSheet[], drop: readonly string[]) => Promise<void>;
  /** Those that are there and are ours, in order; with a nonce only exactly that one. Never rejects. */
  readonly read: (
    wanted: readonly { readonly name: string; readonly nonce?: Uint8Array }[],
  ) => Promise<readonly (Uint8Array | null)[]>;
  /** Opens a page that was read before the key was there. */
  readonly open: (name: keyof typeof AHEAD, sealed: Uint8Array | null) => Uint8Array | null;
  /** Removes every page, whoever sealed it. What IndexedDB does not let go, nobody can open after its key went. */
  readonly clear: () => Promise<void>;
  /** Wipes the key; after it nothing opens, and nothing is sealed or written any more. */
  readonly zero: () => void;
}

const MARK = 0x80;

export function sheetsIn(
  db: VaultDb,
  epochKey: Uint8Array,
  { box, random }: { readonly box: Box; readonly random: Random },
): Sheets {
  const key = epochKey.slice();
  let wiped = false;
  /** A page under a wiped key would be a page for everyone. */
  const alive = (): void => {
    if (wiped) throw new Error('these pages are closed');
  };
  const idOf = (name: string): string =>
    isAhead(name)
      ? AHEAD[name]
      : bytesToHex(hmac(key, concatBytes(labels.sheetName, utf8ToBytes(name))).slice(0, ID_BYTES));
  const pageKeys = hkdfFrom(key);
  const keyOf = (name: string): Uint8Array =>
    pageKeys.key(concatBytes(labels.sheet, utf8ToBytes(name)));

  const open = (sealed: Uint8Array | null, name: string, nonce?: Uint8Array): Uint8Array | null => {
    if (sealed === null || sealed.length <= NONCE_BYTES) return null;
    const used = sealed.slice(0, NONCE_BYTES);
    if (nonce !== undefined && !equalBytes(nonce, used)) return null;
    const pageKey = keyOf(name);
    const plain = box.open(sealed.subarray(NONCE_BYTES), used, pageKey);
    pageKey.fill(0);
    return plain === null ? null : unpadded(plain);
  };

  return {
    seal: (name, plain) => {
      alive();
      const nonce = random(NONCE_BYTES);
      const pageKey = keyOf(name);
      const whole = padded(plain);
      const sealed = concatBytes(nonce, box.seal(whole, nonce, pageKey));
      pageKey.fill(0);
      whole.fill(0);
      return { id: idOf(name), sealed, nonce };
    },
    write: async (put, drop) => {
      alive();
      await db.patiently(() =>
        db.transaction('rw', db.sheets, async () => {
          await db.sheets.bulkDelete(drop.map(idOf));
          await db.sheets.bulkPut(put.map(({ id, sealed }) => ({ id, sealed })));
        }),
      );
    },
    read: async (wanted) => {
      try {
        alive();
        const ids = wanted.map(({ name }) => idOf(name));
        const found = await db.patiently(() => db.sheets.bulkGet(ids));
        alive();
        return wanted.map(({ name, nonce }, index) =>
          open(found[index]?.sealed ?? null, name, nonce),
        );
      } catch {
        return wanted.map(() => null);
      }
    },
    open: (name, sealed) => (wiped ? null : open(sealed, name)),
    clear: async () => {
      try {
        await db.patiently(() => db.sheets.clear());
      } catch {
        // The next unlock that finds no root tries again.
      }
    },
    zero: () => {
      wiped = true;
      key.fill(0);
      pageKeys.zero();
    },
  };
}

const isAhead = (name: string): name is keyof typeof AHEAD => Object.hasOwn(AHEAD, name);

function padded(plain: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil((plain.length + 1) / ROW_PAD) * ROW_PAD);
  whole.set(plain);
  whole[plain.length] = MARK;
  return whole;
}

const unpadded = (whole: Uint8Array): Uint8Array => whole.subarray(0, whole.lastIndexOf(MARK));
