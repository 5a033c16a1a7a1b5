/** How much of a file is in memory at once while it is read. */
const PIECE_BYTES = 1024 * 1024;

/** A file in pieces, from its beginning. Throws DOMException when it can no longer be read. */
export async function* piecesOf(file: Blob): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < file.size; at += PIECE_BYTES) {
    yield new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer());
  }
}
