/**
 * Vault, backup: a backup file read into the open vault.
 *
 * The file is read once, from its start; every piece is authentic before it is used. One that ends
 * early or goes wrong in the middle is refused as a whole file, and what was taken in before that is
 * whole records that were really in it.
 */
import { KEY_BYTES } from '../../../../protocol/hash.ts';
import { readDocument } from '../../../../protocol/team/document.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Restored, RestoreRefusal } from '../../../contract/backup.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { Watch } from '../jobs.ts';
import { opened } from './age.ts';
import { FrameReader } from './frames.ts';
import { Merge } from './merge.ts';
import type { BackupParts } from './parts.ts';
import { items, type Item, type KeptSettings } from './records.ts';
import { BadBackup, refusalOf, Stopped, type ReadRefusal } from './refusals.ts';
import { piecesOf } from './save.ts';

/** A file main has opened. */
export interface ChosenFile {
  readonly handle: number;
  readonly size: number;
}

type Reads = Pick<Carrier, 'readOpen'>;

/** Merges the file into this vault. What is stopped or refused midway can be run again. */
export async function restoreFrom(
  parts: BackupParts,
  file: ChosenFile,
  secret: string,
): Promise<Outcome<Restored, RestoreRefusal | 'busy'>> {
  return await parts.jobs.run(
    'restore',
    async (watch): Promise<Outcome<Restored, RestoreRefusal>> => {
      const merge = new Merge(parts);
      try {
        const source = await itemsOf(parts.carrier, file, { secret, watch });
        for (let next = await source.next(); next.done !== true; next = await source.next()) {
          if (watch.stopped()) throw new Stopped();
          await merge.take(next.value, source);
        }
        return ok(merge.result);
      } catch (error) {
        // Whatever ended it: what is here now was not here before.
        const { added, evidence } = merge.result;
        if (added + evidence > 0) parts.audit.note('restore', { count: added });
        return refuse(refusalOf(error));
      }
    },
  );
}

/**
 * Reads a whole backup and takes nothing in: what is not sound is refused before a vault is made for
 * it. Answers who it belongs to, and how.
 */
export async function checked(
  carrier: Reads,
  file: ChosenFile,
  how: { readonly secret: string; readonly watch: Watch },
): Promise<Outcome<Introduction, ReadRefusal>> {
  try {
    const source = await itemsOf(carrier, file, how);
    const { value: header } = await source.next();
    const { value: settings } = await source.next();
    const { value: stones } = await source.next();
    for await (const item of source) if (item.type === 'end') break;
    return ok(introductionOf([header, settings, stones]));
  } catch (error) {
    return refuse(refusalOf(error));
  }
}

/** What a backup says of itself before its records. */
export interface Introduction {
  readonly document: Uint8Array;
  readonly settings: KeptSettings;
  readonly tombstoneKey: Uint8Array;
}

function introductionOf(first: readonly (Item | undefined)[]): Introduction {
  const [header, settings, stones] = first;
  if (header?.type !== 'header' || settings?.type !== 'settings' || stones?.type !== 'tombstones') {
    throw new BadBackup();
  }
  try {
    readDocument(header.bytes);
  } catch {
    throw new BadBackup();
  }
  if (stones.bytes.length !== KEY_BYTES) throw new BadBackup();
  return { document: header.bytes, settings: settings.value, tombstoneKey: stones.bytes };
}

async function itemsOf(
  carrier: Reads,
  { handle, size }: ChosenFile,
  { secret, watch }: { readonly secret: string; readonly watch: Watch },
): Promise<AsyncGenerator<Item>> {
  const pieces = piecesOf(
    size,
    watch,
    async (at, length) => await carrier.readOpen({ handle, at, length }),
  );
  return items(new FrameReader(await opened(pieces, secret)));
}
