/** Vault, testing: large files written and read piece by piece, in memory. */
import type { CarrierRequests } from '../../../contract/carrier.ts';
import type { Handlers } from '../../../contract/door.ts';
import { ok, refuse } from '../../../contract/outcome.ts';

/** More than any test writes; memory is only taken as it is used. */
const ROOM = 256 * 1024 * 1024;

export interface FakeDialogs {
  /** The file the open dialog gives; null: the person cancels. */
  readonly chosen: () => { readonly name: string; readonly bytes: Uint8Array } | null;
  /** Whether the person cancels the save dialog. */
  readonly cancels: () => boolean;
  readonly full: () => boolean;
  readonly saved: (name: string, bytes: Uint8Array) => void;
  /** Waited for before a piece from this place on is given. */
  readonly reading?: (at: number) => Promise<void>;
}

type Stream =
  | 'beginSave'
  | 'writeSave'
  | 'readSave'
  | 'endSave'
  | 'beginOpen'
  | 'readOpen'
  | 'endOpen';

/** Handles of saves and opens are numbered in one row. */
export function streams(dialogs: FakeDialogs): Pick<Handlers<CarrierRequests>, Stream> {
  const saves = new Map<number, { readonly name: string; readonly buffer: ArrayBuffer }>();
  const opens = new Map<number, Uint8Array>();
  let handles = 0;
  return {
    beginSave: async ({ name }) => {
      if (dialogs.cancels()) return refuse('cancelled');
      handles += 1;
      saves.set(handles, { name, buffer: new ArrayBuffer(0, { maxByteLength: ROOM }) });
      return ok({ handle: handles, name });
    },
    writeSave: async ({ handle, bytes }) => {
      const save = saves.get(handle);
      if (save === undefined) return refuse('cannot-write');
      if (dialogs.full()) return refuse('disk-full');
      const at = save.buffer.byteLength;
      save.buffer.resize(at + bytes.length);
      new Uint8Array(save.buffer).set(bytes, at);
      return ok(null);
    },
    readSave: async ({ handle, at, length }) => {
      await dialogs.reading?.(at);
      const save = saves.get(handle);
      if (save === undefined) return refuse('cannot-read');
      return ok(new Uint8Array(save.buffer).slice(at, at + length));
    },
    endSave: async ({ handle, keep }) => {
      const save = saves.get(handle);
      if (save === undefined) return keep ? refuse('cannot-write') : ok(null);
      if (keep && dialogs.full()) return refuse('disk-full');
      saves.delete(handle);
      if (keep) dialogs.saved(save.name, new Uint8Array(save.buffer).slice());
      return ok(null);
    },
    beginOpen: async () => {
      const chosen = dialogs.chosen();
      if (chosen === null) return refuse('cancelled');
      handles += 1;
      opens.set(handles, chosen.bytes);
      return ok({ handle: handles, name: chosen.name, size: chosen.bytes.length });
    },
    readOpen: async ({ handle, at, length }) => {
      await dialogs.reading?.(at);
      const bytes = opens.get(handle);
      return bytes === undefined ? refuse('cannot-read') : ok(bytes.slice(at, at + length));
    },
    endOpen: async ({ handle }) => {
      opens.delete(handle);
      return null;
    },
  };
}
