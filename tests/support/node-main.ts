/** Main's own file handlers over a vault's folder, without Electron: for tests that write or read a vault from outside. */
import path from 'node:path';
import { fileRequests, type FileRequest } from '../../src/main/files/requests.ts';
import { openChunkFiles } from '../../src/main/files/chunk-files.ts';
import { CHUNKS } from '../../src/main/files/names.ts';
import { freeBytes } from '../../src/main/files/space.ts';
import { openVaultFolder } from '../../src/main/files/vault-files.ts';
import { openJournals } from '../../src/main/journal/journals.ts';
import type { CarrierRequests } from '../../src/contract/carrier.ts';
import type { Handlers } from '../../src/contract/door.ts';
import { refuse } from '../../src/contract/outcome.ts';

/** What a vault needs of main to be opened and written to; there is no keychain. */
export type NodeMain = Pick<Handlers<CarrierRequests>, FileRequest | 'readSecret'> & {
  readonly close: () => Promise<void>;
};

/** The app that uses the profile must not run. */
export async function nodeMain(profile: string): Promise<NodeMain> {
  const vault = path.join(profile, 'vault');
  const folder = await openVaultFolder(vault);
  const journals = openJournals(folder.path);
  const chunks = await openChunkFiles(path.join(folder.path, CHUNKS));
  const space = { free: async () => await freeBytes(vault), refused: () => undefined };
  return {
    ...fileRequests({ folder, journals, chunks, space }),
    readSecret: async () => refuse('missing'),
    close: async () => {
      await journals.close();
      await chunks.close();
    },
  };
}
