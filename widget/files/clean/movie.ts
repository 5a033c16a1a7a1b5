import { blank, boxesOf, erase, eraseAround, inOrder, isFilled, type Box } from './boxes.ts';
import { fragmentExtents } from './fragments.ts';
import { CannotClean } from './refusal.ts';
import type { Tally } from './removed.ts';
import { sampleExtents } from './samples.ts';
import { countRemarks } from './user-data.ts';
import { viewOf, type View } from './view-of.ts';

/**
 * Films and sound in MP4, MOV, M4A and 3GP, cleaned in place: whatever is not needed to play becomes an empty
 * box of the same length, so no offset moves and nothing is coded anew (ADR 0023).
 *
 * Kept are the boxes named here and the samples of pictures and sound that they point to; everything else in the
 * file is zeros. Throws CannotClean. The bytes given are changed.
 */
export function cleanMovie(file: Uint8Array, tally: Tally): string {
  const view = viewOf(file);
  const cleaning: Cleaning = { view, tally, kept: [], found: { movie: false, fragments: false } };
  const top = boxesOf(view, 0, file.length);
  for (const box of top) cleanBox(cleaning, box, { allowed: allowed.file, depth: 0 });
  const { movie, fragments, dropped = false } = cleaning.found;
  if (!movie) throw new CannotClean('broken');
  // Which bytes of a fragmented film belong to a dropped track is told in too many ways to be sure.
  if (fragments && dropped) throw new CannotClean('unknown');
  const kept = inOrder([...cleaning.kept, ...fragmentExtents(view, top)]);
  for (const box of top) {
    if (box.type === 'mdat' && eraseAround(view, box, kept)) tally.add('other');
  }
  return mediaType(view, top[0]);
}

interface Cleaning {
  readonly view: View;
  readonly tally: Tally;
  /** Where samples lie that are played. */
  readonly kept: { readonly from: number; readonly to: number }[];
  readonly found: { movie: boolean; fragments: boolean; dropped?: boolean };
}

const MAX_DEPTH = 8;
const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** What may stand where. A box that is not named is blanked. */
const allowed = {
  file: words('ftyp styp moov moof mdat sidx mfra wide free skip'),
  moov: words('mvhd trak mvex iods'),
  mvex: words('mehd trex'),
  mfra: words('tfra mfro'),
  moof: words('mfhd traf'),
  traf: words('tfhd tfdt trun sdtp sbgp sgpd subs saiz saio'),
  trak: words('tkhd mdia edts tref tapt'),
  edts: words('elst'),
  mdia: words('mdhd hdlr minf elng'),
  minf: words('vmhd smhd nmhd hdlr dinf stbl'),
  dinf: words('dref'),
  stbl: words(
    'stsd stts stss stsz stz2 stsc stco co64 ctts cslg sdtp sbgp sgpd stps subs stsh padb',
  ),
} as const satisfies Record<string, ReadonlySet<string>>;

type Container = Exclude<keyof typeof allowed, 'file'>;
const isContainer = (type: string): type is Container => type !== 'file' && type in allowed;

/** What is empty by its name; something in it is left over from an edit. */
const empty = words('free skip wide');
const remarks = words('udta meta uuid');

interface Place {
  readonly allowed: ReadonlySet<string>;
  readonly depth: number;
}

function cleanBox(cleaning: Cleaning, box: Box, place: Place): void {
  const { view, tally, found } = cleaning;
  if (place.depth > MAX_DEPTH) throw new CannotClean('broken');
  if (empty.has(box.type)) {
    if (erase(view, box.at, box.to)) tally.add('other');
    return;
  }
  if (!place.allowed.has(box.type)) {
    if (remarks.has(box.type)) countRemarks(view, box, tally);
    else if (isFilled(view, box.at, box.to)) tally.add('other');
    return blank(view, box);
  }
  if (box.type === 'moov') found.movie = true;
  if (box.type === 'moof') found.fragments = true;
  if (box.type === 'trak' && !cleanTrack(cleaning, box)) {
    found.dropped = true;
    tally.add('other');
    return blank(view, box);
  }
  if (isContainer(box.type)) {
    const inside = { allowed: allowed[box.type], depth: place.depth + 1 };
    for (const child of boxesOf(view, box.at, box.to)) cleanBox(cleaning, child, inside);
  } else cleanLeaf(cleaning, box);
}

/** False for a track that is neither pictures nor sound: captions, time codes, and where the camera was. */
function cleanTrack({ view, kept }: Cleaning, track: Box): boolean {
  const find = (within: Box | undefined, type: string): Box | undefined =>
    within && boxesOf(view, within.at, within.to).find((box) => box.type === type);
  const media = find(track, 'mdia');
  const handler = find(media, 'hdlr');
  if (handler === undefined || !played.has(view.text(handler.at + 8, 4))) return false;
  const table = find(find(media, 'minf'), 'stbl');
  if (table === undefined) throw new CannotClean('broken');
  kept.push(...sampleExtents(view, boxesOf(view, table.at, table.to)));
  return true;
}

const played = words('vide soun pict');

function cleanLeaf({ view, tally }: Cleaning, box: Box): void {
  switch (box.type) {
    case 'mvhd':
    case 'tkhd':
    case 'mdhd':
      return eraseTimes(view, box, tally);
    case 'hdlr':
      // The name behind type and reserved words says which program wrote it.
      if (box.at + 24 < box.to && erase(view, box.at + 24, box.to)) tally.add('software');
      return;
    case 'stsd':
      return eraseCoderNames(view, box, tally);
    case 'dref':
      return eraseAddresses(view, box, tally);
  }
}

function eraseTimes(view: View, box: Box, tally: Tally): void {
  const bytes = view.u8(box.at) === 1 ? 16 : 8;
  if (erase(view, box.at + 4, box.at + 4 + bytes)) tally.add('time');
}

/** Where a picture's sample entry names the maker and the program that coded it. */
const coderNames = [
  { at: 12, bytes: 4 },
  { at: 42, bytes: 32 },
] as const;
/** A picture's sample entry before its own boxes. */
const PICTURE_ENTRY = 78;

function eraseCoderNames(view: View, box: Box, tally: Tally): void {
  for (const entry of boxesOf(view, box.at + 8, box.to)) {
    if (!pictureCodes.has(entry.type) || entry.to - entry.at < PICTURE_ENTRY) continue;
    for (const { at, bytes } of coderNames) {
      if (erase(view, entry.at + at, entry.at + at + bytes)) tally.add('software');
    }
  }
}

const pictureCodes = words(
  'avc1 avc2 avc3 hvc1 hev1 dvh1 dvhe mp4v vp08 vp09 av01 jpeg mjpa s263 H263 apcn apch apcs apco ap4h',
);

/** A reference to other files may name a folder, and with it a person. */
function eraseAddresses(view: View, box: Box, tally: Tally): void {
  for (const entry of boxesOf(view, box.at + 8, box.to)) {
    if (erase(view, entry.at + 4, entry.to)) tally.add('other');
  }
}

function mediaType(view: View, first: Box | undefined): string {
  const brand = first?.type === 'ftyp' ? view.text(first.at, 4) : 'qt  ';
  if (brand === 'qt  ') return 'video/quicktime';
  if (/^M4[AB]/.test(brand)) return 'audio/mp4';
  return brand.startsWith('3g') ? 'video/3gpp' : 'video/mp4';
}
