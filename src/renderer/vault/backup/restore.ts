/**
 * Vault, backup: a backup file read into the open vault.
 *
 * The file is read once, from its start; every piece is authentic before it is used. One that ends
 * early or goes wrong in the middle is refused as a whole file, and what was taken in before that is
 * whole records that were really in it.
 */
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import type { Restored, RestoreRefusal } from '../../../contract/keeping.ts';
import type { Carrier } from '../../../contract/carrier.ts';
import type { Watch } from '../jobs.ts';
import { opened } from './age.ts';
import { FrameReader } from './frames.ts';
import { Merge } from './merge.ts';
import type { BackupParts } from './parts.ts';
import { items, type Item } from './records.ts';
import { BadBackup, refusalOf, Stopped } from './refusals.ts';
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
      try {
        const source = await itemsOf(parts.carrier, file, { secret, watch });
        const merge = new Merge(parts);
        for (let next = await source.next(); next.done !== true; next = await source.next()) {
          if (watch.stopped()) throw new Stopped();
          await merge.take(next.value, source);
        }
        return ok(merge.result);
      } catch (error) {
        return refuse(refusalOf(error));
      }
    },
  );
}

export type ItemHeader = Extract<Item, { type: 'header' }>;
export type ItemSettings = Extract<Item, { type: 'settings' }>;

/** What a backup says of itself before its records: who it belongs to, and how. Reads no further. */
export async function introduction(
  carrier: Reads,
  file: ChosenFile,
  secret: string,
  watch: Watch,
): Promise<
  Outcome<{ readonly header: ItemHeader; readonly settings: ItemSettings }, RestoreRefusal>
> {
  try {
    const source = await itemsOf(carrier, file, { secret, watch });
    const { value: header } = await source.next();
    const { value: settings } = await source.next();
    if (header?.type !== 'header' || settings?.type !== 'settings') throw new BadBackup();
    return ok({ header, settings });
  } catch (error) {
    return refuse(refusalOf(error));
  }
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
