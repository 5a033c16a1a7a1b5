import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CannotClean } from '../refusal.ts';
import { newTally, type Removed } from '../removed.ts';
import { cleanPdf } from './pdf.ts';

const PHOTO = path.join(import.meta.dirname, '../../../../tests/fixtures/files/photo.jpg');
const has = (program: string, flag: string): boolean =>
  spawnSync(program, [flag], { stdio: 'ignore' }).error === undefined;
const exiftool = has('exiftool', '-ver');
if (!exiftool) console.log('skipped: exiftool is not installed (libimage-exiftool-perl)');

let folder: string;
let letter: Uint8Array;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clean-pdf-'));
  letter = await newLetter();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A letter that says too much in every place a PDF has for it. */
async function newLetter(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const { context, catalog } = pdf;
  pdf.setAuthor('secret author');
  pdf.setTitle('secret title');
  pdf.setProducer('secret producer');
  const page = pdf.addPage([300, 200]);
  page.drawText('What happened to me', { x: 20, y: 150, size: 12 });
  page.drawImage(await pdf.embedJpg(await readFile(PHOTO)), { x: 20, y: 20 });
  const stream = (text: string, dict = {}) => context.register(context.stream(text, dict));
  const xmp = '<x:xmpmeta><rdf:li dc:creator="secret"/></x:xmpmeta>';
  const metadata = stream(xmp, { Type: 'Metadata', Subtype: 'XML' });
  catalog.set(PDFName.of('Metadata'), metadata);
  page.node.set(PDFName.of('Metadata'), stream(xmp, { Subtype: 'XML' }));
  page.node.set(PDFName.of('Thumb'), stream('secret thumb'));
  page.node.set(PDFName.of('PieceInfo'), context.obj({ Secret: PDFString.of('secret piece') }));
  page.node.set(PDFName.of('LastModified'), PDFString.of('D:20260504'));
  await pdf.attach(new TextEncoder().encode('secret attached'), 'secret.txt');
  pdf.addJavaScript('secret script', 'app.alert("secret")');
  const launch = context.obj({ S: 'Launch', F: PDFString.of('secret.exe') });
  catalog.set(PDFName.of('OpenAction'), launch);
  const remark = context.obj({
    Type: 'Annot',
    Subtype: 'Text',
    Rect: [0, 0, 10, 10],
    T: PDFString.of('secret name'),
    M: PDFString.of('D:20260504'),
    Contents: PDFString.of('said on the page'),
    A: launch,
  });
  const link = context.obj({
    Type: 'Annot',
    Subtype: 'Link',
    Rect: [0, 0, 10, 10],
    A: { S: 'URI', URI: PDFString.of('https://example.org') },
  });
  page.node.set(PDFName.of('Annots'), context.obj([remark, link]));
  const first = await pdf.save({ useObjectStreams: false });
  return withOlderVersion(first);
}

/** As an editor saves: the new text behind the old, which nothing points to any more. */
async function withOlderVersion(first: Uint8Array): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(first, { forIncrementalUpdate: true, updateMetadata: false });
  const old = pdf.context.register(pdf.context.stream('secret old text'));
  const page = pdf.getPage(0);
  page.node.set(PDFName.of('Secret'), old);
  const second = await pdf.save({ useObjectStreams: false });
  const again = await PDFDocument.load(second, {
    forIncrementalUpdate: true,
    updateMetadata: false,
  });
  again.getPage(0).node.delete(PDFName.of('Secret'));
  return again.save({ useObjectStreams: false });
}

async function cleaned(file: Uint8Array): Promise<{ bytes: Uint8Array; removed: Removed }> {
  const tally = newTally();
  return { bytes: await cleanPdf(file, tally), removed: tally.removed() };
}

test('a letter says what stands on its pages, and nothing else', async () => {
  const { bytes, removed } = await cleaned(letter);
  expect(Buffer.from(letter).toString('latin1')).toMatch(/secret|Beispiel|Exif/);
  const raw = Buffer.from(bytes).toString('latin1');
  expect(raw).not.toMatch(/secret|beispiel|exif|20260504|Launch|JavaScript|Metadata|\/Info/i);
  expect(raw).toContain('said on the page');
  expect(raw).toContain('https://example.org');
  expect(removed).toMatchObject({
    author: 6,
    device: 3,
    place: 2,
    thumbnail: 2,
    software: expect.any(Number),
  });
  expect((await cleaned(bytes)).removed).toEqual({});
  // An upload that goes on later finds the same file again.
  expect((await cleaned(letter)).bytes).toEqual(bytes);
});

test.runIf(exiftool)('exiftool and pdftotext find the page and nobody', async () => {
  const file = path.join(folder, 'letter.pdf');
  await writeFile(file, (await cleaned(letter)).bytes);
  const said = execFileSync('exiftool', ['-G1', '-a', '-ee3', '-u', file], { encoding: 'utf8' });
  const own = said
    .split('\n')
    .filter((line) => line !== '' && !/^\[(System|ExifTool|File)\]/.test(line));
  expect(own.map((line) => line.split(']')[1]?.split(':')[0]?.trim())).toEqual([
    'PDF Version',
    'Linearized',
    'Page Count',
  ]);
  expect(execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' })).toContain(
    'What happened to me',
  );
  const pictures = execFileSync('pdfimages', ['-list', file], { encoding: 'utf8' });
  expect(pictures).toContain('jpeg');
});

test('a locked or broken PDF cannot be cleaned', async () => {
  const pdf = await PDFDocument.load(letter);
  pdf.encrypt({ userPassword: 'x', ownerPassword: 'y', permissions: {} });
  const locked = await pdf.save();
  await expect(cleaned(locked)).rejects.toThrow(new CannotClean('encrypted'));
  await expect(cleaned(letter.slice(0, 40))).rejects.toThrow(new CannotClean('broken'));
});

test('a hostile PDF ends in a word', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 20 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (edits, cut) => {
        const bytes = letter.slice(0, Math.ceil(letter.length * (1 - cut ** 6)));
        for (const [at, value] of edits) if (bytes.length > 0) bytes[at % bytes.length] = value;
        await cleaned(bytes).catch((error: unknown) => {
          if (!(error instanceof CannotClean)) throw error;
        });
      },
    ),
    { numRuns: 150 },
  );
});
