// Room: ui/features/search. A passage cut at its marks. Pure: what is found is text and stays text.

export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** The pieces of a passage in order. Marks that lie outside, overlap or run backwards are left out. */
export function piecesOf(
  text: string,
  marks: readonly (readonly [number, number])[],
): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [start, end] of marks.toSorted(([a], [b]) => a - b)) {
    if (start < at || end <= start || end > text.length) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}
