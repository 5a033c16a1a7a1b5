import {
  decodePDFRawStream,
  EncryptedPDFError,
  ParseSpeeds,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFRawStream,
  PDFRef,
  PDFStream,
  type PDFContext,
  type PDFObject,
} from '@cantoo/pdf-lib';
import { stripJpeg } from '../jpeg.ts';
import { countXmp } from '../named.ts';
import { CannotClean } from '../refusal.ts';
import type { RemovedKind, Tally } from '../removed.ts';
import { latin1 } from '../view-of.ts';

/**
 * A PDF written anew from what its pages need: without document information, metadata of any object, attached
 * files, scripts and actions, small copies of pages, names and times of annotations, and everything that only an
 * older version of the file pointed to. JPEG pictures inside lose their Exif and keep their quality.
 *
 * Throws CannotClean `encrypted` or `broken`.
 */
export async function cleanPdf(file: Uint8Array, tally: Tally): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await load(file);
  const { context } = pdf;
  countInfo(context, tally);
  const { Root, Size } = context.trailerInfo;
  context.trailerInfo = {
    ...(Root === undefined ? {} : { Root }),
    ...(Size === undefined ? {} : { Size }),
  };
  const reached = walk(context, Root, tally);
  let left = 0;
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (reached.has(ref)) continue;
    if (!isBookkeeping(object)) left += 1;
    context.delete(ref);
  }
  if (left > 0) tally.add('other');
  try {
    const plain = { useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false };
    return Uint8Array.from(await pdf.save(plain));
  } catch {
    throw new CannotClean('broken');
  }
}

async function load(file: Uint8Array): Promise<PDFDocument> {
  try {
    const how = { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest };
    const pdf = await PDFDocument.load(file, how);
    if (pdf.getPageCount() === 0) throw new CannotClean('broken');
    return pdf;
  } catch (error) {
    throw new CannotClean(error instanceof EncryptedPDFError ? 'encrypted' : 'broken');
  }
}

const infoKinds: Readonly<Record<string, RemovedKind>> = {
  Title: 'author',
  Author: 'author',
  Subject: 'comment',
  Keywords: 'comment',
  Creator: 'software',
  Producer: 'software',
  CreationDate: 'time',
  ModDate: 'time',
};

function countInfo(context: PDFContext, tally: Tally): void {
  const info = context.lookup(context.trailerInfo.Info);
  if (!(info instanceof PDFDict)) return;
  for (const key of info.keys()) tally.add(infoKinds[key.decodeText()] ?? 'other');
}

/** What tells a reader where objects lie is made anew anyway. */
function isBookkeeping(object: PDFObject): boolean {
  const type = object instanceof PDFStream ? object.dict.get(PDFName.of('Type')) : undefined;
  return type === PDFName.of('ObjStm') || type === PDFName.of('XRef');
}

/** More objects than 25 MiB can hold usefully. */
const MAX_OBJECTS = 2_000_000;

/** Cleans whatever the catalogue leads to and answers which objects that were. Without recursion: depth costs nothing. */
function walk(context: PDFContext, root: PDFObject | undefined, tally: Tally): ReadonlySet<PDFRef> {
  const reached = new Set<PDFRef>();
  const seen = new Set<PDFObject>();
  const waiting: (PDFObject | undefined)[] = [root];
  while (waiting.length > 0) {
    let object = waiting.pop();
    if (object instanceof PDFRef) {
      if (reached.has(object)) continue;
      reached.add(object);
      object = context.lookup(object);
    }
    if (object === undefined || seen.has(object)) continue;
    seen.add(object);
    if (seen.size > MAX_OBJECTS) throw new CannotClean('too-large');
    cleanObject(object, tally);
    for (const part of partsOf(object)) waiting.push(part);
  }
  return reached;
}

const dictOf = (object: PDFObject): PDFObject =>
  object instanceof PDFStream ? object.dict : object;

function partsOf(object: PDFObject): readonly PDFObject[] {
  if (object instanceof PDFArray) return object.asArray();
  const dict = dictOf(object);
  return dict instanceof PDFDict ? dict.values() : [];
}

function cleanObject(object: PDFObject, tally: Tally): void {
  const dict = dictOf(object);
  if (dict instanceof PDFDict) cleanDict(dict, tally);
  if (object instanceof PDFRawStream) cleanPicture(object, tally);
}

/** Keys that no page needs, in whatever object they stand. */
const needless: Readonly<Record<string, RemovedKind>> = {
  Metadata: 'other',
  PieceInfo: 'software',
  LastModified: 'time',
  Thumb: 'thumbnail',
  AA: 'other',
  OpenAction: 'other',
  AF: 'other',
  EF: 'other',
  EmbeddedFiles: 'other',
  JavaScript: 'other',
  JS: 'other',
  XFA: 'other',
  Collection: 'other',
  Perms: 'author',
  DSS: 'author',
  SpiderInfo: 'other',
  OPI: 'other',
  SourceModified: 'time',
};

/** Of an annotation: who wrote it, when, and its number. */
const ofRemarks: Readonly<Record<string, RemovedKind>> = {
  T: 'author',
  M: 'time',
  CreationDate: 'time',
  NM: 'other',
};

/** Actions that stay within the pages, or lead to an address that can be read before it is followed. */
const harmless = new Set(['GoTo', 'URI', 'Named', 'Hide', 'SetOCGState', 'Trans']);

function cleanDict(dict: PDFDict, tally: Tally): void {
  for (const [name, kind] of Object.entries(needless)) take(dict, name, kind, tally);
  for (const name of ['A', 'PA', 'Next']) {
    if (isHarmful(dict, name)) take(dict, name, 'other', tally);
  }
  const subtype = nameIn(dict, 'Subtype');
  if (dict.has(PDFName.of('Rect')) && subtype !== null && subtype !== 'Widget') {
    for (const [name, kind] of Object.entries(ofRemarks)) take(dict, name, kind, tally);
    if (subtype === 'FileAttachment') take(dict, 'FS', 'other', tally);
  }
  // A signature holds only over the file it was made for, and names who made it.
  if (nameIn(dict, 'FT') === 'Sig') take(dict, 'V', 'author', tally);
}

function take(dict: PDFDict, name: string, kind: RemovedKind, tally: Tally): void {
  const key = PDFName.of(name);
  const value = dict.get(key);
  if (value === undefined) return;
  if (name === 'Metadata') countMetadata(dict.context.lookup(value), tally);
  else tally.add(kind);
  dict.delete(key);
}

function countMetadata(stream: PDFObject | undefined, tally: Tally): void {
  if (!(stream instanceof PDFRawStream)) return tally.add('other');
  try {
    countXmp(latin1(decodePDFRawStream(stream).decode()), tally);
  } catch {
    tally.add('other');
  }
}

/** `Next` and `A` also mean other things, which are no dictionaries with an `S`. Lists of actions count as harmful. */
function isHarmful(dict: PDFDict, name: string): boolean {
  const value = dict.context.lookup(dict.get(PDFName.of(name)));
  if (name === 'Next' && value instanceof PDFArray) return true;
  if (!(value instanceof PDFDict)) return false;
  const action = nameIn(value, 'S');
  return action !== null && !(harmless.has(action) || isStructure(value));
}

/** Attributes of the document's structure stand under `A` too; they name their owner in `O`. */
const isStructure = (dict: PDFDict): boolean => dict.has(PDFName.of('O'));

function nameIn(dict: PDFDict, key: string): string | null {
  const value = dict.context.lookup(dict.get(PDFName.of(key)));
  return value instanceof PDFName ? value.decodeText() : null;
}

const FILTER = PDFName.of('Filter');
const PARAMETERS = PDFName.of('DecodeParms');

/** A JPEG is a file of its own with all that says. Its coded picture stays as it is. */
function cleanPicture(stream: PDFRawStream, tally: Tally): void {
  const { dict } = stream;
  const filter = dict.context.lookup(dict.get(FILTER));
  const filters = filter instanceof PDFArray ? filter.asArray() : [filter];
  const last = dict.context.lookup(filters.at(-1));
  if (last === PDFName.of('JPXDecode')) throw new CannotClean('unknown');
  if (last !== PDFName.of('DCTDecode')) return;
  // Wrapped once more: unwrapped here, so that the picture can be reached.
  const outer = filters.slice(0, -1).filter((each) => each !== undefined);
  let bytes = stream.contents;
  if (outer.length > 0) {
    const wrapped = PDFRawStream.of(dict.context.obj({ Filter: outer }), bytes);
    bytes = decodePDFRawStream(wrapped).decode();
    dict.set(FILTER, PDFName.of('DCTDecode'));
    dict.delete(PARAMETERS);
  }
  stream.updateContents(stripJpeg(bytes, tally));
}
