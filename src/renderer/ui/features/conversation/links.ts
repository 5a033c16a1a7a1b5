// Room: ui/features/conversation. Addresses in a text, so that they can be opened after a question. Pure.

/** `address` is what would be opened, as a browser writes it: a look-alike host in punycode looks different. */
export interface TextLink {
  readonly written: string;
  readonly address: string;
  readonly host: string;
}

/** Up to white space, a quotation mark, an angle bracket, or a sign that turns the direction of reading. */
const CANDIDATE =
  /(?<![\p{L}\p{N}])https:\/\/[^\s<>"«»„“”\u05f3\u05f4\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069]+/giu;
const TRAILING = /[.,;:!?…)\]}'’،؛؟]+$/u;

/**
 * The text in pieces. Only `https:` that was written out counts, and nothing with a user name in it: main
 * would refuse to open anything else, and what does not open must not look as if it did.
 */
export function piecesWithLinks(text: string): readonly (string | TextLink)[] {
  const pieces: (string | TextLink)[] = [];
  let done = 0;
  for (const { 0: found, index } of text.matchAll(CANDIDATE)) {
    const written = found.replace(TRAILING, '');
    const link = linkOf(written);
    if (link === null) continue;
    if (index > done) pieces.push(text.slice(done, index));
    pieces.push(link);
    done = index + written.length;
  }
  if (done < text.length) pieces.push(text.slice(done));
  return pieces;
}

function linkOf(written: string): TextLink | null {
  if (!URL.canParse(written)) return null;
  const { protocol, host, username, password, href } = new URL(written);
  if (protocol !== 'https:' || username !== '' || password !== '') return null;
  return { written, address: href, host };
}
