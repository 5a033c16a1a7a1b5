// Room: ui/features/palette. What the palette offers for what was typed: who waits, commands, conversations. Pure.
import type { ConversationSummary } from '../../../../contract/desk.ts';
import { match } from '../../app/commands/fuzzy.ts';
import type { Situation } from '../../app/commands/situation.ts';
import { calls } from '../../app/state/queue-filter.ts';
import { commandList, type Command, type Group } from '../../app/commands/table.ts';

export type PaletteEntry =
  | { readonly kind: 'command'; readonly group: Group; readonly command: Command }
  | {
      readonly kind: 'talk';
      readonly group: 'waiting' | 'conversations';
      readonly line: ConversationSummary;
    }
  /** What was typed may be a word to search for. */
  | { readonly kind: 'search'; readonly group: 'desk'; readonly text: string };

/** So many who wait for us are offered before anything is typed. */
const WAITING = 3;
/** Conversations found by name at most. */
const FOUND = 20;

interface Asked {
  readonly text: string;
  readonly now: Situation;
  /** Every line of the inbox, most urgent first. */
  readonly lines: readonly ConversationSummary[];
  readonly nameOf: (command: Command) => string;
}

/** With nothing typed, Enter answers whoever waits longest; with letters, the best match comes first. */
export function entriesFor({ text, now, lines, nameOf }: Asked): readonly PaletteEntry[] {
  const possible = commandList.filter((one) => one.keyOnly !== true && one.possible(now));
  if (text.trim() === '') {
    const at = Date.now();
    const waiting = lines.filter((line) => calls(line, at)).slice(0, WAITING);
    return [...waiting.map((line) => talk(line)), ...possible.map((one) => asEntry(one))];
  }
  const found = [
    ...ranked(possible, (one) => match(text, nameOf(one))).map(asScored(asEntry)),
    ...ranked(lines, ({ name }) => match(text, name))
      .slice(0, FOUND)
      .map(asScored(talk)),
  ].toSorted((a, b) => b.score - a.score);
  return [...together(found.map(({ entry }) => entry)), { kind: 'search', group: 'desk', text }];
}

const asEntry = (command: Command): PaletteEntry => ({
  kind: 'command',
  group: command.group,
  command,
});
const talk = (line: ConversationSummary): PaletteEntry => ({
  kind: 'talk',
  group: line.waitingSince === null ? 'conversations' : 'waiting',
  line,
});

interface Scored<T> {
  readonly of: T;
  readonly score: number;
}

const ranked = <T>(all: readonly T[], scoreOf: (one: T) => number | null): readonly Scored<T>[] =>
  all
    .flatMap((of) => {
      const score = scoreOf(of);
      return score === null ? [] : [{ of, score }];
    })
    .toSorted((a, b) => b.score - a.score);

const asScored =
  <T>(make: (of: T) => PaletteEntry) =>
  ({ of, score }: Scored<T>) => ({ entry: make(of), score });

/** Groups stand together, each where its best entry stands: one heading a group. */
function together(entries: readonly PaletteEntry[]): readonly PaletteEntry[] {
  const order = [...new Set(entries.map(({ group }) => group))];
  return order.flatMap((group) => entries.filter((entry) => entry.group === group));
}
