/**
 * `npm run bench:vault:growth`: what a vault costs as it grows from a thousand messages to a million, beside
 * both peers with the same rows.
 *
 *   node tests/bench/vault/growth.ts [messages …]    default: 1e3, 1e4, 1e5 and 1e6
 *
 * Prints the seed, a line per size, the same as rows of a table, how many times as much each step costs, and ends with
 * one JSON object. The million alone takes longer than everything else in the benchmark; wants a quiet machine.
 */
import { packageForTests } from '../../../tools/package-app.ts';
import { indexed, measureUnlocks, measureUse } from './app-figures.ts';
import { SEED, sizesFor } from './corpus.ts';
import { count, filled, opened, print, say } from './filled.ts';
import { plainFigures, sqlcipherFigures } from './peers.ts';
import { needSqlcipher } from './sqlcipher.ts';
import { rounded } from './statistics.ts';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];

type Line = Awaited<ReturnType<typeof grownTo>>;

/** What is looked at, ours and, where a peer does the same, theirs. */
const columns: readonly {
  readonly name: string;
  readonly ours: (line: Line) => number;
  readonly dexie?: (line: Line) => number;
  readonly sqlcipher?: (line: Line) => number;
}[] = [
  { name: 'copy rebuilt', ours: (line) => line.rebuildMs },
  {
    name: 'first 50 lines',
    ours: (line) => line.listMs,
    dexie: (line) => line.plainDexie.listMs,
    sqlcipher: (line) => line.sqlcipher.listMs,
  },
  { name: 'everything', ours: (line) => line.readyMs },
  {
    name: 'newest 100 of a conversation',
    ours: (line) => line.openConversationMs,
    dexie: (line) => line.plainDexie.conversationMs,
    sqlcipher: (line) => line.sqlcipher.conversationMs,
  },
  {
    name: 'all of it',
    ours: (line) => line.wholeConversationMs,
    dexie: (line) => line.plainDexie.wholeConversationMs,
    sqlcipher: (line) => line.sqlcipher.wholeConversationMs,
  },
  {
    name: 'write',
    ours: (line) => line.durableWriteMs,
    dexie: (line) => line.plainDexie.writeMs,
    sqlcipher: (line) => line.sqlcipher.writeMs,
  },
  {
    name: 'search p50',
    ours: (line) => line.searchP50Ms,
    dexie: (line) => line.plainDexie.searchP50Ms,
    sqlcipher: (line) => line.sqlcipher.searchP50Ms,
  },
  {
    name: 'search p95',
    ours: (line) => line.searchP95Ms,
    dexie: (line) => line.plainDexie.searchP95Ms,
    sqlcipher: (line) => line.sqlcipher.searchP95Ms,
  },
  { name: 'memory', ours: (line) => line.memoryMb },
];

needSqlcipher();
// A program that was named is taken as it is.
if (process.env['BEISTAND_APP'] === undefined) await packageForTests();
const asked = process.argv.slice(2).map(Number);
say(`seed ${SEED}`);
const lines: Line[] = [];
for (const messages of asked.length > 0 ? asked : SIZES) {
  const line = await grownTo(messages);
  say(JSON.stringify(line));
  lines.push(line);
}
say('\nms and MB; in each cell ours / plain Dexie / SQLCipher, or ours alone\n');
row('messages', ...columns.map(({ name }) => name));
row(...Array.from({ length: columns.length + 1 }, () => '---'));
for (const line of lines) row(count(line.messages), ...columns.map((one) => cell(one, line)));
const steps = lines.flatMap((line, n) => {
  const before = lines[n - 1];
  return before === undefined ? [] : [stepTo(line, before)];
});
say('\nhow many times as much, ours, for so many times the messages\n');
row('messages', 'times', ...columns.map(({ name }) => name));
row(...Array.from({ length: columns.length + 2 }, () => '---'));
for (const { to, times, ours } of steps) row(count(to), times, ...Object.values(ours));
print({ seed: SEED, growth: lines, steps });

function cell({ ours, dexie, sqlcipher }: (typeof columns)[number], line: Line): string {
  const all = [ours, dexie, sqlcipher].flatMap((pick) => (pick === undefined ? [] : [pick(line)]));
  return all.map(count).join(' / ');
}

/** The ratio of each of our figures to the size before. Growth is linear where it is no more than `times`. */
function stepTo(line: Line, before: Line) {
  const of = (pick: (one: Line) => number): number => rounded(pick(line) / pick(before));
  return {
    to: line.messages,
    times: of(({ messages }) => messages),
    ours: Object.fromEntries(columns.map(({ name, ours }) => [name, of(ours)])),
  };
}

function row(...cells: readonly (string | number)[]): void {
  say(`| ${cells.join(' | ')} |`);
}

async function grownTo(messages: number) {
  const sizes = sizesFor(messages);
  const vault = await filled(sizes);
  const { rig, conversation, memory, emptyMb, rebuildPeakMb, rebuildMs, stop } = vault;
  try {
    memory.taken();
    const unlock = await measureUnlocks(rig);
    const worker = await opened(rig);
    await indexed(worker);
    const use = await measureUse(worker, conversation, sizes);
    const memoryMb = memory.taken().peak - emptyMb;
    return {
      messages,
      rebuildMs: rounded(rebuildMs, 0),
      listMs: unlock.listMs,
      readyMs: unlock.readyMs,
      ...use,
      rebuildPeakMb,
      memoryMb,
      plainDexie: await plainFigures(vault, sizes),
      sqlcipher: await sqlcipherFigures(sizes),
    };
  } finally {
    await stop();
  }
}
