/** Vault, evidence: the file a person chose, read piece by piece through main. */
import type { Carrier } from '../../../contract/carrier.ts';
import { MAX_EVIDENCE_BYTES } from '../../../contract/evidence.ts';
import { ok, refuse, type Outcome } from '../../../contract/outcome.ts';
import { CHUNK_BYTES, CHUNKS_AHEAD } from '../limits.ts';

/** The chosen file could not be read on. */
export class SourceLost extends Error {
  override readonly name = 'SourceLost';
}

export interface Chosen {
  readonly name: string;
  /** Until its end. Throws {@link SourceLost} when main can no longer read it. */
  readonly bytes: () => AsyncGenerator<Uint8Array>;
  readonly close: () => Promise<void>;
}

/** Asks for any file. Its size is checked before a byte is read, and again by whoever reads it. */
export async function openChosen(
  carrier: Pick<Carrier, 'beginOpen' | 'readOpen' | 'endOpen'>,
): Promise<Outcome<Chosen, 'cancelled' | 'cannot-read' | 'empty' | 'too-large'>> {
  const opened = await carrier.beginOpen({ extensions: [] });
  if (!opened.ok) return opened;
  const { handle, name, size } = opened.value;
  const close = async (): Promise<void> => {
    await carrier.endOpen({ handle });
  };
  if (size > 0 && size <= MAX_EVIDENCE_BYTES) {
    return ok({ name, bytes: () => read(carrier, handle), close });
  }
  await close();
  return refuse(size === 0 ? 'empty' : 'too-large');
}

async function* read(
  carrier: Pick<Carrier, 'readOpen'>,
  handle: number,
): AsyncGenerator<Uint8Array> {
  const length = CHUNK_BYTES * CHUNKS_AHEAD;
  for (let at = 0; ;) {
    const piece = await carrier.readOpen({ handle, at, length });
    if (!piece.ok) throw new SourceLost();
    at += piece.value.length;
    if (piece.value.length > 0) yield piece.value;
    piece.value.fill(0);
    if (piece.value.length < length) return;
  }
}
