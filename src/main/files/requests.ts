/** The vault's requests for its own files. A full disk is said to whoever asks and to the guard of free space. */
import type { CarrierRequests } from '../../contract/carrier.ts';
import type { Handlers } from '../../contract/door.ts';
import type { Outcome } from '../../contract/outcome.ts';
import type { Journals } from '../journal/journals.ts';
import type { ChunkFiles } from './chunk-files.ts';
import type { Space } from './space.ts';
import type { VaultFolder } from './vault-files.ts';

export type FileRequest =
  | 'readHeader'
  | 'holdsJournal'
  | 'writeHeader'
  | 'readKeyring'
  | 'writeKeyring'
  | 'openJournal'
  | 'append'
  | 'replay'
  | 'keepOnly'
  | 'putChunk'
  | 'endFile'
  | 'readChunk'
  | 'dropFiles'
  | 'listFiles'
  | 'tries'
  | 'keepTries'
  | 'space';

export interface FileParts {
  readonly folder: VaultFolder;
  readonly journals: Journals;
  readonly chunks: ChunkFiles;
  readonly space: Pick<Space, 'free' | 'refused'>;
}

/** One handler per request over these parts. */
export function fileRequests({
  folder,
  journals,
  chunks,
  space,
}: FileParts): Pick<Handlers<CarrierRequests>, FileRequest> {
  const guarded = async <T>(
    writing: Promise<Outcome<T, 'disk-full'>>,
  ): Promise<Outcome<T, 'disk-full'>> => {
    const outcome = await writing;
    if (!outcome.ok) space.refused();
    return outcome;
  };

  return {
    readHeader: () => folder.readHeader(),
    holdsJournal: () => journals.holdSomething(),
    writeHeader: ({ bytes }) => guarded(folder.writeHeader(bytes)),
    readKeyring: ({ number }) => folder.readKeyring(number),
    writeKeyring: ({ number, bytes }) => guarded(folder.writeKeyring(number, bytes)),
    openJournal: (input) => guarded(journals.open(input)),
    append: ({ generation, entries }) => guarded(journals.append(generation, entries)),
    replay: ({ generation, from }) => journals.replay(generation, from),
    keepOnly: async ({ generation, keyring }) => {
      // A number that names nothing is a bug, and must not cost what is there.
      if (!(await journals.has(generation))) throw new Error('journal missing');
      await folder.keepKeyring(keyring);
      await journals.keepOnly(generation);
      return null;
    },
    putChunk: ({ file, index, bytes }) => guarded(chunks.put(file, index, bytes)),
    endFile: ({ file }) => guarded(chunks.end(file)),
    readChunk: ({ file, index }) => chunks.read(file, index),
    dropFiles: async ({ files }) => {
      await chunks.drop(files);
      return null;
    },
    listFiles: () => chunks.list(),
    tries: () => folder.readTries(),
    keepTries: async ({ wrong }) => {
      await folder.writeTries(wrong);
      return null;
    },
    space: async () => ({ free: await space.free() }),
  };
}
