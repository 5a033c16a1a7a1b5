import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** One word found readable in one file, or in what a file or folder is called. The word itself is only for the test's own report. */
export interface Leak {
  readonly word: string;
  readonly file: string;
}

/** Words shorter than this occur by chance; the privacy claim is about words of at least six letters. */
const MIN_LETTERS = 6;

/** Every distinct word of at least six letters or digits, as written. */
export function wordsOf(texts: readonly string[]): readonly string[] {
  const words = texts.flatMap((text) => text.match(/[\p{L}\p{N}_]+/gu) ?? []);
  return [...new Set(words.filter((word) => [...word].length >= MIN_LETTERS))];
}

/** Every way the word could lie readable in a file: UTF-8, UTF-16 either way round, base64 of each at every alignment. */
export function patternsOf(word: string): readonly Buffer[] {
  const utf8 = Buffer.from(word, 'utf8');
  const utf16 = Buffer.from(word, 'utf16le');
  const plain = [utf8, utf16, Buffer.from(utf16).swap16()];
  const encoded = plain.flatMap((bytes) => [0, 1, 2].flatMap((shift) => base64At(bytes, shift)));
  return [...plain, ...encoded];
}

/** The base64 characters that depend on `bytes` alone when they start `shift` bytes into a group of three. */
function base64At(bytes: Buffer, shift: number): readonly Buffer[] {
  const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
  const whole = padded.toString('base64').replaceAll('=', '');
  const first = Math.ceil((shift * 8) / 6);
  const last = Math.floor((padded.length * 8) / 6);
  const standard = whole.slice(first, last);
  const urlSafe = standard.replaceAll('+', '-').replaceAll('/', '_');
  return (standard === urlSafe ? [standard] : [standard, urlSafe]).map((text) =>
    Buffer.from(text, 'latin1'),
  );
}

/** Patterns by their first four bytes, so that a file is walked once however many words there are. */
type PatternIndex = ReadonlyMap<
  number,
  readonly { readonly word: string; readonly pattern: Buffer }[]
>;

const PREFIX_BYTES = 4;

function indexOf(words: readonly string[]): PatternIndex {
  const index = new Map<number, { readonly word: string; readonly pattern: Buffer }[]>();
  for (const word of words) {
    for (const pattern of patternsOf(word)) {
      const prefix = pattern.readUInt32BE(0);
      index.set(prefix, [...(index.get(prefix) ?? []), { word, pattern }]);
    }
  }
  return index;
}

/** The words that can be read in these bytes. */
export function readableIn(bytes: Buffer, words: readonly string[]): readonly string[] {
  return readable(bytes, words, indexOf(words));
}

function readable(bytes: Buffer, words: readonly string[], index: PatternIndex): readonly string[] {
  const found = new Set<string>();
  let prefix = 0;
  for (let end = 0; end < bytes.length; end += 1) {
    prefix = ((prefix << 8) | (bytes[end] ?? 0)) >>> 0;
    const start = end + 1 - PREFIX_BYTES;
    for (const { word, pattern } of index.get(prefix) ?? []) {
      if (start >= 0 && bytes.subarray(start, start + pattern.length).equals(pattern))
        found.add(word);
    }
  }
  return words.filter((word) => found.has(word));
}

/** Searches every file below a folder and every name there, or one file. Files that vanish meanwhile are passed over. */
export async function searchTree(root: string, words: readonly string[]): Promise<readonly Leak[]> {
  const index = indexOf(words);
  const leaks: Leak[] = [];
  for (const { file, name, isFile } of await everythingBelow(root)) {
    const bytes = isFile ? await readFile(file).catch(() => NOTHING) : NOTHING;
    const found = new Set([
      ...readable(Buffer.from(name), words, index),
      ...readable(bytes, words, index),
    ]);
    leaks.push(...[...found].map((word) => ({ word, file })));
  }
  return leaks;
}

const NOTHING = Buffer.alloc(0);

interface Found {
  readonly file: string;
  /** '' for the one that was named by whoever searches. */
  readonly name: string;
  readonly isFile: boolean;
}

async function everythingBelow(root: string): Promise<readonly Found[]> {
  const entries = await readdir(root, { withFileTypes: true, recursive: true }).catch(() => null);
  if (entries === null) return [{ file: root, name: '', isFile: true }];
  return entries.map((entry) => ({
    file: path.join(entry.parentPath, entry.name),
    name: entry.name,
    isFile: entry.isFile(),
  }));
}
