import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const SITE = path.join(import.meta.dirname, '../../dist/site');

export interface Size {
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

/** Bytes of the built loader and of everything the frame loads. Run `npm run build:site` first. */
export async function measureWidget(): Promise<{ readonly loader: Size; readonly frame: Size }> {
  return { loader: await sizeOf('l'), frame: await sizeOf('f') };
}

async function sizeOf(folder: string): Promise<Size> {
  const names = await readdir(path.join(SITE, folder), { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    names
      .filter((entry) => entry.isFile())
      .map((entry) => readFile(path.join(entry.parentPath, entry.name))),
  );
  return {
    raw: sum(files.map((bytes) => bytes.length)),
    gzip: sum(files.map((bytes) => gzipSync(bytes, { level: 9 }).length)),
    brotli: sum(files.map((bytes) => brotliCompressSync(bytes).length)),
  };
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
