/** Something that can be followed. `shown` is the address itself, never other words for it. */
export interface Link {
  readonly href: string;
  readonly shown: string;
}

/**
 * widget/app: addresses in what the team writes.
 *
 * Only `https:`, `mailto:` and `tel:` that were written out become links; nothing is guessed from words.
 * The address is shown as the browser will follow it: a host in foreign letters as punycode, so that a
 * look-alike looks different. What carries a user name, or would need guessing, stays text. What a
 * reporter writes is never looked through: they know what they wrote, and nobody else's page should
 * open from it.
 */
export function partsOf(text: string): readonly (string | Link)[] {
  const parts: (string | Link)[] = [];
  let done = 0;
  for (const { 0: found, index } of text.matchAll(CANDIDATE)) {
    const written = found.replace(TRAILING, '');
    const link = linkOf(written);
    if (link === null) continue;
    if (index > done) parts.push(text.slice(done, index));
    parts.push(link);
    done = index + written.length;
  }
  if (done < text.length) parts.push(text.slice(done));
  return parts;
}

/** Up to white space, a quotation mark, an angle bracket, or a sign that turns the direction of reading. */
const CANDIDATE =
  /(?<![\p{L}\p{N}])(?:https:\/\/|mailto:|tel:)[^\s<>"«»„“”\u05f3\u05f4\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069]+/giu;
const TRAILING = /[.,;:!?…)\]}'’،؛؟]+$/u;
const MAIL = /^mailto:([\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i;
const PHONE = /^tel:(\+?[0-9][0-9()-]{2,})$/i;

function linkOf(written: string): Link | null {
  const [, plain] = MAIL.exec(written) ?? PHONE.exec(written) ?? [];
  if (plain !== undefined) return { href: written, shown: plain };
  const url = urlOf(written);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  if (!url.hostname.includes('.')) return null;
  return { href: url.href, shown: url.href.replace(/\/$/, '') };
}

function urlOf(written: string): URL | null {
  try {
    return new URL(written);
  } catch {
    return null;
  }
}
