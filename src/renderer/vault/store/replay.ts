/** Vault, store: the journal read back, page by page, each entry proven before the next is looked at. */
import type { Carrier } from '../../../contract/carrier.ts';
import { NO_ENTRIES, readEntry, type Chain, type Head, type OpenedEntry } from './entry.ts';

/**
 * Every entry from the first. Throws {@link ProtocolError} at the first one that does not belong.
 * Nothing is decrypted: rows stay sealed.
 */
export async function* replay(
  carrier: Pick<Carrier, 'replay'>,
  chain: Chain,
): AsyncGenerator<OpenedEntry, Head> {
  let head = NO_ENTRIES;
  let skip = chain.skip;
  let from = 0;
  for (;;) {
    const page = await carrier.replay({ from });
    for (const bytes of page.entries) {
      if (skip > 0) {
        skip -= 1;
        continue;
      }
      const entry = readEntry(bytes, head, chain);
      head = entry.head;
      yield entry;
    }
    if (page.end) return head;
    if (page.next <= from) throw new Error('replay does not advance');
    from = page.next;
  }
}
