/** What the files in the vault's folder are called. Names are made from checked numbers and ids only. */
import type { FileId } from '../../../protocol/ids.ts';

export const HEADER = 'header';
/** The keychain's secret, sealed by the operating system. */
export const SECRET = 'keychain';
/** How many wrong secrets were typed, in digits. */
export const TRIES = 'tries';
/** The folder of chunk files. */
export const CHUNKS = 'files';

/** A series of numbered files. Number 0 is the one without a number, from the vault's first format. */
export interface Series {
  readonly name: (number: number) => string;
  /** The number in such a name, or null for any other name. */
  readonly numberIn: (name: string) => number | null;
}

const series = (stem: 'journal' | 'keyring'): Series => {
  const shape = new RegExp(`^${stem}(?:-([1-9]\\d{0,15}))?$`, 'u');
  return {
    name: (number) => {
      if (!Number.isSafeInteger(number) || number < 0) throw new Error('no such file');
      return number === 0 ? stem : `${stem}-${number}`;
    },
    numberIn: (name) => {
      const found = shape.exec(name);
      return found === null ? null : Number(found[1] ?? 0);
    },
  };
};

export const JOURNALS = series('journal');
export const KEYRINGS = series('keyring');

const CHUNK_FILE = /^[0-9a-f]{32}$/u;

/** The names of chunk files among these. */
export const chunkFiles = (names: readonly string[]): readonly FileId[] =>
  names.filter((name): name is FileId => CHUNK_FILE.test(name));
