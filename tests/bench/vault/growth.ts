/**
 * `npm run bench:vault:growth`: what a vault costs as it grows from a thousand messages to a million.
 *
 *   node tests/bench/vault/growth.ts [messages …]    default: 1e3, 1e4, 1e5 and 1e6
 *
 * Prints a line per size, the same as rows of a table, and ends with one JSON object. The million alone
 * takes longer than everything else in the benchmark, so it is asked for by name, on a quiet machine.
 */
import { packageForTests } from '../../../tools/package-app.ts';
import { indexed, measureUnlocks, measureUse } from './app-figures.ts';
import { sizesFor } from './corpus.ts';
import { count, filled, opened, print, say } from './filled.ts';
import { rounded } from './statistics.ts';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];

// A program that was named is taken as it is.
if (process.env['BEISTAND_APP'] === undefined) await packageForTests();
const asked = process.argv.slice(2).map(Number);
const lines: Awaited<ReturnType<typeof grownTo>>[] = [];
for (const messages of asked.length > 0 ? asked : SIZES) {
  const line = await grownTo(messages);
  say(JSON.stringify(line));
  lines.push(line);
}
say(
  '| messages | copy rebuilt | first 50 lines | everything | conversation | write | search p50, p95 | memory |',
);
say('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const line of lines) {
  const { openConversationMs, durableWriteMs, searchP50Ms, searchP95Ms } = line;
  const cells = [
    count(line.messages),
    count(line.rebuildMs),
    line.listMs,
    line.readyMs,
    openConversationMs,
    durableWriteMs,
    `${searchP50Ms}, ${searchP95Ms}`,
    line.memoryMb,
  ];
  say(`| ${cells.join(' | ')} |`);
}
print({ growth: lines });

async function grownTo(messages: number) {
  const sizes = sizesFor(messages);
  const { rig, conversation, memory, emptyMb, rebuildPeakMb, rebuildMs, stop } =
    await filled(sizes);
  try {
    memory.taken();
    const unlock = await measureUnlocks(rig);
    const vault = await opened(rig);
    await indexed(vault);
    const use = await measureUse(vault, conversation, sizes);
    const memoryMb = memory.taken().peak - emptyMb;
    return {
      messages,
      rebuildMs: rounded(rebuildMs, 0),
      listMs: unlock.listMs,
      readyMs: unlock.readyMs,
      ...use,
      rebuildPeakMb,
      memoryMb,
    };
  } finally {
    await stop();
  }
}
