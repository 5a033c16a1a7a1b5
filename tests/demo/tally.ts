/** How the texts on one side's screen compare with those on the other's. */
export interface Tally {
  readonly messagesSent: number;
  readonly messagesShown: number;
  readonly lost: number;
  readonly duplicated: number;
}

/**
 * Compares what the senders' screens say was written with what the readers' screens show.
 *
 * Both lists are texts read off a screen. A text written once and shown twice is one duplicate;
 * a text shown that nobody wrote counts as a duplicate too, for it should not be there.
 */
export function tally(sent: readonly string[], shown: readonly string[]): Tally {
  const left = new Map<string, number>();
  for (const text of sent) left.set(text, (left.get(text) ?? 0) + 1);
  let duplicated = 0;
  for (const text of shown) {
    const rest = left.get(text) ?? 0;
    if (rest === 0) duplicated += 1;
    else left.set(text, rest - 1);
  }
  const lost = [...left.values()].reduce((sum, rest) => sum + rest, 0);
  return { messagesSent: sent.length, messagesShown: shown.length, lost, duplicated };
}

export const addTallies = (a: Tally, b: Tally): Tally => ({
  messagesSent: a.messagesSent + b.messagesSent,
  messagesShown: a.messagesShown + b.messagesShown,
  lost: a.lost + b.lost,
  duplicated: a.duplicated + b.duplicated,
});
