import { cleanFlac } from './flac.ts';
import { cleanHeif } from './heif.ts';
import { cleanMovie } from './movie.ts';
import { cleanMp3 } from './mp3.ts';
import { cleanOgg } from './ogg.ts';
import { inspect, reencode, type Draw, type PictureType } from './reencode.ts';
import { CannotClean, type CannotWhy } from './refusal.ts';
import { newTally, type Removed, type Tally } from './removed.ts';
import { sniff, type FileType } from './sniff.ts';
import { cleanWav } from './wav.ts';

/** What else is different in the cleaned file, so that it can be said before sending. */
export type Change = 'scaled' | 'first-picture' | 'colours' | 'retyped';

export interface Cleaned {
  readonly kind: 'cleaned';
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Media type of `bytes`. */
  readonly media: string;
  readonly removed: Removed;
  readonly changed: readonly Change[];
}

export type Cleaning = Cleaned | { readonly kind: 'cannot'; readonly why: CannotWhy };

export interface CleaningWishes {
  readonly draw: Draw;
  /** The largest file that may be sent. */
  readonly maxBytes: number;
}

/**
 * Takes out of a file what it says beside its content, by what its bytes are and not by its name.
 *
 * What cannot be cleaned is news and no error: the person decides what happens then. `file` itself is not changed.
 */
export async function clean(file: Blob, wishes: CleaningWishes): Promise<Cleaning> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const type = sniff(bytes);
  const tally = newTally();
  try {
    if (type === null) throw new CannotClean('unknown');
    const cleaned = isPicture(type)
      ? await cleanPicture(bytes, type, { ...wishes, tally })
      : { ...(await cleaners[type](bytes, tally)), changed: [] };
    if (cleaned.bytes.length > wishes.maxBytes) throw new CannotClean('too-large');
    return { kind: 'cleaned', ...cleaned, removed: tally.removed() };
  } catch (error) {
    if (error instanceof CannotClean) return { kind: 'cannot', why: error.why };
    throw error;
  }
}

type Written = Pick<Cleaned, 'bytes' | 'media'>;

/** In place where offsets hold a file together; each gets bytes that are its own. */
const cleaners = {
  heif: (bytes, tally) => ({ media: cleanHeif(bytes, tally), bytes }),
  movie: (bytes, tally) => ({ media: cleanMovie(bytes, tally), bytes }),
  mp3: (bytes, tally) => ({ media: 'audio/mpeg', bytes: cleanMp3(bytes, tally) }),
  wav: (bytes, tally) => ({ media: 'audio/wav', bytes: cleanWav(bytes, tally) }),
  ogg: (bytes, tally) => ({ media: 'audio/ogg', bytes: cleanOgg(bytes, tally) }),
  flac: (bytes, tally) => ({ media: 'audio/flac', bytes: cleanFlac(bytes, tally) }),
  pdf: async (bytes, tally) => {
    const { cleanPdf } = await import('./lazy/pdf.ts');
    return { media: 'application/pdf', bytes: await cleanPdf(bytes, tally) };
  },
} as const satisfies Record<
  Exclude<FileType, PictureType>,
  (bytes: Uint8Array<ArrayBuffer>, tally: Tally) => Written | Promise<Written>
>;

const isPicture = (type: FileType): type is PictureType => !(type in cleaners);

async function cleanPicture(
  file: Uint8Array<ArrayBuffer>,
  type: PictureType,
  { draw, maxBytes, tally }: CleaningWishes & { readonly tally: Tally },
): Promise<Written & Pick<Cleaned, 'changed'>> {
  const facts = inspect(type, file, tally);
  const picture = new Blob([file], { type: `image/${type}` });
  const written = await reencode(picture, type, { draw, maxBytes });
  const changes: Readonly<Record<Change, boolean>> = {
    scaled: written.scaled,
    'first-picture': facts.animated,
    colours: facts.profile,
    retyped: written.type !== `image/${type}`,
  };
  const changed = (Object.keys(changes) as Change[]).filter((change) => changes[change]);
  return { bytes: written.bytes, media: written.type, changed };
}
