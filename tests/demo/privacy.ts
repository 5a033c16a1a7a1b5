import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { patternsOf, readableIn, searchTree, wordsOf } from '../support/leak-search.ts';
import type { ReleaseFiles } from './case-work.ts';
import { fixtureIncidents } from './incidents.ts';
import {
  germanTalk,
  hebrewTalk,
  institution,
  narrative,
  placeName,
  rating,
  registerValues,
} from './talk.ts';

export interface Found {
  /** Words of the conversations readable in the relay's database, WAL and logs. */
  readonly readableAtRelay: number;
  /** The same anywhere in the app's user-data folder. */
  readonly readableOnDisk: number;
  /** Register values readable in the release: raw bytes and the text extracted from the PDF. */
  readonly registerValuesInRelease: number;
}

/** Everything said or typed that may lie nowhere readable. */
const said: readonly string[] = [
  ...[...germanTalk, ...hebrewTalk].map(({ text }) => text),
  ...registerValues,
  ...fixtureIncidents.map((incident) => incident.narrative),
  institution,
  placeName,
  narrative,
  rating.comment,
];

/**
 * Searches what the demo wrote for what was said.
 *
 * First a control file with every word in every encoding is planted beside relay and app; a search
 * that does not find all of them proves nothing and throws.
 */
export async function searchEverything(where: {
  readonly folder: string;
  readonly userDataDir: string;
  readonly files: ReleaseFiles;
  readonly code: string;
}): Promise<Found> {
  const words = [...wordsOf(said), where.code, where.code.replaceAll('-', '')];
  const control = path.join(where.folder, 'control');
  await writeFile(
    control,
    Buffer.concat(
      words.flatMap((word) => patternsOf(word).flatMap((bytes) => [bytes, Buffer.from('\n')])),
    ),
  );
  const seen = new Set((await searchTree(control, words)).map(({ word }) => word));
  if (seen.size !== words.length) throw new Error('the search missed words in its control file');

  const relay = [
    ...(await searchTree(path.join(where.folder, 'relay'), words)),
    ...(await searchTree(path.join(where.folder, 'logs'), words)),
  ];
  const disk = await searchTree(where.userDataDir, words);
  const released = await registerIn(where.files);
  for (const { word, file } of [...relay, ...disk]) {
    process.stdout.write(`demo: READABLE "${word}" in ${path.relative(where.folder, file)}\n`);
  }
  return {
    readableAtRelay: relay.length,
    readableOnDisk: disk.length,
    registerValuesInRelease: released,
  };
}

async function registerIn(files: ReleaseFiles): Promise<number> {
  const values = [...registerValues, institution, placeName, narrative];
  const texts = [await readFile(files.csv), await readFile(files.pdf), textOfPdf(files.pdf)];
  return texts.flatMap((bytes) => readableIn(bytes, [...values, ...wordsOf(values)])).length;
}

/** The words a reader can select, by poppler: an extractor that shares no code with what wrote the file. */
const textOfPdf = (file: string): Buffer => execFileSync('pdftotext', ['-layout', file, '-']);
