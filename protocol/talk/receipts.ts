import { SessionId } from '../ids.ts';
import { RECEIPT_FURTHER } from '../limits.ts';
import { rising } from '../rising.ts';
import { MAX_RECEIPTS } from './bounds.ts';
import { asFields, id, integerFrom, list, optional, type FieldReader } from './json.ts';
import { SenderKey } from './names.ts';

/**
 * What of one `talk` chain has arrived, all of it and not only what is new (PROTOCOL §4): a lost
 * receipt is made good by the next.
 */
export interface Receipt {
  readonly sender: SenderKey;
  readonly session: SessionId;
  /** The highest seq up to which nothing is missing; −1 when the chain's first message is. */
  readonly upTo: number;
  /** At most 32 seqs above `upTo + 1`, rising. */
  readonly further: readonly number[];
  /** The highest seq a person has had on screen; absent where that is not told. */
  readonly read?: number;
}

/** The receipt for everything of one chain that is durably here. `seqs` may be in any order. */
export function receiptFor(
  chain: { readonly sender: SenderKey; readonly session: SessionId },
  seqs: Iterable<number>,
): Receipt {
  const here = new Set(seqs);
  let upTo = -1;
  while (here.has(upTo + 1)) upTo += 1;
  const further = rising([...here].filter((seq) => seq > upTo));
  const { sender, session } = chain;
  return { sender, session, upTo, further: further.slice(0, RECEIPT_FURTHER) };
}

/** Whether a receipt says that this message has arrived. */
export const covers = (
  receipt: Receipt,
  message: { readonly sender: SenderKey; readonly session: SessionId; readonly seq: number },
): boolean =>
  receipt.sender === message.sender &&
  receipt.session === message.session &&
  (message.seq <= receipt.upTo || receipt.further.includes(message.seq));

/** Whether a receipt says that a person has had this message on screen. Only what arrived can have been read. */
export const tellsRead = (
  receipt: Receipt,
  message: { readonly sender: SenderKey; readonly session: SessionId; readonly seq: number },
): boolean => covers(receipt, message) && message.seq <= (receipt.read ?? -1);

/** Both receipts of one chain as one: what has arrived never un-arrives, in whatever order they came. */
export function mergeReceipts(a: Receipt, b: Receipt): Receipt {
  const upTo = Math.max(a.upTo, b.upTo);
  let top = upTo;
  const further = new Set([...a.further, ...b.further].filter((seq) => seq > upTo));
  while (further.delete(top + 1)) top += 1;
  const read = Math.max(a.read ?? -1, b.read ?? -1);
  return {
    ...a,
    upTo: top,
    further: rising(further).slice(0, RECEIPT_FURTHER),
    ...(read < 0 ? {} : { read }),
  };
}

/** Reads the list out of a body; at most {@link MAX_RECEIPTS} chains. */
export const readReceipts: FieldReader<readonly Receipt[]> = list(MAX_RECEIPTS, (fields, name) => {
  const item = asFields(fields[name], name);
  return {
    sender: id(SenderKey)(item, 'sender'),
    session: id(SessionId)(item, 'session'),
    upTo: integerFrom(-1)(item, 'upTo'),
    further: list(RECEIPT_FURTHER, integerFrom(0))(item, 'further'),
    ...optional(item, 'read', integerFrom(0)),
  };
});
